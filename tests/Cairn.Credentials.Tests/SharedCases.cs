using System.Runtime.CompilerServices;

namespace Cairn.Credentials.Tests;

/// <summary>Where the cases are: beside the standards' data.</summary>
static class SharedCases
{
    public const string Absent = "The shared cases are not here: they lie in cases, beside the folder of the standards' data.";

    static string? Folder { get; } =
        Standards.Folder is { } standards && Path.Combine(standards, "..", "cases") is var beside && Directory.Exists(beside)
            ? beside
            : null;

    public static string? Skip => Folder is null ? Absent : null;

    public static string PathOf(string name) => Path.Combine(Folder ?? throw new InvalidOperationException(Absent), name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));
}

/// <summary>A test that reads the shared cases; skipped with a message if they are not available.</summary>
sealed class CasesFactAttribute : FactAttribute
{
    public CasesFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = SharedCases.Skip;
}

/// <inheritdoc cref="CasesFactAttribute"/>
sealed class CasesTheoryAttribute : TheoryAttribute
{
    public CasesTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = SharedCases.Skip;
}
