namespace Cairn.Earning;

/// <summary>Rules without addresses: what a learner does is shown by the workspace.</summary>
internal sealed class EarningFeature : Feature;
