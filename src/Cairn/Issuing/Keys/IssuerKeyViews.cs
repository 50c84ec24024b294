namespace Cairn.Issuing.Keys;

/// <param name="Since">Since when somebody else may have had the key.</param>
internal sealed record KeyTheft(DateTimeOffset Since);

/// <summary>The same on a page: from the beginning of the day.</summary>
internal sealed record KeyTheftDay(DateOnly Since);

/// <param name="Since">From then on: never before the key was made, in whole seconds.</param>
/// <param name="NoLongerBelieved">Credentials that the key signed since then: they fail from now on.</param>
/// <param name="BelievedHere">Credentials that it signed before: this installation has them and goes on vouching for them; others cannot
/// tell them from a thief's.</param>
internal sealed record CompromisePreview(DateTimeOffset Since, int NoLongerBelieved, int BelievedHere);

/// <param name="At">From when on it signs no more; null: from now.</param>
internal sealed record KeyRetirement(DateTimeOffset? At = null);

/// <summary>The same on a page: from the beginning of the day; today is now.</summary>
internal sealed record KeyRetirementDay(DateOnly? At = null);

/// <param name="Issuer">The identifier under which it signs.</param>
/// <param name="VerificationMethod">How proofs name it.</param>
/// <param name="ExpiresAt">From then on it signs no more; null: no end is set.</param>
/// <param name="State">Whether it signs now.</param>
/// <param name="CompromisedSince">Since when somebody else may have it; null: nobody said so.</param>
internal sealed record IssuerKeyLine(
    Id<IssuerKey> Id,
    int Number,
    string Issuer,
    string VerificationMethod,
    string PublicKeyMultibase,
    DateTimeOffset ValidFrom,
    DateTimeOffset? ExpiresAt,
    KeyState State,
    DateTimeOffset? CompromisedSince
)
{
    public static IssuerKeyLine Of(IssuerKey key, DateTimeOffset now) =>
        new(
            key.Id,
            key.Number,
            key.Did,
            key.VerificationMethod,
            key.PublicKeyMultibase,
            key.CreatedAt,
            key.RetiredAt,
            key.CompromisedSince is not null ? KeyState.Stolen
                : key.Covers(now) ? KeyState.Signs
                : key.CreatedAt > now ? KeyState.Waits
                : KeyState.Retired,
            key.CompromisedSince
        );
}

internal enum KeyState
{
    Signs,
    Waits,
    Retired,
    Stolen,
}
