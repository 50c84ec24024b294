using System.Buffers;

namespace Cairn.Credentials.Contexts;

/// <summary>
/// Reads a table of terms, our normalised form of a published context, as a JSON-LD context document.
/// <code>
/// # comment
/// @ protected version=1.1 vocab=IRI       what holds for the whole block
/// include URL                             another pinned context, before this block
/// term IRI [type=…] [in=@set+@index] [prefix] [protected=false] [scope=null]
///   term IRI …                            two spaces deeper: the term's scoped context
/// </code>
/// IRIs are absolute, or keywords; compact only by a prefix that the block does not define itself. "-" is a term without IRI.
/// A prefix is marked, never inferred.
/// </summary>
internal static class ContextTable
{
    public static byte[] ToJson(TextReader table)
    {
        var lines = new List<(int Indent, string[] Words)>();
        while (table.ReadLine() is { } line)
        {
            var text = line.TrimStart(' ');
            if (text.Length > 0 && text[0] != '#')
                lines.Add(((line.Length - text.Length) / 2, text.Split(' ')));
        }

        var output = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteStartArray("@context");
            foreach (var (_, words) in lines)
                if (words[0] == "include")
                    json.WriteStringValue(words[1]);

            var at = 0;
            WriteBlock(json, lines, ref at, indent: 0);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    static void WriteBlock(Utf8JsonWriter json, List<(int Indent, string[] Words)> lines, ref int at, int indent)
    {
        json.WriteStartObject();
        while (at < lines.Count && lines[at].Indent == indent)
        {
            var words = lines[at++].Words;
            switch (words[0])
            {
                case "include":
                    break;
                case "@":
                    foreach (var word in words.AsSpan(1))
                        WriteAttribute(json, word);
                    break;
                default:
                    json.WriteStartObject(words[0]);
                    WriteTerm(json, words);
                    if (at < lines.Count && lines[at].Indent == indent + 1)
                    {
                        json.WritePropertyName("@context");
                        WriteBlock(json, lines, ref at, indent + 1);
                    }

                    json.WriteEndObject();
                    break;
            }
        }

        json.WriteEndObject();
    }

    static void WriteTerm(Utf8JsonWriter json, string[] words)
    {
        if (words[1] == "-")
            json.WriteNull("@id");
        else
            json.WriteString("@id", words[1]);

        foreach (var word in words.AsSpan(2))
            WriteAttribute(json, word);
    }

    static void WriteAttribute(Utf8JsonWriter json, string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var value = equals < 0 ? "" : word[(equals + 1)..];
        switch (equals < 0 ? word : word[..equals])
        {
            case "version":
                json.WriteNumber("@version", 1.1m);
                break;
            case "protected":
                json.WriteBoolean("@protected", value != "false");
                break;
            case "vocab":
                json.WriteString("@vocab", value);
                break;
            case "prefix":
                json.WriteBoolean("@prefix", true);
                break;
            case "type":
                json.WriteString("@type", value);
                break;
            case "scope":
                json.WriteNull("@context");
                break;
            case "in":
                json.WriteStartArray("@container");
                foreach (var container in value.Split('+'))
                    json.WriteStringValue(container);
                json.WriteEndArray();
                break;
            default:
                throw new FormatException($"The table of terms has an unknown attribute: {word}");
        }
    }
}
