using System.Runtime.CompilerServices;

namespace Cairn.Credentials.Tests.Oracle;

/// <summary>A test that asks the oracle; skipped with a message if it is not installed or the standards' data is not available.</summary>
sealed class OracleFactAttribute : FactAttribute
{
    public OracleFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = Missing;

    public static string Folder { get; } = Find();

    public static string? Missing { get; } =
        !Directory.Exists(Path.Combine(Folder, "node_modules")) ? "The oracle is not installed: run tests/oracle/install."
        : Standards.Folder is null ? StandardsFactAttribute.Absent
        : null;

    static string Find([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "oracle"));
}

/// <inheritdoc cref="OracleFactAttribute"/>
sealed class OracleTheoryAttribute : TheoryAttribute
{
    public OracleTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = OracleFactAttribute.Missing;
}
