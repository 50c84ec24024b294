using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Verification;

/// <summary>
/// What tells a thief's signature from the owner's, besides the key's document: what the caller knows about the key and the credential.
/// </summary>
sealed class KeyEvidence
{
    Dictionary<string, DateTimeOffset>? revoked;

    /// <summary>Since when the credential has certainly existed; null: nobody knows.</summary>
    public DateTimeOffset? ExistedAt { get; private init; }

    /// <summary>For something other than the credential itself: a status list, an endorsement, a presentation.</summary>
    public static KeyEvidence Beside(VerificationSession session) => new() { ExistedAt = session.Options.ExistedAt };

    /// <summary>Asks the caller about every key that signed, and about the credential if one of them is in the wrong hands.</summary>
    public static async ValueTask<KeyEvidence> FindAsync(JsonElement credential, ProofFindings findings, VerificationSession session)
    {
        Dictionary<string, DateTimeOffset>? revoked = null;
        var inDoubt = false;
        foreach (var proof in findings.Proofs.Where(proof => proof.Check.Outcome == Outcome.Pass))
        {
            if (
                credential.Identifier("issuer") is { } issuer
                && proof.Source?.Key is { } key
                && (await session.OwnAsync(issuer, key))?.KeyRevoked is { } since
            )
                (revoked ??= [])[key.ToMultikey()] = since;
            inDoubt |= proof.Source?.Method?.Revoked is not null;
        }

        return new()
        {
            revoked = revoked,
            ExistedAt = inDoubt || revoked is not null ? await session.ExistedAtAsync(credential) : session.Options.ExistedAt,
        };
    }

    /// <summary>The earlier of what its document says and what the caller knows.</summary>
    public DateTimeOffset? Revoked(VerificationMethod method) =>
        revoked is not null
        && method.PublicKey is { } key
        && revoked.TryGetValue(key.ToMultikey(), out var known)
        && !(method.Revoked < known)
            ? known
            : method.Revoked;
}
