using Cairn.Benchmarks;
using Cairn.Benchmarks.Abuse;
using Cairn.Benchmarks.District;
using Cairn.Benchmarks.Pages;
using Cairn.Benchmarks.Signing;

// The first word says what is measured; ./bench builds and pins to one core.
return args switch
{
    ["signing", .. var rest] => await SigningBenchmark.RunAsync(rest),
    ["batch", .. var rest] => await BatchBenchmark.RunAsync(rest),
    ["pages", .. var rest] => await PagesBenchmark.RunAsync(rest),
    ["abuse", .. var rest] => await AbuseBenchmark.RunAsync(rest),
    ["abuse-flood", var name, var port, var credential, var data] => await AbuseBenchmark.FloodAsync(
        name,
        int.Parse(port, System.Globalization.CultureInfo.InvariantCulture),
        credential,
        data
    ),
    ["district", .. var rest] => await DistrictBenchmark.RunAsync(rest),
    ["start"] => await Starting.RunAsync(),
    ["pages-server"] => await PagesServer.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: ./bench signing|pages|abuse|start|district [...]");
    return 64;
}
