using Cairn.Credentials.Jose;
using Cairn.Credentials.Presentations;
using Cairn.Credentials.Proofs;

namespace Cairn.Credentials.Verification;

/// <summary>
/// Judges a presentation: that it is one, its proofs or the JWT that it came in, and its holder (VC Data Model 2.0, sections 4.13 and 7.2;
/// VC-JOSE-COSE, 3.1.2).
/// </summary>
static class PresentationCheck
{
    const string Name = CheckNames.Parse;
    const string Clause = "VC Data Model 2.0, 4.13 Verifiable Presentations";
    const string Envelopes = "VC Data Model 2.0, 4.13.2 Enveloped Verifiable Presentations";

    /// <summary>The first check: is it a presentation, without too many credentials in it?</summary>
    public static Check Read(ReadOnlyMemory<byte> input, Limits limits, out SecuredCredential? presentation) =>
        CompactJws.Is(input.Span) ? ReadJwt(input, limits, out presentation) : ReadJson(input, null, limits, out presentation);

    public static async ValueTask<(IReadOnlyList<Check> Checks, ProofFindings Proofs)> ChecksAsync(
        Check parse,
        SecuredCredential presentation,
        PresentationRequest request,
        VerificationSession session
    )
    {
        ProofExpectation expected = new(ProofOptions.Authentication, request.Challenge, request.Domain);
        var proofs = presentation.Jwt is null
            ? await ProofCheck.RunAsync(presentation.Root, expected, session)
            : await JwtProofCheck.RunAsync(presentation, expected, session);
        // 4.13: a presentation need not be signed. Then nobody proved who shows it, which counts against it only if somebody asked.
        if (proofs.Check.Code == "proof.missing" && request == new PresentationRequest())
            proofs = proofs with
            {
                Check = Check.NotDeterminable(CheckNames.Proof, "proof.nobody-shows", Clause) with { Basis = proofs.Check.Basis },
            };
        return ([parse, .. proofs.Checks, HolderCheck.Run(presentation.Root, proofs, session)], proofs);
    }

    /// <summary>Each credential as it was signed: an object, a JWT in a data URL (4.13.1), a JWT as text (VC Data Model 1.1).</summary>
    public static IEnumerable<(ReadOnlyMemory<byte> Credential, bool IsOfHolder)> Credentials(JsonElement presentation) =>
        presentation
            .Items("verifiableCredential")
            .Select(credential => ((ReadOnlyMemory<byte>)NestedCredential.Bytes(credential), IsOfHolder(credential, presentation)));

    // 4.13.3 Presentations Including Holder Claims: self-asserted when "the value of the issuer property is identical to the value of the
    // holder property"; such a credential may be "secured only using the same mechanism as the presentation".
    static bool IsOfHolder(JsonElement credential, JsonElement presentation) =>
        credential.ValueKind == JsonValueKind.Object
        && credential.Member("proof") is null
        && !credential.HasType(VerifiablePresentation.EnvelopedType)
        && presentation.Identifier("holder") is { Length: > 0 } holder
        && credential.Identifier("issuer") == holder;

    static Check ReadJwt(ReadOnlyMemory<byte> text, Limits limits, out SecuredCredential? presentation)
    {
        presentation = null;
        if (CredentialInput.OfJwt(text, limits, out var jwt) is { } finding)
            return finding;
        return JwtPayload.Presentation(jwt!.Payload) is { } json
            ? ReadJson(json, jwt, limits, out presentation)
            : Check.Fail(Name, "parse.not-a-presentation", Clause);
    }

    static Check ReadJson(ReadOnlyMemory<byte> json, JwtEnvelope? jwt, Limits limits, out SecuredCredential? presentation)
    {
        presentation = null;
        var problem = StrictJson.TryParse(json, limits.Bytes, limits.Depth, out var document, limits.Values);
        if (problem != JsonProblem.None)
            return CredentialInput.OfProblem(problem, json.Span, limits);

        var root = document!.RootElement;
        if (jwt is null && root.HasType(VerifiablePresentation.EnvelopedPresentationType))
            using (document)
                return ReadEnveloped(root, limits, out presentation);

        var shape = OfShape(root, limits);
        if (shape.Outcome == Outcome.Pass)
            presentation = new(document, json, jwt);
        else
            document.Dispose();
        return shape;
    }

    static Check ReadEnveloped(JsonElement root, Limits limits, out SecuredCredential? presentation)
    {
        presentation = null;
        if (
            DataModelVersion.Of(root) != DataModelVersion.V2
            || Enveloped.Read(root, VerifiablePresentation.EnvelopedPresentationType) is not { } enveloped
        )
            return Check.Fail(Name, "parse.envelope", Envelopes);

        return enveloped.IsJwt
            ? ReadJwt(enveloped.Content, limits, out presentation)
            : Check.NotDeterminable(Name, "parse.unsupported", Envelopes, enveloped.MediaType);
    }

    static Check OfShape(JsonElement root, Limits limits)
    {
        if (DataModelVersion.Of(root) == DataModelVersion.None || !root.HasType(VerifiablePresentation.Type))
            return Check.Fail(Name, "parse.not-a-presentation", Clause);
        if (Envelope.OfPresentation(root) is { } departure)
            return Check.Fail(Name, "parse.presentation-member", departure.Clause, departure.Member);

        var count = root.Items("verifiableCredential").Count;
        return count > limits.Credentials ? Check.Fail(Name, "parse.too-many-credentials", "Cairn limits", $"{limits.Credentials}")
            // "The verifiableCredential property MAY be present": a holder may show only themself.
            : count == 0 ? Check.Pass(Name, "parse.no-credentials", Clause)
            : Check.Pass(Name, "parse.presentation", Clause, $"{count}");
    }
}
