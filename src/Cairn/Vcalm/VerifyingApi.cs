using System.Text.Json.Nodes;
using Cairn.Credentials.Verification;
using Cairn.SignIn.Tokens;

namespace Cairn.Vcalm;

/// <summary>
/// VCALM, Verifying: <c>POST /credentials/verify</c> and <c>/presentations/verify</c>. A credential that does not verify is a 400 with the
/// whole result (the draft: 200 is "successfully verified"); a presentation is a 400 only when it cannot be read at all, else a 200 that
/// says what was found.
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

    private static async Task<IResult> Credential([AsParameters] VcalmCall call, Verifier verifier)
    {
        if (await call.EnterAsync() is null)
            return TypedResults.NotFound();
        if (!(await call.ReadAsync("verifiableCredential", "options")).Succeeds(out var request, out var refusal))
            return call.Texts.Answer(refusal);
        using var body = request;
        var asked = request.Options("returnResults", "returnProblemDetails", "returnCredential", "checks");
        var (results, problems, credential, checks) = (
            asked.Flag("returnResults"),
            asked.Flag("returnProblemDetails"),
            asked.Flag("returnCredential"),
            asked.Words("checks", Checks)
        );
        if (asked.Refusal is not null)
            return call.Texts.Answer(asked.Refusal);
        // VC Data Integrity 1.0, 4.4: what is verified is a map. A JWT comes in its envelope (VC Data Model 2.0, 4.13.1).
        if (request.Member("verifiableCredential") is not { ValueKind: JsonValueKind.Object } given)
            return VcalmAnswer.Json(
                new()
                {
                    ["verified"] = false,
                    ["problemDetails"] = new JsonArray(
                        VcalmProblem.Of(call.Texts, new Refusal("vcalm.kind", "verifiableCredential", "verifiableCredential"))
                    ),
                },
                StatusCodes.Status400BadRequest
            );

        var report = await verifier.VerifyAsync(Encoding.UTF8.GetBytes(given.GetRawText()), call.Clock.GetUtcNow(), call.Stop);
        var verdict = VcalmVerdict.Of(report, checks);
        var answer = Of(report, verdict, results is true);
        if (credential is true)
            answer["credential"] = VcalmVerdict.Copy(given);
        if (problems is false)
            answer.Remove("problemDetails");
        return VcalmAnswer.Json(answer, verdict.Verified ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> Presentation([AsParameters] VcalmCall call, Verifier verifier)
    {
        if (await call.EnterAsync() is null)
            return TypedResults.NotFound();
        if (!(await call.ReadAsync("verifiablePresentation", "presentation", "options")).Succeeds(out var request, out var refusal))
            return call.Texts.Answer(refusal);
        using var body = request;
        var asked = request.Options("challenge", "domain", "returnPresentation", "returnResults", "returnProblemDetails", "checks");
        var (challenge, domain) = (asked.Text("challenge", LongestChallenge), asked.Text("domain", LongestChallenge));
        var (back, results, problems, checks) = (
            asked.Flag("returnPresentation"),
            asked.Flag("returnResults"),
            asked.Flag("returnProblemDetails"),
            asked.Words("checks", Checks)
        );
        if (asked.Refusal is not null)
            return call.Texts.Answer(asked.Refusal);
        var signed = request.Member("verifiablePresentation");
        if (
            (signed ?? request.Member("presentation")) is not { ValueKind: JsonValueKind.Object } presentation
            || (signed is not null && request.Member("presentation") is not null)
        )
            return call.Texts.Answer(new Refusal("vcalm.kind", "verifiablePresentation", "verifiablePresentation"));

        var report = await verifier.VerifyPresentationAsync(
            Encoding.UTF8.GetBytes(presentation.GetRawText()),
            new PresentationRequest(challenge, domain),
            call.Clock.GetUtcNow(),
            call.Stop
        );
        // A caller who gives a challenge or a domain wants to know who presents it; an unsigned presentation answers neither.
        var own = VcalmVerdict.Of(report, signed is not null || challenge is not null || domain is not null);
        var credentials = report.Credentials.Select(one => (Report: one, Verdict: VcalmVerdict.Of(one, checks))).ToList();
        var verified = own.Verified && credentials.All(one => one.Verdict.Verified);
        var answer = new JsonObject { ["verified"] = verified };
        if (problems is not false)
            answer["problemDetails"] = own.Problems;
        // The draft's section on errors has this list, and some programs look for it.
        if (!verified)
            answer["errors"] = new JsonArray([
                .. own.Problems.Concat(credentials.SelectMany(one => one.Verdict.Problems)).Select(problem => problem!.DeepClone()),
            ]);
        if (back is true)
            answer["verifiablePresentation"] = VcalmVerdict.Copy(presentation);
        // Without a signature it is not a verifiable presentation, so there was nothing to verify.
        var isReadable =
            report[CheckNames.Parse].Outcome is Outcome.Pass
            && !(signed is not null && report[CheckNames.Proof].Code is "proof.missing" or "proof.nobody-shows");
        if (isReadable && results is not false)
            answer["results"] = new JsonObject
            {
                ["presentation"] = Own(report, presentation, challenge, domain),
                ["credentials"] = new JsonArray([.. credentials.Select(one => Of(one.Report, one.Verdict, true))]),
            };
        return VcalmAnswer.Json(answer, isReadable ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static JsonObject Of(VerificationReport report, VcalmVerdict verdict, bool results)
    {
        var answer = new JsonObject { ["verified"] = verdict.Verified, ["problemDetails"] = verdict.Problems };
        if (results)
            answer["results"] = VcalmVerdict.Results(report);
        return answer;
    }

    private static JsonObject Own(PresentationReport report, JsonElement presentation, string? challenge, string? domain)
    {
        var results = new JsonObject();
        if (challenge is not null)
            results["challenge"] = new JsonObject
            {
                ["verified"] = report.Checks.All(check => check.Code is not ("proof.challenge" or "proof.missing")),
                ["input"] = challenge,
            };
        if (domain is not null)
            results["domain"] = new JsonObject
            {
                ["verified"] = report.Checks.All(check => check.Code is not ("proof.domain" or "proof.missing")),
                ["input"] = domain,
            };
        if (presentation.TryGetProperty("holder", out var holder))
            results["holder"] = VcalmVerdict.Result(report[CheckNames.Holder], holder, mustBeProven: true);
        if (presentation.TryGetProperty("proof", out var proofs))
            results["proof"] = VcalmVerdict.Each(report.Checks, CheckNames.Proof, proofs);
        return results;
    }
}
