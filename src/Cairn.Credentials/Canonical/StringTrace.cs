using Cairn.Credentials.JsonLd;

namespace Cairn.Credentials.Canonical;

/// <summary>
/// A string of a document that became a token: where it is with its quotes, what read it, and where its token starts.
/// </summary>
/// <param name="Start">Where it starts.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Term">The term whose value it is; null for an identifier.</param>
/// <param name="Active">The context that an identifier was read with.</param>
/// <param name="Text">Where the token starts in the text.</param>
internal readonly record struct TracedString(int Start, int Length, CompiledTerm? Term, CompiledContext Active, int Text);

/// <summary>The strings that the one-pass way has turned into tokens, except types, which decide what the others mean.</summary>
internal sealed class StringTrace
{
    readonly List<TracedString> strings = [];

    /// <summary>In the document's order.</summary>
    public IEnumerable<TracedString> Strings => strings.OrderBy(static traced => traced.Start);

    public void Add(int start, int length, CompiledTerm? term, CompiledContext active, int text) =>
        strings.Add(new(start, length, term, active, text));
}
