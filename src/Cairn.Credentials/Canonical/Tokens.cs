using System.Buffers;
using System.Text.Unicode;
using Cairn.Credentials.JsonLd;

namespace Cairn.Credentials.Canonical;

/// <summary>The N-Quads tokens of JSON strings. Each method appends one, or returns false and the general way has to do it.</summary>
internal static class Tokens
{
    // Printable ASCII without what N-Quads' IRIREF excludes: an IRI made of these is written the same in JSON and in N-Quads.
    static readonly SearchValues<byte> IriBytes = SearchValues.Create([
        .. Enumerable.Range(0x21, 0x5E).Select(static c => (byte)c).Except("<>\"{}|^`\\"u8.ToArray()),
    ]);

    // Printable ASCII without the backslash (a quote is escaped): text that is written the same in JSON and in N-Quads.
    static readonly SearchValues<byte> PlainBytes = SearchValues.Create([
        .. Enumerable.Range(0x20, 0x5F).Select(static c => (byte)c).Except("\\"u8.ToArray()),
    ]);

    // What JSON or N-Quads escapes.
    static readonly SearchValues<byte> EscapedBytes = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(static c => (byte)c),
        (byte)'\\',
        0x7F,
    ]);

    /// <summary>A string that is a value of a term: a literal, an IRI, or a word of the vocabulary.</summary>
    /// <param name="text">Takes the token.</param>
    /// <param name="term">The term.</param>
    /// <param name="quoted">
    /// The string with its quotes, escapes and all: no term has a backslash in its name and no IRI has one, so an escaped string is never
    /// mistaken for either. It need not be well-formed.
    /// </param>
    public static bool TryAppend(ByteBuffer text, CompiledTerm term, ReadOnlySpan<byte> quoted) =>
        term.Form switch
        {
            ValueForm.Literal => TryLiteral(text, term, quoted),
            ValueForm.Id => TryReference(text, term.Context, quoted[1..^1]),
            _ => TryVocabulary(text, term.Context, quoted[1..^1]),
        };

    static bool TryLiteral(ByteBuffer text, CompiledTerm term, ReadOnlySpan<byte> quoted)
    {
        // What JSON leaves unescaped, N-Quads does too, except DEL.
        var inner = quoted[1..^1];
        var odd = inner.IndexOfAnyExcept(PlainBytes);
        if (odd >= 0)
        {
            inner = inner[odd..];
            if (!Utf8.IsValid(inner))
                return false;
            if (inner.IndexOfAny(EscapedBytes) >= 0)
                return TryEscaped(text, term, quoted);
        }

        Append(text, quoted[..^1], term.StringEnd);
        return true;
    }

    static bool TryEscaped(ByteBuffer text, CompiledTerm term, ReadOnlySpan<byte> quoted)
    {
        var reader = new Utf8JsonReader(quoted);
        try
        {
            reader.Read();
            var value = reader.GetString();
            text.Append((byte)'"');
            NQuadsWriter.WriteEscaped(text, value);
            text.Append(term.StringEnd);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or half a surrogate pair.
            return false;
        }
    }

    /// <summary>IRI expansion, document-relative: an absolute IRI, or a compact one.</summary>
    public static bool TryReference(ByteBuffer text, CompiledContext active, ReadOnlySpan<byte> value)
    {
        if (value.IndexOfAnyExcept(IriBytes) >= 0)
            return false;

        var colon = SchemeLength(value);
        if (colon < 0)
            return false;

        var prefix = default(ReadOnlySpan<byte>);
        var suffix = value;
        if (!value[(colon + 1)..].StartsWith("//"u8) && active.Find(value[..colon]) is { IsPrefix: true } term)
        {
            if (!term.IsResource)
                return false;
            prefix = term.Iri;
            suffix = value[(colon + 1)..];
        }

        // One fragment at most.
        var hash = suffix.IndexOf((byte)'#');
        if (hash >= 0 && (suffix[(hash + 1)..].Contains((byte)'#') || prefix.Contains((byte)'#')))
            return false;

        var length = prefix.Length + suffix.Length + 2;
        var room = text.Reserve(length);
        room[0] = (byte)'<';
        prefix.CopyTo(room[1..]);
        suffix.CopyTo(room[(1 + prefix.Length)..]);
        room[length - 1] = (byte)'>';
        text.Advance(length);
        return true;
    }

    /// <summary>IRI expansion by the vocabulary: a term, or otherwise as <see cref="TryReference"/>.</summary>
    public static bool TryVocabulary(ByteBuffer text, CompiledContext active, ReadOnlySpan<byte> value)
    {
        if (active.Find(value) is not { } term)
            return TryReference(text, active, value);
        if (!term.IsResource)
            return false;

        text.Append(term.Token);
        return true;
    }

    public static void Append(ByteBuffer text, ReadOnlySpan<byte> value, ReadOnlySpan<byte> end)
    {
        var room = text.Reserve(value.Length + end.Length);
        value.CopyTo(room);
        end.CopyTo(room[value.Length..]);
        text.Advance(value.Length + end.Length);
    }

    static int SchemeLength(ReadOnlySpan<byte> value)
    {
        if (value.Length == 0 || !char.IsAsciiLetter((char)value[0]))
            return -1;

        for (var i = 1; i < value.Length; i++)
        {
            var c = (char)value[i];
            if (c == ':')
                return i;
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
                return -1;
        }

        return -1;
    }
}
