using System.Buffers;
using Cairn.Credentials.JsonLd;

namespace Cairn.Credentials.Canonical;

/// <summary>RDFC-1.0, section 5: the canonical form of N-Quads.</summary>
internal static class NQuadsWriter
{
    // What a literal escapes: BS, HT, LF, FF, CR, " and \ by ECHAR, the other controls and DEL by UCHAR.
    static readonly SearchValues<char> Escaped = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(static c => (char)c),
        '"',
        '\\',
        '\x7F',
    ]);

    /// <summary>Writes one quad and its line feed; a blank node is written as what <paramref name="label"/> says.</summary>
    public static void Write(ByteBuffer output, in Quad quad, Func<string, string> label)
    {
        WriteTerm(output, quad.Subject, label);
        output.Append((byte)' ');
        WriteTerm(output, quad.Predicate, label);
        output.Append((byte)' ');
        WriteTerm(output, quad.Object, label);
        if (quad.Graph.Kind != RdfKind.None)
        {
            output.Append((byte)' ');
            WriteTerm(output, quad.Graph, label);
        }

        output.Append(" .\n"u8);
    }

    static void WriteTerm(ByteBuffer output, in RdfTerm term, Func<string, string> label)
    {
        switch (term.Kind)
        {
            case RdfKind.Iri:
                WriteIri(output, term.Value);
                break;
            case RdfKind.BlankNode:
                output.Append("_:"u8);
                output.Append(label(term.Value));
                break;
            default:
                WriteLiteral(output, term);
                break;
        }
    }

    static void WriteIri(ByteBuffer output, string iri)
    {
        output.Append((byte)'<');
        output.Append(iri);
        output.Append((byte)'>');
    }

    static void WriteLiteral(ByteBuffer output, in RdfTerm term)
    {
        output.Append((byte)'"');
        WriteEscaped(output, term.Value);
        output.Append((byte)'"');
        if (term.Language is not null)
        {
            output.Append((byte)'@');
            output.Append(term.Language);
        }
        else if (term.Datatype is not null)
        {
            output.Append("^^"u8);
            WriteIri(output, term.Datatype);
        }
    }

    public static void WriteEscaped(ByteBuffer output, ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            var plain = text.IndexOfAny(Escaped);
            if (plain < 0)
                plain = text.Length;
            output.Append(text[..plain]);
            if (plain == text.Length)
                return;

            WriteEscape(output, text[plain]);
            text = text[(plain + 1)..];
        }
    }

    static void WriteEscape(ByteBuffer output, char c)
    {
        var escape = c switch
        {
            '\b' => "\\b"u8,
            '\t' => "\\t"u8,
            '\n' => "\\n"u8,
            '\f' => "\\f"u8,
            '\r' => "\\r"u8,
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            _ => [],
        };
        output.Append(escape);
        if (!escape.IsEmpty)
            return;

        output.Append("\\u00"u8);
        output.Append(HexDigits[c >> 4]);
        output.Append(HexDigits[c & 15]);
    }

    static ReadOnlySpan<byte> HexDigits => "0123456789ABCDEF"u8;
}
