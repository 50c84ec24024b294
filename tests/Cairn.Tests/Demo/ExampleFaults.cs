using Cairn.Assessing;
using Cairn.Design;

namespace Cairn.Tests.Demo;

/// <summary>What a worked example must not have beside its micro-credential, as codes.</summary>
internal static class ExampleFaults
{
    public static IEnumerable<string> Of(SampleSubmission example, Blueprint blueprint)
    {
        if (!example.Answers.Keys.Order().SequenceEqual(blueprint.Overview.Select(question => question.Key).Order()))
            yield return "answers.keys";
        if (!example.Reflection.Keys.Order().SequenceEqual(blueprint.Reflection.Select(question => question.Key).Order()))
            yield return "reflection.keys";
        if (
            !example
                .Scores.Select(score => score.Criterion)
                .Order()
                .SequenceEqual(blueprint.Rubric.Select(criterion => criterion.Key).Order())
        )
            yield return "scores.criteria";

        foreach (var evidence in example.Evidence)
        {
            var requirement = blueprint.Evidence.FirstOrDefault(requirement => requirement.Key == evidence.Requirement);
            if (requirement is null)
                yield return "evidence.requirement";
            else if (evidence.Kind != EvidenceKind.Text && !requirement.Kinds.Contains(evidence.Kind))
                yield return "evidence.kind";
        }

        foreach (var requirement in blueprint.Evidence.Where(requirement => requirement.Required))
            if (example.Evidence.Count(evidence => evidence.Requirement == requirement.Key) < requirement.Minimum)
                yield return "evidence.few";

        foreach (var score in example.Scores)
            if (
                blueprint.Rubric.Any(criterion =>
                    criterion.Key == score.Criterion && criterion.Levels.All(level => level.Key != score.Level)
                )
            )
                yield return "score.level";
    }

    public static bool Meets(SampleSubmission example, Blueprint blueprint) =>
        example.Scores.All(score => blueprint.Rubric.Any(criterion => criterion.Key == score.Criterion && criterion.IsMetBy(score.Level)));
}
