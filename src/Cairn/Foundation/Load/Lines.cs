namespace Cairn.Foundation.Load;

/// <summary>The queues in which requests wait for their turn, sized by the machine's processors.</summary>
internal sealed class Lines(TimeProvider clock)
{
    private static readonly int Processors = Environment.ProcessorCount;

    /// <summary>
    /// Every request. Three hundred children behind one address, and nobody else, still keep all processors busy; as soon as somebody else
    /// wants something too, one asker has half of them.
    /// </summary>
    public Turns Everything { get; } =
        new(8 * Processors, Math.Max(2, Processors), Math.Max(1, Processors / 2), 1024, TimeSpan.FromSeconds(1), clock);

    /// <summary>Work that keeps a processor busy: one visitor gets at most half of them.</summary>
    public Turns MuchWork { get; } =
        new(Math.Max(2, Processors), Math.Max(1, Processors / 2), Math.Max(1, Processors / 2), 128, TimeSpan.FromSeconds(10), clock);

    /// <summary>
    /// Large bodies in transit: evidence files, credentials to verify. They are on the disk until their request ends.
    /// </summary>
    public Turns Sending { get; } = new(32, 3, 3, 128, Timeout.InfiniteTimeSpan, clock);
}

internal static class LoadSetup
{
    /// <summary>A sender slower than this, after the first seconds, is not a slow connection but somebody holding a place.</summary>
    private const double SlowestBytesPerSecond = 1024;

    public static IServiceCollection AddFairShare(this IServiceCollection services, AskerOf askerOf) =>
        services.AddSingleton<Lines>().AddSingleton<GentleThreads>().AddSingleton(askerOf);

    public static void Bound(this Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = FairShare.Small;
        limits.MinRequestBodyDataRate = new(SlowestBytesPerSecond, TimeSpan.FromSeconds(15));
        // What a connection sends ahead waits in memory, and one visitor can have many connections.
        limits.MaxRequestBufferSize = 32 << 10; // what headers may have
        // A page is written at once and its place is free again, however slowly it is read.
        limits.MaxResponseBufferSize = 256 << 10;
    }

    public static TBuilder WithoutTurn<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new WithoutTurn());

    public static TBuilder TakesMuchWork<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new MuchWork());
}
