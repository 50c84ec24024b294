using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Credentials.Verification;
using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn.Tokens;

namespace Cairn.Vcalm;

/// <summary>
/// VCALM, Verifying: <c>POST /credentials/verify</c> and <c>/presentations/verify</c>. A credential that does not verify is a 400 with the whole result
/// (the draft: 200 is "successfully verified"); of a presentation only what cannot be read at all is, everything else a 200 that says what was found.
/// </summary>
internal static class VerifyingApi
{
    private const int LongestChallenge = 2000;
    private static readonly string[] Checks = [VcalmVerdict.Proof, VcalmVerdict.Status];

    public static void MapVcalmVerifying(this IEndpointRouteBuilder instance)
    {
        instance.MapPost("/credentials/verify", Credential).RequireVcalm(TokenScopes.VcalmVerify).WithBodyOfAtMost(VcalmApi.MaxBytes);
        instance.MapPost("/presentations/verify", Presentation).RequireVcalm(TokenScopes.VcalmVerify).WithBodyOfAtMost(VcalmApi.MaxBytes);
    }

    private static async Task<IResult> Credential(
        Id<Organization> organization, HttpContext http, CairnDb db, CairnOptions options, Verifier verifier, RefusalTexts texts, TimeProvider clock, CancellationToken stop, string? suite = null)
    {
        if (await VcalmApi.EnterAsync(db, http, options, organization, suite, stop) is null) return TypedResults.NotFound();
        if (!(await VcalmRequest.ReadAsync(http.Request, ["verifiableCredential", "options"], stop)).Succeeds(out var request, out var refusal)) return texts.Answer(refusal);
        using var body = request;
        var asked = request.Options("returnResults", "returnProblemDetails", "returnCredential", "checks");
        var (results, problems, credential, checks) = (asked.Flag("returnResults"), asked.Flag("returnProblemDetails"), asked.Flag("returnCredential"), asked.Words("checks", Checks));
        if (asked.Refusal is not null) return texts.Answer(asked.Refusal);
        if (!Input(request.Member("verifiableCredential")).Succeeds(out var input, out refusal))
            return VcalmAnswer.Json(new() { ["verified"] = false, ["problemDetails"] = new JsonArray(VcalmProblem.Of(texts, refusal)) }, StatusCodes.Status400BadRequest);

        var report = await verifier.VerifyAsync(input, clock.GetUtcNow(), stop);
        var verdict = VcalmVerdict.Of(report, checks);
        var answer = Of(report, verdict, results is true);
        if (credential is true) answer["credential"] = VcalmVerdict.Copy(request.Member("verifiableCredential")!.Value);
        if (problems is false) answer.Remove("problemDetails");
        return VcalmAnswer.Json(answer, verdict.Verified ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> Presentation(
        Id<Organization> organization, HttpContext http, CairnDb db, CairnOptions options, Verifier verifier, RefusalTexts texts, TimeProvider clock, CancellationToken stop, string? suite = null)
    {
        if (await VcalmApi.EnterAsync(db, http, options, organization, suite, stop) is null) return TypedResults.NotFound();
        if (!(await VcalmRequest.ReadAsync(http.Request, ["verifiablePresentation", "presentation", "options"], stop)).Succeeds(out var request, out var refusal)) return texts.Answer(refusal);
        using var body = request;
        var asked = request.Options("challenge", "domain", "returnPresentation", "returnResults", "returnProblemDetails", "checks");
        var (challenge, domain) = (asked.Text("challenge", LongestChallenge), asked.Text("domain", LongestChallenge));
        var (back, results, problems, checks) = (asked.Flag("returnPresentation"), asked.Flag("returnResults"), asked.Flag("returnProblemDetails"), asked.Words("checks", Checks));
        if (asked.Refusal is not null) return texts.Answer(asked.Refusal);
        var signed = request.Member("verifiablePresentation");
        if ((signed ?? request.Member("presentation")) is not { ValueKind: JsonValueKind.Object } presentation || (signed is not null && request.Member("presentation") is not null))
            return texts.Answer(new Refusal("vcalm.kind", "verifiablePresentation", "verifiablePresentation"));
        if (HasType(presentation, "EnvelopedVerifiablePresentation")) return texts.Answer(new Refusal("vcalm.enveloped-presentation", "verifiablePresentation"));

        var report = await verifier.VerifyPresentationAsync(Encoding.UTF8.GetBytes(presentation.GetRawText()), new PresentationRequest(challenge, domain), clock.GetUtcNow(), stop);
        var own = VcalmVerdict.Of(report, signed is not null);
        var credentials = report.Credentials.Select(one => (Report: one, Verdict: VcalmVerdict.Of(one, checks))).ToList();
        var verified = own.Verified && credentials.All(one => one.Verdict.Verified);
        var answer = new JsonObject { ["verified"] = verified };
        if (problems is not false) answer["problemDetails"] = own.Problems;
        // The draft's section on errors has this list; programs that read the status code alone look for it.
        if (!verified) answer["errors"] = new JsonArray([.. own.Problems.Concat(credentials.SelectMany(one => one.Verdict.Problems)).Select(problem => problem!.DeepClone())]);
        if (back is true) answer["verifiablePresentation"] = VcalmVerdict.Copy(presentation);
        var isReadable = report[CheckNames.Parse].Outcome is Outcome.Pass;
        if (isReadable && results is not false)
            answer["results"] = new JsonObject { ["presentation"] = Own(report, presentation, challenge, domain), ["credentials"] = new JsonArray([.. credentials.Select(one => Of(one.Report, one.Verdict, true))]) };
        return VcalmAnswer.Json(answer, isReadable ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static JsonObject Of(VerificationReport report, VcalmVerdict verdict, bool results)
    {
        var answer = new JsonObject { ["verified"] = verdict.Verified, ["problemDetails"] = verdict.Problems };
        if (results) answer["results"] = VcalmVerdict.Results(report);
        return answer;
    }

    private static JsonObject Own(PresentationReport report, JsonElement presentation, string? challenge, string? domain)
    {
        var results = new JsonObject();
        if (challenge is not null) results["challenge"] = new JsonObject { ["verified"] = report.Checks.All(check => check.Code is not ("proof.challenge" or "proof.missing")), ["input"] = challenge };
        if (domain is not null) results["domain"] = new JsonObject { ["verified"] = report.Checks.All(check => check.Code is not ("proof.domain" or "proof.missing")), ["input"] = domain };
        if (presentation.TryGetProperty("holder", out var holder)) results["holder"] = VcalmVerdict.Result(report[CheckNames.Holder], holder);
        if (presentation.TryGetProperty("proof", out var proofs)) results["proof"] = VcalmVerdict.Each(report.Checks, CheckNames.Proof, proofs);
        return results;
    }

    /// <summary>The credential as it was signed: an object, or the JWT in the envelope around it (VC Data Model 2.0, 4.13.1).</summary>
    internal static Result<ReadOnlyMemory<byte>> Input(JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.Object } credential) return new Refusal("vcalm.kind", "verifiableCredential", "verifiableCredential");
        if (!HasType(credential, "EnvelopedVerifiableCredential")) return (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(credential.GetRawText());

        return credential.TryGetProperty("@context", out var context) && (context.ValueKind is JsonValueKind.Array ? context.GetArrayLength() > 0 && IsBase(context[0]) : IsBase(context))
            && credential.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String && id.GetString() is { } url
            && url.IndexOf(',', StringComparison.Ordinal) is > 0 and var comma && url[..comma] is "data:application/vc+jwt" or "data:application/jwt"
                ? (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(url[(comma + 1)..])
                : new Refusal("vcalm.envelope", "verifiableCredential.id");

        static bool IsBase(JsonElement one) => one.ValueKind is JsonValueKind.String && one.ValueEquals("https://www.w3.org/ns/credentials/v2"u8);
    }

    private static bool HasType(JsonElement json, string type) =>
        json.TryGetProperty("type", out var types)
        && (types.ValueKind is JsonValueKind.String ? types.ValueEquals(type) : types.ValueKind is JsonValueKind.Array && types.EnumerateArray().Any(one => one.ValueKind is JsonValueKind.String && one.ValueEquals(type)));
}
