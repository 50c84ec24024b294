using System.Globalization;

namespace Cairn.Benchmarks.District;

/// <summary>
/// A large district against a small one, in one run: every page that each role reaches by following links, and acts, requested alternately
/// from two applications in this process over real HTTP. The small one is the demo's; the large one is the same plus as many learners as
/// requested, with ten classes and ten awards each. A page may take 1.5 times as long there, and must make the same number of queries.
/// </summary>
static class DistrictBenchmark
{
    const double Bound = 1.5;

    /// <summary>What may take longer in a large district (a part of its address), and why.</summary>
    static readonly Dictionary<string, string> MayGrow = new()
    {
        ["/people?q="] = "A search by name goes through the names of all adults of the district.",
    };

    public static async Task<int> RunAsync(string[] arguments)
    {
        var learners = 100_000;
        List<string> kinds = ["sqlite", "postgres"];
        for (var at = 0; at + 1 < arguments.Length; at += 2)
        {
            if (arguments[at] is "--learners")
                learners = int.Parse(arguments[at + 1], CultureInfo.InvariantCulture);
            else if (arguments[at] is "--database")
                kinds = [arguments[at + 1]];
        }

        var worst = 0.0;
        foreach (var kind in kinds)
        {
            var (small, large) = await Installations.MakeAsync(kind, learners);
            worst = Math.Max(worst, await CompareAsync(kind, learners, small, large));
        }
        return worst > Bound ? 1 : 0;
    }

    static async Task<double> CompareAsync(string kind, int learners, Installation smallPlace, Installation largePlace)
    {
        await using var small = await RunningDistrict.StartAsync(smallPlace);
        await using var large = await RunningDistrict.StartAsync(largePlace);
        List<Measured> all = [];
        foreach (var role in Asking.Roles)
        {
            // The ids are the same in both: what is found in the small one is there in the large one.
            await using var asker = await Asking.BeginAsync(role, small, large);
            foreach (var asked in asker.Asked)
                all.Add(await Measuring.MeasureAsync(role, asked, asker, Bound));
        }
        Console.WriteLine(FormattableString.Invariant($"{kind}, {learners} learners: {all.Count} pages and acts"));
        Console.WriteLine("role       small ms  large ms  ratio  queries  address");
        foreach (var one in all.OrderByDescending(one => one.Ratio))
            Console.WriteLine(
                FormattableString.Invariant(
                    $"{one.Role, -10} {one.Small, 8:F2}  {one.Large, 8:F2}  {one.Ratio, 5:F2}  {(one.SmallQueries == one.LargeQueries ? $"{one.LargeQueries}" : $"{one.SmallQueries} -> {one.LargeQueries}"), 7}  {one.What}{(one.Status >= 400 ? $" ({one.Status})" : "")}"
                )
            );
        foreach (var (part, why) in MayGrow)
            if (all.RemoveAll(one => one.What.Contains(part, StringComparison.Ordinal)) > 0)
                Console.WriteLine($"not counted: {part} ({why})");
        var worst = all.MaxBy(one => one.Ratio)!;
        Console.WriteLine(FormattableString.Invariant($"worst {worst.Ratio:F2} {worst.Role} {worst.What}"));
        Console.WriteLine(FormattableString.Invariant($"district_{kind}_worst {worst.Ratio:F2} ratio"));
        Console.WriteLine(FormattableString.Invariant($"district_{kind}_over_bound {all.Count(one => one.Ratio > Bound)} pages"));
        // A refusal is quick everywhere.
        return all.Exists(one => one.Status >= 400) ? double.PositiveInfinity : worst.Ratio;
    }
}
