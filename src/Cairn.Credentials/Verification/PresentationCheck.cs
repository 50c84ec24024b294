using System.Text.Json;
using Cairn.Credentials.Presentations;
using Cairn.Credentials.Proofs;

namespace Cairn.Credentials.Verification;

/// <summary>Judges a presentation: that it is one, its proofs, its holder (VC Data Model 2.0, sections 4.13 and 7.2).</summary>
static class PresentationCheck
{
    const string Name = CheckNames.Parse;
    const string Clause = "VC Data Model 2.0, 4.13 Verifiable Presentations";

    /// <summary>The first check. What passes is a presentation with at least one and not too many credentials in it.</summary>
    public static Check Read(ReadOnlyMemory<byte> input, Limits limits, out JsonDocument? document)
    {
        var problem = StrictJson.TryParse(input, limits.Bytes, limits.Depth, out document);
        if (problem != JsonProblem.None)
            return CredentialInput.OfProblem(problem, limits);

        var root = document!.RootElement;
        if (DataModelVersion.Of(root) == DataModelVersion.None || !root.HasType(VerifiablePresentation.Type))
            return Check.Fail(Name, "parse.not-a-presentation", Clause);
        var credentials = root.Items("verifiableCredential");
        if (credentials.Count == 0)
            return Check.Fail(Name, "parse.no-credentials", Clause);

        return credentials.Count > limits.Credentials
            ? Check.Fail(Name, "parse.too-many-credentials", "Cairn limits", $"{limits.Credentials}")
            : Check.Pass(Name, "parse.presentation", Clause, $"{credentials.Count}");
    }

    public static async ValueTask<IReadOnlyList<Check>> ChecksAsync(
        Check parse,
        JsonElement presentation,
        PresentationRequest request,
        VerificationSession session
    )
    {
        ProofExpectation expected = new(ProofOptions.Authentication, request.Challenge, request.Domain);
        var proofs = await ProofCheck.RunAsync(presentation, expected, session);
        return [parse, .. proofs.Checks, HolderCheck.Run(presentation, proofs, session)];
    }

    /// <summary>Each credential as it was signed: an object, a JWT in a data URL (4.13.1), a JWT as text (VC Data Model 1.1).</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Credentials(JsonElement presentation) =>
        presentation.Items("verifiableCredential").Select(credential => (ReadOnlyMemory<byte>)NestedCredential.Bytes(credential));
}
