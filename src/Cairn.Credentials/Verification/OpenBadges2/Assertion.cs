using Cairn.Credentials.Baking;
using Cairn.Credentials.Jose;

namespace Cairn.Credentials.Verification.OpenBadges2;

/// <summary>
/// An Open Badges 2.0 or 2.1 badge as received: an assertion's JSON, an assertion signed as JWS, the address of a hosted one, or
/// a picture with one of them in it (Open Badges 2.0; Baking 2.0).
/// </summary>
/// <param name="Json">The assertion; undefined if only its address is known.</param>
/// <param name="Bytes">The assertion's JSON.</param>
/// <param name="Jws">The signature of a signed one.</param> <param name="Address">Where a hosted one is.</param>
sealed record Assertion(JsonElement Json, ReadOnlyMemory<byte> Bytes, CompactJws? Jws, Uri? Address)
{
    const string Context = "https://w3id.org/openbadges/v2";

    /// <summary>Null if it is not a badge of those versions.</summary>
    public static Assertion? Read(ReadOnlyMemory<byte> input, Limits limits)
    {
        var start = input.Span.TrimStart("\uFEFF"u8).TrimStart(" \t\r\n"u8);
        if (start.IsEmpty)
            return null;
        if (start[0] == 0x89 || SvgBaking.IsXml(input.Span))
            return input.Length <= limits.PictureBytes && OpenBadges2Image.TryExtract(input.Span, out var baked, out _)
                ? ReadText(baked, limits) ?? AtAddress(baked)
                : null;

        return ReadText(input, limits);
    }

    /// <summary>Whether JSON is an assertion of 2.0 or 2.1.</summary>
    public static bool Is(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && json.Items("@context").Any(context => context.IsText(Context))
        && json.HasType("Assertion");

    /// <summary>
    /// Whether JSON is an assertion of 1.0 or 1.1: before there was a type, there were a recipient, a badge and a way to verify.
    /// </summary>
    public static bool IsOlder(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && (
            json.Items("@context").Any(context => context.IsText("https://w3id.org/openbadges/v1"))
            || (json.Member("@context") is null && json.Member("recipient") is not null && json.Member("badge") is not null)
        );

    static Assertion? ReadText(ReadOnlyMemory<byte> text, Limits limits)
    {
        if (CompactJws.Is(text.Span))
            return CompactJws.Parse(text.Span) is { } jws && Parse(jws.Payload, limits) is { } signed && Is(signed)
                ? new(signed, jws.Payload, jws, null)
                : null;

        return Parse(text, limits) is { } json && Is(json) ? new(json, text, null, Hosted(json)) : null;
    }

    // Baking 2.0: older pictures hold the assertion's address.
    static Assertion? AtAddress(ReadOnlyMemory<byte> text) =>
        text.Length < 2048
        && Uri.TryCreate(Encoding.UTF8.GetString(text.Span).Trim(), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? new(default, default, null, address)
            : null;

    internal static JsonElement? Parse(ReadOnlyMemory<byte> text, Limits limits)
    {
        if (StrictJson.TryParse(text, limits.DocumentBytes, limits.Depth, out var document, limits.Values) != JsonProblem.None)
            return null;
        using (document)
            return document!.RootElement.Clone();
    }

    // Open Badges 2.0, VerificationObject: "HostedBadge" or "hosted": the id is where it is hosted.
    static Uri? Hosted(JsonElement assertion) =>
        Uri.TryCreate(assertion.Text("id"), UriKind.Absolute, out var id)
        && (id.Scheme == Uri.UriSchemeHttps || id.Scheme == Uri.UriSchemeHttp)
            ? id
            : null;
}
