using System.Text.Json.Nodes;
using Cairn.Credentials.Verification;

namespace Cairn.Vcalm;

/// <summary>
/// A report in the form of VCALM. NOTE: the draft calls a passed date or a revocation a warning in one section and fails such a credential
/// in its example. A program that reads only <c>verified</c> must not accept a revoked credential, so here it is false; the problem says
/// why.
/// </summary>
internal sealed class VcalmVerdict
{
    /// <summary>What <c>options.checks</c> may name; the proof and the data model always count.</summary>
    public const string Proof = "proof",
        Status = "credentialStatus";

    private readonly IReadOnlyList<Check> _against;

    private VcalmVerdict(IReadOnlyList<Check> against) => _against = against;

    public bool Verified => _against.Count == 0;

    public JsonArray Problems => new([.. _against.Select(check => VcalmProblem.Of(check))]);

    /// <summary>Of a credential. A badge from before Verifiable Credentials does not count as one here.</summary>
    public static VcalmVerdict Of(VerificationReport report, IReadOnlyList<string>? checks) =>
        new([
            .. report.Checks.Where(check => IsAgainst(check, checks)),
            .. report[CheckNames.Parse] is { Outcome: Outcome.Pass, Code: not ("parse.credential" or "parse.jwt") } other
                ? [other]
                : (Check[])[],
        ]);

    /// <summary>Of the presentation's own checks.</summary>
    /// <param name="report">The report.</param>
    /// <param name="signed">Whether it must be signed; without a proof it only holds credentials together.</param>
    public static VcalmVerdict Of(PresentationReport report, bool signed) =>
        new([
            .. report.Checks.Where(check =>
                IsAgainst(check, null) && (signed || check.Code is not ("proof.nobody-shows" or "holder.no-proof"))
            ),
        ]);

    private static bool IsAgainst(Check check, IReadOnlyList<string>? checks) =>
        (check.Outcome is Outcome.Fail || check is { Outcome: Outcome.NotDeterminable, Counts: true })
        && check.Item == 0
        // Whom an operator trusts plays no part in this interface: the same credential gets the same answer at every installation.
        && check.Name != CheckNames.Trust
        && (check.Name != CheckNames.Status || checks is null || checks.Contains(Status));

    /// <summary>The result for each member that is checked: <c>results</c> of the answer.</summary>
    public static JsonObject Results(VerificationReport report)
    {
        var results = new JsonObject();
        if (report.Credential.IsEmpty)
            return results;
        using var json = JsonDocument.Parse(report.Credential);
        var credential = json.RootElement;

        foreach (var member in (string[])["validFrom", "validUntil"])
            if (credential.TryGetProperty(member, out var date))
                results[member] = Result(report[CheckNames.Validity], date);
        foreach (
            var (member, check) in ((string, string)[])
                [("credentialSchema", CheckNames.Schema), ("credentialStatus", CheckNames.Status), ("proof", CheckNames.Proof)]
        )
            if (credential.TryGetProperty(member, out var value))
                results[member] = Each(report.Checks, check, value);
        return results;
    }

    /// <summary>Each item with its own check; a single item with the check as a whole.</summary>
    public static JsonArray Each(IReadOnlyList<Check> checks, string name, JsonElement items)
    {
        var whole = checks.First(check => check.Name == name && check.Item == 0);
        return new([
            .. Items(items)
                .Select(
                    (item, index) => Result(checks.FirstOrDefault(check => check.Name == name && check.Item == index + 1) ?? whole, item)
                ),
        ]);
    }

    /// <param name="check">What was found.</param>
    /// <param name="input">The member that was checked.</param>
    /// <param name="mustBeProven">Whether a check that was not performed counts as not verified: anybody can write in a holder whom no
    /// proof names.</param>
    public static JsonObject Result(Check check, JsonElement input, bool mustBeProven = false)
    {
        var passed = check.Outcome is Outcome.Pass || (check.Outcome is Outcome.NotPerformed && !mustBeProven);
        return new()
        {
            ["verified"] = passed,
            ["input"] = Copy(input),
            ["problemDetails"] = passed ? [] : new JsonArray(VcalmProblem.Of(check)),
        };
    }

    public static JsonNode? Copy(JsonElement value) => JsonNode.Parse(value.GetRawText());

    private static IEnumerable<JsonElement> Items(JsonElement value) =>
        value.ValueKind is JsonValueKind.Array ? value.EnumerateArray() : [value];
}
