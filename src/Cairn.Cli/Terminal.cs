using System.Globalization;

namespace Cairn.Cli;

/// <summary>The three streams, the clock and the colours of a terminal; tests bring their own.</summary>
sealed class Terminal
{
    public TextWriter Output { get; init; } = Console.Out;

    public TextWriter Error { get; init; } = Console.Error;

    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    public Func<Stream> OpenOutput { get; init; } = Console.OpenStandardOutput;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The instant that was typed; now, if none was.</summary>
    public DateTimeOffset Instant(string? text) =>
        text is null ? Clock.GetUtcNow()
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant
        : throw RefusalException.Usage($"{text} is no instant; write it like 2026-05-01T00:00:00Z.");

    /// <summary>Only if somebody is looking, and has not turned it off (no-color.org).</summary>
    public bool Colours { get; init; } =
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
