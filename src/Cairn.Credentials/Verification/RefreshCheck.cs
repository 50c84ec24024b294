namespace Cairn.Credentials.Verification;

/// <summary>
/// If the issuer offers a newer version of the credential and the verifier may fetch, the newer one is judged from here on, once (Open
/// Badges 3.0, 9.1, step 3; 1EdTech Credential Refresh 1.0). Only after the first one's signature held, so that nobody is led to a
/// forger's; only one that the same issuer signed and that has the same id. Whatever goes wrong, the first one is kept.
/// </summary>
static class RefreshCheck
{
    const string Name = CheckNames.Refresh;
    const string Clause = "Open Badges 3.0, 9.1 OpenBadgeCredential Verification, step 3";
    const string Type = "1EdTechCredentialRefresh";

    public static async ValueTask<Refreshed?> RunAsync(SecuredCredential original, ProofFindings proofs, VerificationSession session)
    {
        var root = original.Root;
        if (
            root.Items("refreshService").FirstOrDefault(service => service.HasType(Type)) is not { ValueKind: JsonValueKind.Object } service
        )
            return null;
        if (proofs.Check.Outcome != Outcome.Pass || session.IsOffline)
            return null;
        if (!Uri.TryCreate(service.Text("id"), UriKind.Absolute, out var address))
            return null;

        session.Basis.Begin(original.Digest);
        var refreshed = await FromAsync(address, root, session);
        return refreshed with { Check = session.Basis.End(refreshed.Check) };
    }

    static async ValueTask<Refreshed> FromAsync(Uri address, JsonElement root, VerificationSession session)
    {
        var loaded = await session.LoadAsync(address);
        if (loaded.Problem is { } problem)
            return Kept("refresh.unreachable", address.OriginalString, problem);
        _ = CredentialInput.Read(loaded.Content, session.Options.Limits, out var newer);
        if (newer is null)
            return Kept("refresh.unreadable", address.OriginalString);

        session.Basis.Begin(newer.Digest);
        var found = await ProofCheck.RunAsync(newer, session);
        session.Basis.End();
        if (
            newer.Root.Identifier("issuer") == root.Identifier("issuer")
            && newer.Root.Text("id") == root.Text("id")
            && found.Check.Outcome == Outcome.Pass
            && IssuerCheck.Run(newer.Root, found, session).All(check => check.Outcome == Outcome.Pass)
        )
            return new(Check.Pass(Name, "refresh.newer", Clause, address.OriginalString), newer, found);

        newer.Dispose();
        return Kept("refresh.of-another", address.OriginalString);
    }

    static Refreshed Kept(string code, params string[] arguments) =>
        new(Check.NotDeterminable(Name, code, Clause, arguments) with { Counts = false }, null, null);
}

/// <summary>The result of asking for a newer version: the check and, if there is one, the newer credential with its proofs.</summary>
sealed record Refreshed(Check Check, SecuredCredential? Credential, ProofFindings? Proofs);
