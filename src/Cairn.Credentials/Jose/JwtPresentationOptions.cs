namespace Cairn.Credentials.Jose;

/// <summary>What a presentation's JWT says besides the presentation.</summary>
/// <param name="KeyId">The URL of the holder's key, as verifiers find it: a DID URL.</param>
/// <param name="Created">When it is signed (<c>iat</c>).</param>
public sealed record JwtPresentationOptions(string KeyId, DateTimeOffset Created)
{
    /// <summary>
    /// What the verifier asked to have repeated (<c>nonce</c>); null: nothing. Without it the presentation may be shown again.
    /// </summary>
    public string? Challenge { get; init; }

    /// <summary>For whom it is (<c>aud</c>): <c>https://verifier.example</c>; null: anybody.</summary>
    public string? Domain { get; init; }

    /// <summary>Until when it counts (<c>exp</c>); null: not said.</summary>
    public DateTimeOffset? Expires { get; init; }
}
