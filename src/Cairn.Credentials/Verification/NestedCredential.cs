namespace Cairn.Credentials.Verification;

/// <summary>
/// A credential inside another one: an endorsement, or part of a learner record. It is judged like any other, with everything nested in it.
/// </summary>
/// <param name="Root">The credential; undefined if it could not be read.</param>
/// <param name="Checks">The results.</param>
sealed record NestedCredential(JsonElement Root, IReadOnlyList<Check> Checks)
{
    public string Issuer => Root.Identifier("issuer") ?? "";

    /// <summary>An object with its proofs or with a JWT in a data URL, or a compact JWS as text.</summary>
    public static byte[] Bytes(JsonElement value) =>
        Encoding.UTF8.GetBytes(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());

    /// <summary>
    /// Something that is not a credential in a credential's place is wrong; by itself it would be nothing to check.
    /// </summary>
    public static Check Inside(Check parse) =>
        FileKind.IsNothing(parse) ? Check.Fail(parse.Name, "parse.not-a-credential", parse.Clause) with { Basis = parse.Basis } : parse;

    /// <param name="bytes">As <see cref="Bytes"/> gives them.</param>
    /// <param name="depth">How many credentials enclose it.</param>
    /// <param name="session">The verification that it is part of.</param>
    public static async ValueTask<NestedCredential> JudgeAsync(ReadOnlyMemory<byte> bytes, int depth, VerificationSession session)
    {
        if (!session.TryRead(bytes.Length))
            return new(default, [TooMuchWork.Of(session)]);

        var parse = CredentialInput.Read(bytes, session.Options.Limits, out var secured);
        using var disposed = secured;
        if (secured is null)
            return new(default, [Inside(parse)]);

        var root = secured.Root;
        session.Basis.Begin(ContentDigest.Of(bytes));
        var proofs = await ProofCheck.RunAsync(secured, session);
        NestedCredential judged = new(
            root.Clone(),
            [
                proofs.Check,
                .. IssuerCheck.Run(root, proofs, session),
                ValidityCheck.Run(root, session),
                .. await StatusCheck.RunAsync(root, session),
                .. ModelChecks.Run(root),
                .. EndorsementsCheck.Checks(await EndorsementsCheck.RunAsync(root, depth + 1, session)),
                .. await RecordCheck.RunAsync(root, depth + 1, session),
            ]
        );
        session.Basis.End();
        return judged;
    }
}
