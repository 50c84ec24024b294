using Cairn.Design;

namespace Cairn.Workspace;

/// <summary>Feedback beside the rubric that it refers to.</summary>
public sealed class FeedbackModel
{
    internal FeedbackModel(Feedback feedback, Blueprint blueprint, bool mine) => (Feedback, Blueprint, Mine) = (feedback, blueprint, mine);

    internal Feedback Feedback { get; }
    internal Blueprint Blueprint { get; }

    /// <summary>The reader is the learner.</summary>
    internal bool Mine { get; }
}
