using System.Runtime.CompilerServices;

namespace Cairn.Tests.Foundation.Html;

internal static class Sources
{
    /// <summary>src/Cairn of the checkout that these tests were built from.</summary>
    public static string Platform { get; } = Path.GetFullPath(Path.Combine(Here(), "../../../../src/Cairn"));

    static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
