using Cairn.Credentials.Achievements;
using Cairn.Design;
using Cairn.Design.Achievements;

namespace Cairn.Awarding;

/// <summary>
/// The published definition as a credential carries it: with descriptions for the three results that every credential has, also a child's
/// (design rule 13). Extension terms are values here, not members, so that safe mode finds every term defined.
/// </summary>
internal static class AchievementIn
{
    public static Achievement Credential(MicroCredentialVersion version, string origin)
    {
        var definition = AchievementDefinition.Of(version, origin);
        var texts = new CredentialTexts(version.Blueprint.Language);
        return definition with
        {
            ResultDescription =
            [
                new() { Id = OutcomeId(definition.Id), Name = texts["Credential.Outcome"], ResultType = ResultTypes.Status },
                new()
                {
                    Id = TierId(definition.Id),
                    Name = texts["Credential.Tier"],
                    ResultType = "ext:AssessmentTier",
                    AllowedValue = [TierWord(AssessmentTier.Classroom, texts), TierWord(AssessmentTier.Certified, texts)],
                },
                new() { Id = RecordId(definition.Id), Name = texts["Credential.Record"], ResultType = "ext:Sha256" },
                .. definition.ResultDescription,
            ],
        };
    }

    // A criterion's key has no dot, so none of these is a criterion's id.
    public static string OutcomeId(string achievement) => $"{achievement}#.outcome";
    public static string TierId(string achievement) => $"{achievement}#.tier";
    public static string RecordId(string achievement) => $"{achievement}#.record";

    public static string TierWord(AssessmentTier tier, CredentialTexts texts) =>
        texts[tier is AssessmentTier.Certified ? "Credential.Certified" : "Credential.Classroom"];
}
