namespace Cairn.Design;

/// <summary>The micro-credentials that come with Cairn (<c>Design/Samples</c>): the demo's catalogue, and what assessors practise on.</summary>
internal static class SampleBlueprints
{
    private static readonly Lazy<IReadOnlyDictionary<string, Blueprint>> Read = new(() =>
        Shipped.ReadAll<Blueprint>("Design/Samples/", Blueprint.Json)
    );

    /// <summary>By slug, in the order of their slugs.</summary>
    public static IReadOnlyDictionary<string, Blueprint> All => Read.Value;
}
