using System.Text;
using System.Text.Json;

namespace Cairn.Credentials.Tests.Proofs;

/// <summary>A document with some of its strings changed, now and then with something else changed too.</summary>
static class RandomChanges
{
    static readonly string[] Texts =
    [
        "",
        "a",
        "z",
        "Zoë",
        "漢字 🎓",
        "\\n",
        "\\u0041\\u00e9",
        "\\ud83c\\udf93",
        "\\\"quoted\\\"",
        "\\\\",
        "\\/",
        "\u007f",
        "@type",
        "@id",
        "@json",
        "@none",
        "null",
        "true",
        "_:b0",
        "relative",
        "a b",
        "#",
        "https://example.com/a",
        "https://example.com/ab",
        "https://example.com/a#b",
        "https://example.com/#a#b",
        "https://example.com/é",
        "https://example.com/\\u00e9",
        "urn:x",
        "urn:root",
        "urn:uuid:1",
        "did:key:z6Mk",
        "cred:x",
        "sec:y",
        "obi:z",
        "obi://z",
        "Achievement",
        "type",
        "assertionMethod",
        "2026-01-01T00:00:00Z",
        "<>",
        "^^<urn:t>",
        "\\ud800",
        "\\q",
        "\u0001",
        "\"",
        "\",\"name\":\"b",
        "en",
    ];

    static readonly string[] Pieces =
    [
        " ",
        ",",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        "null",
        "1",
        "\"x\":1,",
        "\"id\":\"urn:x\",",
        "\n",
        "\u00e9",
    ];

    static readonly string[] Iris =
    [
        .. Texts.Where(text => text.StartsWith("https", StringComparison.Ordinal) || text.StartsWith("urn", StringComparison.Ordinal)),
    ];

    public static byte[] Of(byte[] document, Random random)
    {
        // Half of them change only what may change, the others anything.
        var tame = random.Next(2) == 0;
        var strings = Strings(document);
        if (tame)
            strings.RemoveAll(range => Slice(document, range).AsSpan().IndexOf((byte)':') < 0 && char.IsUpper((char)document[range.Start]));
        var changed = document;
        for (var i = random.Next(1, 5); i > 0 && strings.Count > 0; i--)
        {
            // From the end, so that earlier positions stay valid.
            var at = random.Next(strings.Count);
            var (start, length) = strings[at];
            strings.RemoveRange(at, strings.Count - at);
            var other =
                tame ? Encoding.UTF8.GetBytes(Tame(changed.AsSpan(start, length), random))
                : random.Next(6) == 0 && strings.Count > 0 ? Slice(changed, strings[random.Next(strings.Count)])
                : Encoding.UTF8.GetBytes(Texts[random.Next(Texts.Length)]);
            changed = [.. changed[..start], .. other, .. changed[(start + length)..]];
        }

        if (tame || random.Next(8) > 0)
            return changed;

        var place = random.Next(changed.Length);
        var piece = Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]);
        return random.Next(3) == 0
            ? [.. changed[..place], .. changed[Math.Min(changed.Length, place + random.Next(1, 4))..]]
            : [.. changed[..place], .. piece, .. changed[place..]];
    }

    static string Tame(ReadOnlySpan<byte> before, Random random) =>
        before.StartsWith("https://www.w3.org/"u8) || before.StartsWith("https://purl.imsglobal.org/"u8) ? Encoding.UTF8.GetString(before)
        : before.Contains((byte)':') ? Iris[random.Next(Iris.Length)]
        : Texts[random.Next(12)];

    static byte[] Slice(byte[] bytes, (int Start, int Length) range) => bytes[range.Start..(range.Start + range.Length)];

    // The contents of all string values.
    static List<(int Start, int Length)> Strings(byte[] document)
    {
        List<(int, int)> strings = [];
        Utf8JsonReader reader = new(document);
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.String)
                strings.Add(((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length));

        return strings;
    }
}
