using System.Text.Json.Nodes;
using Cairn.Credentials.Verification;

namespace Cairn.Vcalm;

/// <summary>
/// One problem as VCALM writes it (RFC 9457): a type of the standards for programs everywhere, our stable code beside it.
/// </summary>
internal static class VcalmProblem
{
    private const string Vcalm = "https://www.w3.org/TR/vcalm#";
    private const string DataModel = "https://www.w3.org/TR/vc-data-model#";
    private const string Security = "https://w3id.org/security#";
    private const string StatusList = "https://www.w3.org/ns/credentials/status-list#";

    /// <summary>Why a request was not carried out. NOTE: VCALM uses 400 where the rest of the platform uses 422.</summary>
    public static IResult Answer(this RefusalTexts texts, Refusal refusal)
    {
        if (refusal == Refusal.NotFound)
            return TypedResults.NotFound();
        var status = refusal.Status == StatusCodes.Status422UnprocessableEntity ? StatusCodes.Status400BadRequest : refusal.Status;
        var problem = Of(TypeOf(refusal), refusal.Code, texts.Sentence(refusal));
        problem["status"] = status;
        if (refusal.Field is { } field)
            problem["field"] = field;
        return VcalmAnswer.Json(problem, status, "application/problem+json");
    }

    public static JsonObject Of(RefusalTexts texts, Refusal refusal) => Of(TypeOf(refusal), refusal.Code, texts.Sentence(refusal));

    /// <summary>
    /// What a check found. <c>outcome</c> tells what is wrong from what could not be determined; <c>verified</c> alone cannot.
    /// </summary>
    public static JsonObject Of(Check check)
    {
        var problem = Of(TypeOf(check), check.Code, check.Reason);
        problem["outcome"] = VerificationReport.Word(check.Outcome);
        return problem;
    }

    private static JsonObject Of(string type, string code, string detail) =>
        new()
        {
            ["type"] = type,
            ["title"] = type[(type.IndexOf('#', StringComparison.Ordinal) + 1)..],
            ["detail"] = detail,
            ["code"] = code,
        };

    private static string TypeOf(Refusal refusal) =>
        refusal.Code switch
        {
            "vcalm.option-unknown" => Vcalm + "UNKNOWN_OPTION_PROVIDED",
            "vcalm.json" or "vcalm.member-unknown" => DataModel + "PARSING_ERROR",
            "vcalm.json-ld" => Security + "DATA_LOSS_DETECTION_ERROR",
            "vcalm.unsignable" => Security + "PROOF_GENERATION_ERROR",
            _ => DataModel + "MALFORMED_VALUE_ERROR",
        };

    // VC Data Model 2.0, 7.2; VC Data Integrity 1.0, 4.7; Bitstring Status List 1.0, 3.5.
    private static string TypeOf(Check check) =>
        (check.Name, check.Code) switch
        {
            (CheckNames.Parse, _) => DataModel + "PARSING_ERROR",
            (_, "proof.domain") => Security + "INVALID_DOMAIN_ERROR",
            (_, "proof.challenge") => Security + "INVALID_CHALLENGE_ERROR",
            (CheckNames.Proof, "proof.canonicalization" or "proof.hidden-member") => Security + "DATA_LOSS_DETECTION_ERROR",
            (_, ['k', 'e', 'y', '.', ..]) => Security + "INVALID_VERIFICATION_METHOD",
            (CheckNames.Proof or CheckNames.IssuerKey or CheckNames.Issuer or CheckNames.Holder, _) => Security
                + "PROOF_VERIFICATION_ERROR",
            (CheckNames.Validity, not "validity.malformed") => DataModel + "RANGE_ERROR",
            (CheckNames.Status, "status.offline" or "status.unreachable" or "status.list-unreadable") => StatusList
                + "STATUS_RETRIEVAL_ERROR",
            (CheckNames.Status, "status.malformed") => StatusList + "MALFORMED_VALUE_ERROR",
            (CheckNames.Status, _) => StatusList + "STATUS_VERIFICATION_ERROR",
            _ => DataModel + "MALFORMED_VALUE_ERROR",
        };
}

internal static class VcalmAnswer
{
    public static IResult Json(JsonObject body, int status, string type = "application/json") =>
        TypedResults.Text(body.ToJsonString(), type, statusCode: status);

    /// <summary>Stored bytes as they are, behind a member's name or as the whole body.</summary>
    public static IResult Bytes(ReadOnlySpan<byte> json, int status, string? member = null) =>
        TypedResults.Text(
            member is null ? json : [.. "{\""u8, .. System.Text.Encoding.ASCII.GetBytes(member), .. "\":"u8, .. json, .. "}"u8],
            "application/json",
            statusCode: status
        );
}
