using System.Text.Json;
using Cairn.Credentials.Baking;

namespace Cairn.Credentials.Verification;

/// <summary>The first check: what was handed in, whatever it is, becomes a credential's JSON or a finding.</summary>
static class CredentialInput
{
    const string Name = CheckNames.Parse;
    const string Form = "Open Badges 3.0, 5 Serialization";
    const string Json = "RFC 8259; VC Data Model 2.0, 6 Syntaxes";
    const string Limits = "Cairn limits";
    const int LongestPicture = 32 * 1024 * 1024;

    public static Check Read(
        ReadOnlyMemory<byte> input,
        VerificationLimits limits,
        out JsonDocument? document,
        out ReadOnlyMemory<byte> credential
    )
    {
        document = null;
        credential = default;
        if (Baked(input, out var json) is { } finding)
            return finding;
        if (json.Span.Trim(" \t\r\n"u8).IsEmpty)
            return Check.Fail(Name, "parse.empty", Form);
        if (IsJws(json.Span))
            return Check.NotDeterminable(Name, "parse.jwt", "Open Badges 3.0, 8.2 VC-JWT");

        var problem = StrictJson.TryParse(json, limits.Bytes, limits.Depth, out document);
        if (problem != JsonProblem.None)
            return OfProblem(problem, limits);

        var shape = OfShape(document!.RootElement);
        if (shape.Outcome == Outcome.Pass)
            credential = json;
        return shape;
    }

    static Check? Baked(ReadOnlyMemory<byte> input, out ReadOnlyMemory<byte> json)
    {
        json = input;
        var start = input.Span.TrimStart("\uFEFF"u8).TrimStart(" \t\r\n"u8);
        if (start.IsEmpty || start[0] is not (0x89 or (byte)'<'))
            return null;
        if (input.Length > LongestPicture)
            return Check.Fail(Name, "parse.too-long", Limits, $"{LongestPicture}");
        if (!BakedImage.TryExtract(input.Span, out var credential, out var failure))
            return Check.Fail(Name, "parse.picture", failure.Clause, failure.Code);

        json = credential;
        return null;
    }

    // RFC 7519: a compact JWS begins with a base64url JSON object, {" is eyJ.
    static bool IsJws(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t\r\n"u8);
        return text.StartsWith("eyJ"u8) && text.Count((byte)'.') == 2;
    }

    static Check OfProblem(JsonProblem problem, VerificationLimits limits) =>
        problem switch
        {
            JsonProblem.TooLong => Check.Fail(Name, "parse.too-long", Limits, $"{limits.Bytes}"),
            JsonProblem.TooDeep => Check.Fail(Name, "parse.too-deep", Limits, $"{limits.Depth}"),
            JsonProblem.DuplicateMember => Check.Fail(
                Name,
                "parse.duplicate-member",
                "RFC 8259, 4 Objects; JSON-LD 1.1, 9 JSON-LD Grammar"
            ),
            JsonProblem.NotUtf8 or JsonProblem.NotUnicode => Check.Fail(Name, "parse.not-unicode", "RFC 8259, 8.1 Character Encoding"),
            _ => Check.Fail(Name, "parse.not-json", Json),
        };

    static Check OfShape(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return Check.Fail(Name, "parse.not-an-object", Json);
        if (DataModelVersion.Of(root) != DataModelVersion.None)
            return Check.Pass(Name, "parse.credential", Json);

        // Open Badges 2.0 and 2.1 are badges too, of another time and another proof.
        return root.Items("@context").Any(context => context.IsText("https://w3id.org/openbadges/v2"))
            ? Check.NotDeterminable(Name, "parse.open-badges-2", "Open Badges 2.0")
            : Check.Fail(Name, "parse.not-a-credential", "VC Data Model 2.0, 4.3 Contexts");
    }
}
