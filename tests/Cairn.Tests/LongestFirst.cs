using Cairn.Tests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Cairn.Tests;

/// <summary>
/// The classes that share a host run one after another, for some of them move its clock. These two chains begin first, then the processes
/// that are killed (of the browser's tests the tour), so that nothing is left to run alone at the end.
/// </summary>
internal sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = ["postgres", "sqlite", "Crash", "RosterKill", "Kill", "SetUp", "Tour", "Journey"];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(Place).ThenBy(one => one.TestCollectionDisplayName, StringComparer.Ordinal)];

    private static int Place<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection =>
        Array.FindIndex(Long, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)) is var at and >= 0
            ? at
            : Long.Length;
}
