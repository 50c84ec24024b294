using Cairn.Foundation.Html.Parts;

namespace Cairn.Design;

/// <summary>A finished example beside the blueprint that it answers; anything no longer in the blueprint is left out.</summary>
public sealed class ExampleViewModel
{
    internal ExampleViewModel(Blueprint blueprint, ExampleWork work) => (Blueprint, Work) = (blueprint, work);

    internal Blueprint Blueprint { get; }
    internal ExampleWork Work { get; }

    internal RubricGrid Rubric =>
        Blueprint.ToGrid(key =>
            Work.Scores.FirstOrDefault(score => score.Criterion == key) is { } score ? (score.Level, score.Feedback) : null
        );

    internal static IEnumerable<(string Question, string Answer)> Answers(
        IReadOnlyList<Question> questions,
        IReadOnlyDictionary<string, string> answers
    ) => questions.Where(question => answers.ContainsKey(question.Key)).Select(question => (question.Prompt, answers[question.Key]));
}
