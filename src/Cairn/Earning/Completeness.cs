using Cairn.Design;

namespace Cairn.Earning;

/// <summary>What a submission still lacks, in the order of the parts. Empty: it can be submitted.</summary>
internal static class Completeness
{
    /// <param name="blueprint">What is asked.</param>
    /// <param name="answers">Texts by question key.</param>
    /// <param name="artifacts">How many there are for each requirement, not counting removed ones.</param>
    public static IReadOnlyList<Gap> Of(
        Blueprint blueprint,
        IReadOnlyDictionary<string, string> answers,
        IReadOnlyDictionary<string, int> artifacts
    ) =>
        [
            .. Unanswered(Part.Overview, blueprint.Overview, answers),
            .. from asked in blueprint.Evidence
            let brought = artifacts.GetValueOrDefault(asked.Key)
            where asked.Required && brought < asked.Minimum
            select new Gap(Part.Evidence, asked.Key, asked.Title, brought, asked.Minimum),
            .. Unanswered(Part.Reflection, blueprint.Reflection, answers),
        ];

    private static IEnumerable<Gap> Unanswered(Part part, IReadOnlyList<Question> questions, IReadOnlyDictionary<string, string> answers) =>
        from question in questions
        where string.IsNullOrWhiteSpace(answers.GetValueOrDefault(question.Key))
        select new Gap(part, question.Key, question.Prompt, 0, 1);
}

/// <summary>A part of the work, in the order in which it is done.</summary>
internal enum Part
{
    Plan,
    Overview,
    Evidence,
    Reflection,
    Check,
}

/// <param name="Part">Where it is missing.</param>
/// <param name="Key">Of the question or the requirement.</param>
/// <param name="Title">What was asked.</param>
/// <param name="Have">How many there are.</param> <param name="Need">How many there must be.</param>
internal sealed record Gap(Part Part, string Key, string Title, int Have, int Need);
