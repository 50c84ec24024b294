using System.CommandLine;

namespace Cairn.Cli;

/// <summary>Where a command writes bytes to: a file, or standard output.</summary>
static class Sink
{
    public static readonly Option<string?> Out = new("--out") { Description = "The file to write; by default standard output" };

    public static async Task WriteAsync(string? path, ReadOnlyMemory<byte> content, Terminal terminal, bool secret = false)
    {
        if (path is null or "-")
        {
            await using var output = terminal.OpenOutput();
            await output.WriteAsync(content);
            return;
        }

        FileStreamOptions options = new() { Mode = secret ? FileMode.CreateNew : FileMode.Create, Access = FileAccess.Write };
        if (secret && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            await using FileStream file = new(path, options);
            await file.WriteAsync(content);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw RefusalException.Usage(
                secret && File.Exists(path) ? $"{path} exists already; a key is never overwritten." : $"{path} cannot be written."
            );
        }
    }
}
