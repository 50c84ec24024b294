namespace Cairn.Cli;

/// <summary>Where a command reads from: a file, standard input (<c>-</c>) or, with <c>--online</c>, an address.</summary>
static class Source
{
    /// <summary>The longest input that is read: a picture with a credential in it.</summary>
    const int MostBytes = 32 * 1024 * 1024;

    public const string Description = "A file, - for standard input, or with --online an address";

    /// <summary>Longer input is cut off there: the beginning is enough to say what it is.</summary>
    public static Task<byte[]> ReadAnythingAsync(string name, bool online, Terminal terminal, CancellationToken cancellation) =>
        ReadAsync(name, online, isCut: true, terminal, cancellation);

    public static Task<byte[]> ReadAsync(string name, bool online, Terminal terminal, CancellationToken cancellation) =>
        ReadAsync(name, online, isCut: false, terminal, cancellation);

    static async Task<byte[]> ReadAsync(string name, bool online, bool isCut, Terminal terminal, CancellationToken cancellation)
    {
        if (name == "-")
            return await ReadToEndAsync(terminal.OpenInput(), "standard input", isCut, cancellation);
        if (!IsAddress(name))
            return await ReadFileAsync(name, isCut, cancellation);
        if (!online)
            throw RefusalException.Usage($"{name} is an address; it is fetched only with --online.");

        using HttpDocumentLoader loader = new();
        var document = await loader.LoadAsync(new(name), cancellation);
        return document.Problem is { } problem
            ? throw new RefusalException(ExitCode.NotDeterminable, $"{name} could not be fetched: {problem}.")
            : document.Content.ToArray();
    }

    public static Task<byte[]> ReadFileAsync(string path, CancellationToken cancellation) =>
        ReadFileAsync(path, isCut: false, cancellation);

    static async Task<byte[]> ReadFileAsync(string path, bool isCut, CancellationToken cancellation)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return await ReadToEndAsync(file, path, isCut, cancellation);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw RefusalException.Usage(
                Directory.Exists(path) ? $"{path} is a folder."
                : File.Exists(path) ? $"{path} cannot be read."
                : $"There is no file {path}."
            );
        }
    }

    static bool IsAddress(string name) =>
        name.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || name.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    static async Task<byte[]> ReadToEndAsync(Stream stream, string name, bool isCut, CancellationToken cancellation)
    {
        using MemoryStream content = new();
        var buffer = new byte[81920];
        while (await stream.ReadAsync(buffer, cancellation) is var count and > 0)
        {
            content.Write(buffer, 0, count);
            if (content.Length <= MostBytes)
                continue;
            if (!isCut)
                throw RefusalException.Usage($"{name} is longer than {MostBytes / 1024 / 1024} MB, the most that is read.");
            content.SetLength(MostBytes + 1);
            break;
        }

        return content.ToArray();
    }
}
