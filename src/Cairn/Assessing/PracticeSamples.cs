using Cairn.Design;

namespace Cairn.Assessing;

/// <summary>The samples that come with Cairn: submissions by invented learners, with the panel's levels.</summary>
internal static class PracticeSamples
{
    private static readonly Lazy<IReadOnlyList<PracticeSample>> Read = new(() =>
        [
            .. Shipped
                .ReadAll<SampleSubmission>("Assessing/Samples/", Blueprint.Json)
                .Select(pair => new PracticeSample(pair.Key, pair.Value, SampleBlueprints.All[pair.Value.MicroCredential])),
        ]
    );

    public static IReadOnlyList<PracticeSample> All => Read.Value;

    public static PracticeSample? Find(string name) => All.FirstOrDefault(one => one.Name == name);
}

internal sealed record PracticeSample(string Name, SampleSubmission Work, Blueprint Blueprint);
