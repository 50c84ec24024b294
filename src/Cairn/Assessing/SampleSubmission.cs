using Cairn.Design;

namespace Cairn.Assessing;

/// <summary>A finished submission by an invented learner, as it was judged.</summary>
/// <param name="MicroCredential">Slug in the catalogue.</param>
/// <param name="Answers">Part 1, by the question's key.</param>
/// <param name="Evidence">Part 2, in words: a photo or a recording is described.</param>
/// <param name="Reflection">Part 3, by the question's key.</param>
/// <param name="Scores">One for each criterion.</param>
/// <param name="Note">The assessor's overall note to the learner.</param>
internal sealed record SampleSubmission(
    string MicroCredential,
    IReadOnlyDictionary<string, string> Answers,
    IReadOnlyList<ExampleEvidence> Evidence,
    IReadOnlyDictionary<string, string> Reflection,
    IReadOnlyList<ExampleScore> Scores,
    string Note
);
