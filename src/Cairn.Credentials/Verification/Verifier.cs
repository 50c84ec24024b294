using Cairn.Credentials.Verification.OpenBadges2;

namespace Cairn.Credentials.Verification;

/// <summary>
/// Judges credentials: Open Badges 2.0 and 3.0 and other Verifiable Credentials 1.1 and 2.0, as JSON with its proofs, as JWT, or
/// baked into a PNG or SVG. Thread safe;
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
    /// Judges an input. A bad credential gives a report, never an exception; the loader's own exceptions pass through.
    /// </summary>
    /// <param name="input">A credential: JSON in UTF-8, a compact JWS, or a PNG or SVG with one of them in it.</param>
    /// <param name="instant">
    /// When the credential is to be valid: now, or an earlier instant to repeat a decision. A date or start more than five minutes later
    /// fails.
    /// </param>
    /// <param name="cancellationToken">Ends the wait for fetched documents, and the work.</param>
    /// <exception cref="OperationCanceledException">It was ended: there is no report.</exception>
    public ValueTask<VerificationReport> VerifyAsync(
        ReadOnlyMemory<byte> input,
        DateTimeOffset instant,
        CancellationToken cancellationToken = default
    ) => OneAsync(input, null, false, instant, new(options.Limits.Work, cancellationToken), cancellationToken);

    async ValueTask<VerificationReport> OneAsync(
        ReadOnlyMemory<byte> input,
        ProofFindings? ofHolder,
        bool isShown,
        DateTimeOffset instant,
        CanonicalWork work,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var parse = CredentialInput.Read(input, options.Limits, out var credential) with { Basis = [ContentDigest.Of(input)] };
        using (credential)
        {
            VerificationSession session = new(options, instant, work, cancellationToken);
            if (credential is not null)
                return await JudgeAsync(parse, credential, ofHolder, session);

            return Assertion.Read(input, options.Limits) is { } assertion
                ? await AssertionCheck.RunAsync(assertion, parse.Basis[0], session)
                : new(WithoutCredential(isShown ? NestedCredential.Inside(parse) : parse), null, default, session, IssuerFinding.None);
        }
    }

    /// <summary>
    /// Judges a presentation: its own proofs, made for the purpose <c>authentication</c> and for this request, its holder, and every
    /// credential in it. A bad presentation gives a report, never an exception.
    /// </summary>
    /// <param name="input">A presentation: JSON in UTF-8, with its proofs or with a JWT in it, or a compact JWS (<c>vp+jwt</c>).</param>
    /// <param name="request">What was asked of the holder.</param>
    /// <param name="instant">When it is to be valid.</param>
    /// <param name="cancellationToken">Ends the wait for fetched documents, and the work.</param>
    /// <exception cref="OperationCanceledException">It was ended: there is no report.</exception>
    public async ValueTask<PresentationReport> VerifyPresentationAsync(
        ReadOnlyMemory<byte> input,
        PresentationRequest request,
        DateTimeOffset instant,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var digest = ContentDigest.Of(input);
        var parse = PresentationCheck.Read(input, options.Limits, out var presentation) with { Basis = [digest] };
        using (presentation)
        {
            CanonicalWork work = new(options.Limits.Work, cancellationToken);
            VerificationSession session = new(options, instant, work, cancellationToken);
            if (presentation is null)
                return new([parse], [], request, digest, session);

            session.Basis.Begin(digest);
            var (checks, proofs) = await PresentationCheck.ChecksAsync(parse, presentation, request, session);
            session.Basis.End();
            List<VerificationReport> reports = [];
            foreach (var (credential, isOfHolder) in PresentationCheck.Credentials(presentation.Root))
                reports.Add(
                    await OneAsync(
                        credential,
                        isOfHolder && proofs.Proofs.Count > 0 ? OfHolder(proofs) : null,
                        true,
                        instant,
                        work,
                        cancellationToken
                    )
                );
            return new(checks, reports, request, digest, session);
        }
    }

    static async ValueTask<VerificationReport> JudgeAsync(
        Check parse,
        SecuredCredential original,
        ProofFindings? ofHolder,
        VerificationSession session
    )
    {
        session.Basis.Begin(original.Digest);
        var proofs = ofHolder ?? await ProofCheck.RunAsync(original, session);
        session.Basis.End();
        var refreshed = await RefreshCheck.RunAsync(original, proofs, session);
        using var newer = refreshed?.Credential;
        var secured = newer ?? original;
        proofs = refreshed?.Proofs ?? proofs;

        var credential = secured.Root;
        session.Basis.Begin(secured.Digest);
        var (issuer, by) = IssuerCheck.Judge(credential, proofs, await KeyEvidence.FindAsync(credential, proofs, session), session);
        var issuedBy = await IssuerFinding.FindAsync(credential, [proofs.Check, .. issuer], by, session);
        var endorsements = await EndorsementsCheck.RunAsync(credential, depth: 1, session);
        List<Check> checks =
        [
            parse,
            .. proofs.Checks,
            .. issuer,
            TrustCheck.Run(credential, issuedBy, session),
            ValidityCheck.Run(credential, session),
            .. await StatusCheck.RunAsync(credential, session),
            .. ModelChecks.Run(credential),
            .. AuthorityCheck.Run(credential, endorsements),
            .. EndorsementsCheck.Checks(endorsements),
            .. await RecordCheck.RunAsync(credential, depth: 1, session),
            .. RecipientCheck.Run(credential, session),
            .. await RelatedResourceCheck.RunAsync(credential, session),
        ];
        if (refreshed is not null)
            checks.Add(refreshed.Check);
        return new(checks, secured.Digest, secured.Json, session, issuedBy);
    }

    // The holder's own claims, which nobody else signed: as genuine as the presentation. The key must still be one that may issue; one that
    // only authenticates does not become more by being shown.
    static ProofFindings OfHolder(ProofFindings presentation) =>
        presentation with
        {
            Check =
                presentation.Check.Outcome == Outcome.Pass
                    ? Check.Pass(
                        CheckNames.Proof,
                        "proof.of-holder",
                        "VC Data Model 2.0, 4.13.3 Presentations Including Holder Claims"
                    ) with
                    {
                        Basis = presentation.Check.Basis,
                    }
                    : presentation.Check,
        };

    static List<Check> WithoutCredential(Check parse) =>
        [parse, .. CheckNames.All.Skip(1).Select(name => Check.NotPerformed(name, "parse.nothing-to-check", parse.Clause))];
}
