namespace Cairn.Cli;

/// <summary>The three streams, the clock and the colours of a terminal; tests bring their own.</summary>
sealed class Terminal
{
    public TextWriter Output { get; init; } = Console.Out;

    public TextWriter Error { get; init; } = Console.Error;

    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    public Func<Stream> OpenOutput { get; init; } = Console.OpenStandardOutput;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Only if somebody is looking, and has not turned it off (no-color.org).</summary>
    public bool Colours { get; init; } =
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
