using Cairn.Credentials.Achievements;

namespace Cairn.Credentials.Verification;

/// <summary>
/// The two checks of the data model, from one walk over the document: <c>schema</c>, whether the members are there and of the right kind,
/// and <c>achievement</c>, whether recipient, results and achievement fit together.
/// </summary>
static class ModelChecks
{
    const string ModelClause = "VC Data Model 2.0, 4 Basic Concepts";
    const string BadgeClause = "Open Badges 3.0 data model";

    public static IEnumerable<Check> Run(JsonElement credential)
    {
        if (Envelope.OfCredential(credential) is { } departure)
            return [Check.Fail(CheckNames.Schema, "schema.member", departure.Clause, departure.Member), Achievement(credential, [])];

        var violations = IsKnown(credential) ? OpenBadgesModel.Check(credential) : [];
        return [Schema(credential, violations), .. SchemaParts(credential), Achievement(credential, violations)];
    }

    // If there are several schemas, each one with something to say comes by itself: a schema that was not checked is never reported as one
    // that fits.
    static IEnumerable<Check> SchemaParts(JsonElement credential)
    {
        var schemas = credential.Items("credentialSchema");
        for (var i = 0; i < schemas.Count; i++)
            if (!PinnedSchemas.Hold(credential, schemas[i]))
                yield return Check.NotDeterminable(
                    CheckNames.Schema,
                    "schema.unsupported",
                    "VC Data Model 2.0, 4.11 Data Schemas",
                    schemas[i].Text("id") ?? "",
                    string.Join(", ", schemas[i].Items("type"))
                ) with
                {
                    Item = i + 1,
                    Counts = false,
                };
    }

    static Check Schema(JsonElement credential, IReadOnlyList<ModelViolation> violations)
    {
        if (violations.FirstOrDefault(violation => !IsRelation(violation)) is { } first)
            return Check.Fail(
                CheckNames.Schema,
                "schema.violation",
                first.Clause,
                first.Path,
                first.Code,
                string.Join(", ", first.Arguments)
            );

        return IsKnown(credential)
            ? Check.Pass(CheckNames.Schema, "schema.open-badges", BadgeClause)
            : Check.Pass(CheckNames.Schema, "schema.credential", ModelClause);
    }

    static Check Achievement(JsonElement credential, IReadOnlyList<ModelViolation> violations)
    {
        if (!IsKnown(credential))
            return Check.NotPerformed(CheckNames.Achievement, "achievement.none", BadgeClause);

        return violations.FirstOrDefault(IsRelation) is { } first
            ? Check.Fail(
                CheckNames.Achievement,
                "achievement.violation",
                first.Clause,
                first.Path,
                first.Code,
                string.Join(", ", first.Arguments)
            )
            : Check.Pass(CheckNames.Achievement, "achievement.consistent", BadgeClause);
    }

    internal static bool IsKnown(JsonElement credential) =>
        credential.HasType("OpenBadgeCredential", "AchievementCredential", "ClrCredential", "EndorsementCredential");

    // Rules about one member belong to the schema; rules between members to the achievement.
    static bool IsRelation(ModelViolation violation) =>
        violation.Code
            is "model.subject.identity"
                or "model.identity.hash"
                or "model.result.unknown"
                or "model.result.status"
                or "model.level.unknown"
                or "model.value.outside"
                or "model.id.twice";
}
