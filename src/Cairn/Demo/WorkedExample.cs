using Cairn.Design;

namespace Cairn.Demo;

/// <summary>A finished submission by an invented learner, as it was judged.</summary>
/// <param name="MicroCredential">Slug in the catalogue.</param>
/// <param name="Answers">Part 1, by the question's key.</param>
/// <param name="Evidence">Part 2, in words: a photo or a recording is described.</param>
/// <param name="Reflection">Part 3, by the question's key.</param>
/// <param name="Scores">One for each criterion.</param>
/// <param name="Note">The assessor's overall note to the learner.</param>
internal sealed record WorkedExample(
    string MicroCredential,
    IReadOnlyDictionary<string, string> Answers,
    IReadOnlyList<ExampleEvidence> Evidence,
    IReadOnlyDictionary<string, string> Reflection,
    IReadOnlyList<ExampleScore> Scores,
    string Note);

/// <param name="Requirement">Key of the evidence requirement that it answers.</param>
/// <param name="Kind">One of the requirement's kinds, or text where a photo, sound or film is described.</param>
/// <param name="Title">Its name.</param>
/// <param name="Text">The text, the document's content, or the description.</param>
internal sealed record ExampleEvidence(string Requirement, EvidenceKind Kind, string Title, string Text);

/// <param name="Criterion">Key of the criterion.</param>
/// <param name="Level">Key of the level.</param>
/// <param name="Feedback">What the assessor writes to the learner.</param>
internal sealed record ExampleScore(string Criterion, string Level, string Feedback);
