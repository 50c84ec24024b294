using Cairn.Credentials.Achievements;

namespace Cairn.Design.Achievements;

/// <summary>
/// What can be said about the earner: four results that every credential has, even a child's (design rule 13), and the level of each
/// criterion. Extension terms are values here, not members, so that safe mode finds every term defined.
/// </summary>
internal static class AchievementResults
{
    // A criterion's key has no dot, so none of these is a criterion's id.
    public static string OutcomeId(string achievement) => $"{achievement}#.outcome";

    public static string TierId(string achievement) => $"{achievement}#.tier";

    public static string JudgingId(string achievement) => $"{achievement}#.judging";

    public static string RecordId(string achievement) => $"{achievement}#.record";

    /// <summary>The id by which results refer to a criterion.</summary>
    public static string CriterionId(string achievement, string criterion) => $"{achievement}#{criterion}";

    /// <summary>The id by which results refer to a criterion's level.</summary>
    public static string LevelId(string achievement, string criterion, string level) => $"{achievement}#{criterion}/{level}";

    /// <summary>How it is judged, in the blueprint's language: the value of the result about the tier.</summary>
    public static string TierWord(Blueprint blueprint) => TierWord(blueprint.Tier, WordsOf(blueprint));

    public static IReadOnlyList<ResultDescription> Of(string achievement, Blueprint blueprint)
    {
        var words = WordsOf(blueprint);
        return
        [
            new()
            {
                Id = OutcomeId(achievement),
                Name = words[Texts.AchievementOutcome],
                ResultType = ResultTypes.Status,
            },
            new()
            {
                Id = TierId(achievement),
                Name = words[Texts.AchievementTier],
                ResultType = "ext:AssessmentTier",
                AllowedValue = [TierWord(AssessmentTier.Classroom, words), TierWord(AssessmentTier.Certified, words)],
            },
            new()
            {
                Id = JudgingId(achievement),
                Name = words[Texts.AchievementJudging],
                ResultType = "ext:JudgingRelation",
            },
            new()
            {
                Id = RecordId(achievement),
                Name = words[Texts.AchievementRecord],
                ResultType = "ext:Sha256",
            },
            .. blueprint.Rubric.Select(criterion => Describe(achievement, criterion)),
        ];
    }

    private static ResultDescription Describe(string achievement, Criterion criterion) =>
        new()
        {
            Id = CriterionId(achievement, criterion.Key),
            Name = criterion.Title,
            ResultType = "RubricCriterionLevel",
            RequiredLevel = LevelId(achievement, criterion.Key, criterion.RequiredLevel),
            RubricCriterionLevel =
            [
                .. criterion.Levels.Select(level => new RubricCriterionLevel
                {
                    Id = LevelId(achievement, criterion.Key, level.Key),
                    Name = level.Name,
                    Description = level.Description,
                    Level = level.Name,
                    Points = level.Points.ToString(System.Globalization.CultureInfo.InvariantCulture),
                }),
            ],
        };

    private static string TierWord(AssessmentTier tier, SignedWords words) =>
        words[tier is AssessmentTier.Certified ? Texts.AchievementCertified : Texts.AchievementClassroom];

    private static SignedWords WordsOf(Blueprint blueprint) => new(typeof(Texts), blueprint.Language);
}
