using Cairn.Benchmarks.Signing;

// The first word says what is measured; ./bench builds and pins to one core.
return args switch
{
    ["signing", .. var rest] => await SigningBenchmark.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: ./bench signing [seconds]");
    return 64;
}
