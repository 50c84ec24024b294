using Cairn.Assessing;
using Cairn.Design;

namespace Cairn.Demo;

/// <summary>What the demo district begins with, beside the micro-credentials that come with Cairn.</summary>
internal static class DemoContent
{
    /// <summary>Finished submissions that meet the standard, by the slug of their micro-credential: a learner may look at them.</summary>
    public static IReadOnlyDictionary<string, SampleSubmission> Examples() =>
        Shipped.ReadAll<SampleSubmission>("Demo/Examples/", Blueprint.Json);

    public static DemoPeople People() => Shipped.Parse<DemoPeople>(Shipped.Text("Demo/people.json"), Blueprint.Json);

    /// <summary>The district's roster, OneRoster 1.1 CSV, as the importer takes single files.</summary>
    public static IEnumerable<(string Name, Func<Stream> Open)> Roster() =>
        Shipped.Names("Demo/Roster/").Select(name => (Path.GetFileName(name), (Func<Stream>)(() => Shipped.Open(name))));
}
