using System.Text.Json;

namespace Cairn.Credentials.Verification;

/// <summary>
/// Judges credentials: Open Badges 3.0 and other Verifiable Credentials 1.1 and 2.0, as JSON or baked into a PNG or SVG. Thread safe;
/// make one and keep it.
/// </summary>
/// <example>
/// <code>
/// var verifier = new Verifier();
/// var report = await verifier.VerifyAsync(File.ReadAllBytes("badge.png"), TimeProvider.System.GetUtcNow());
/// Console.WriteLine(report.Verdict);
/// </code>
/// </example>
public sealed class Verifier
{
    readonly VerifierOptions options;

    /// <summary>A verifier that fetches nothing and trusts nobody in particular, unless the options say otherwise.</summary>
    public Verifier(VerifierOptions? options = null) => this.options = options ?? new();

    /// <summary>
    /// Judges what somebody handed in. A bad credential is a report, never an exception; the loader's own exceptions pass through.
    /// </summary>
    /// <param name="input">A credential's JSON in UTF-8, or a PNG or SVG with a credential in it.</param>
    /// <param name="instant">When the credential is to be valid: now, or an earlier instant to repeat a decision.</param>
    /// <param name="cancellationToken">Ends the wait for fetched documents.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async ValueTask<VerificationReport> VerifyAsync(
        ReadOnlyMemory<byte> input,
        DateTimeOffset instant,
        CancellationToken cancellationToken = default
    )
    {
        var parse = CredentialInput.Read(input, options.Limits, out var document, out var credential);
        using (document)
        {
            if (parse.Outcome != Outcome.Pass)
                return new(WithoutCredential(parse), credential);

            return new(await ChecksAsync(parse, document!.RootElement, new(options, instant, cancellationToken)), credential);
        }
    }

    static async ValueTask<IReadOnlyList<Check>> ChecksAsync(Check parse, JsonElement credential, VerificationSession session)
    {
        var proofs = await ProofCheck.RunAsync(credential, session);
        return
        [
            parse,
            .. proofs.Checks,
            IssuerCheck.Run(credential, proofs, session),
            ValidityCheck.Run(credential, session),
            await StatusCheck.RunAsync(credential, session),
            .. ModelChecks.Run(credential),
            TrustCheck.Run(credential, session),
        ];
    }

    static List<Check> WithoutCredential(Check parse) =>
        [parse, .. CheckNames.All.Skip(1).Select(name => Check.NotPerformed(name, "parse.nothing-to-check", parse.Clause))];
}
