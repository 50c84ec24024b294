using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Cairn.Credentials.JsonLd;

namespace Cairn.Credentials.Tests.Conformance;

/// <summary>Reads the N-Quads of the suites: enough of RDF 1.1 N-Quads for them, strict about what it reads.</summary>
internal static partial class NQuadsParser
{
    public static HashSet<Quad> Parse(string text)
    {
        var quads = new HashSet<Quad>();
        foreach (var line in text.Split('\n'))
        {
            var rest = line.Trim();
            if (rest.Length == 0 || rest[0] == '#')
                continue;

            var match = Statement().Match(rest);
            if (!match.Success)
                throw new FormatException(line);
            quads.Add(
                new(
                    Term(match.Groups["s"].Value),
                    Term(match.Groups["p"].Value),
                    Term(match.Groups["o"].Value),
                    match.Groups["g"].Success ? Term(match.Groups["g"].Value) : default
                )
            );
        }

        return quads;
    }

    static RdfTerm Term(string token)
    {
        if (token[0] == '<')
            return RdfTerm.Iri(Unescape(token[1..^1]));
        if (token[0] == '_')
            return RdfTerm.BlankNode(token[2..]);

        var end = token.LastIndexOf('"');
        var value = Unescape(token[1..end]);
        var suffix = token[(end + 1)..];
        return suffix.Length == 0 ? RdfTerm.Literal(value)
            : suffix[0] == '@' ? RdfTerm.Literal(value, null, suffix[1..])
            : RdfTerm.Literal(value, Unescape(suffix[3..^1]));
    }

    static string Unescape(string text) =>
        Escape()
            .Replace(
                text,
                static match =>
                    match.Value[1] switch
                    {
                        't' => "\t",
                        'b' => "\b",
                        'n' => "\n",
                        'r' => "\r",
                        'f' => "\f",
                        'u' or 'U' => new Rune(
                            int.Parse(match.Value[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                        ).ToString(),
                        var c => c.ToString(),
                    }
            );

    const string Resource = """<[^>]*>|_:[^\s<"]+""";

    [GeneratedRegex(
        $$"""^(?<s>{{Resource}})\s*(?<p>{{Resource}})\s*(?<o>{{Resource}}|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?)\s*(?<g>{{Resource}})?\s*\.\s*(#.*)?$"""
    )]
    private static partial Regex Statement();

    [GeneratedRegex("""\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)""")]
    private static partial Regex Escape();
}
