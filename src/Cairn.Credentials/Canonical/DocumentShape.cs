using System.Runtime.InteropServices;
using Cairn.Credentials.JsonLd;

namespace Cairn.Credentials.Canonical;

/// <summary>
/// What the one-pass way knows about a document, for other documents with the same bytes except for some strings: which string becomes
/// which part of which statement, and the order of the lines. Each string is read again by the same term; members, types, contexts, numbers
/// and white space are the exemplar's, byte for byte. Immutable, thread-safe.
/// </summary>
internal sealed class DocumentShape
{
    readonly byte[] exemplar;
    readonly Slot[] slots;
    readonly HashAlgorithmName algorithm;
    readonly CanonicalLimits limits;
    readonly Statements template;

    // A string with its quotes, what reads it, and which token it makes.
    readonly record struct Slot(int Start, int End, CompiledTerm? Term, CompiledContext Active, int Statement, int Resource, int[] Blanks);

    DocumentShape(byte[] exemplar, int offset, StringTrace trace, Statements template, HashAlgorithmName algorithm, CanonicalLimits limits)
    {
        (this.exemplar, this.template, this.algorithm, this.limits) = (exemplar, template, algorithm, limits);
        slots =
        [
            .. trace.Strings.Select(traced =>
            {
                var (statement, resource) = template.FindText(traced.Text);
                return new Slot(
                    offset + traced.Start,
                    offset + traced.Start + traced.Length,
                    traced.Term,
                    traced.Active,
                    statement,
                    resource,
                    template.BlanksAround(statement, resource)
                );
            }),
        ];
    }

    /// <summary>Null when the exemplar itself needs the general way.</summary>
    /// <param name="exemplar">A document, in an array that does not change any more.</param>
    /// <param name="root">The exemplar, read.</param>
    /// <param name="algorithm">That of the hash, and of RDFC-1.0.</param>
    /// <param name="limits">What a document may cost.</param>
    public static DocumentShape? Of(byte[] exemplar, JsonElement root, HashAlgorithmName algorithm, CanonicalLimits limits)
    {
        var raw = JsonMarshal.GetRawUtf8Value(root);
        if (!exemplar.AsSpan().Overlaps(raw, out var offset))
            throw new ArgumentException("The root is not the exemplar's.", nameof(root));

        Statements template = new();
        StringTrace trace = new();
        using ByteBuffer scratch = new(limits.MaxBytes);
        using ByteBuffer output = new(limits.MaxBytes);
        if (!OnePass.TryRead(new(root), limits.MaxDepth, template, new(), trace) || template.Count > limits.MaxQuads)
        {
            template.Dispose();
            return null;
        }

        // The text that labels append is not part of the template.
        var text = template.Text.Length;
        if (!template.TryWrite(algorithm, scratch, output))
        {
            template.Dispose();
            return null;
        }

        template.Arrange();
        template.Text.Truncate(text);
        return new(exemplar, offset, trace, template, algorithm, limits);
    }

    /// <summary>Writes the hash of the canonical form; false when the document has another shape, or needs the general way.</summary>
    public bool TryHash(ReadOnlySpan<byte> document, Span<byte> destination)
    {
        var desk = Desk.Take();
        using ByteBuffer output = new(limits.MaxBytes, CanonicalForm.InitialCapacity);
        try
        {
            desk.Statements.CopyFrom(template);
            if (
                !TryFill(document, desk.Statements)
                || !desk.Statements.TryWrite(algorithm, desk.Scratch, output)
                || output.Length > limits.MaxBytes
            )
                return false;

            CryptographicOperations.HashData(algorithm, output.Written, destination);
            return true;
        }
        catch (JsonLdException)
        {
            // The general way reports the failure.
            return false;
        }
        finally
        {
            desk.Return();
        }
    }

    bool TryFill(ReadOnlySpan<byte> document, Statements statements)
    {
        var (at, from) = (0, 0);
        foreach (ref readonly var slot in slots.AsSpan())
        {
            // The bytes between two strings, with the quotes on both sides.
            var between = exemplar.AsSpan(from..(slot.Start + 1));
            if (!document[at..].StartsWith(between))
                return false;

            at += between.Length;
            var length = LengthOfString(document[at..]);
            if (length < 0)
                return false;

            var quoted = document.Slice(at - 1, length + 2);
            at += length;
            from = slot.End - 1;
            if (quoted.SequenceEqual(exemplar.AsSpan(slot.Start..slot.End)))
                continue;

            var start = statements.Text.Length;
            var read = slot.Term is { } term
                ? Tokens.TryAppend(statements.Text, term, quoted)
                : Tokens.TryReference(statements.Text, slot.Active, quoted[1..^1]);
            if (!read)
                return false;

            statements.Replace(slot.Statement, slot.Resource, start, slot.Blanks);
        }

        return document[at..].SequenceEqual(exemplar.AsSpan(from));
    }

    /// <summary>The bytes up to the quote that ends a string; -1 when there is none.</summary>
    static int LengthOfString(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length; at += 2)
        {
            var next = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
                return -1;

            at += next;
            if (text[at] == (byte)'"')
                return at;
        }

        return -1;
    }
}
