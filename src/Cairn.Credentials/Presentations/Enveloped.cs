namespace Cairn.Credentials.Presentations;

/// <summary>
/// A secured credential or presentation inside JSON: an object whose <c>id</c> is a <c>data:</c> URL (VC Data Model 2.0, section 4.13.1,
/// Enveloped Verifiable Credentials, and 4.13.2, Enveloped Verifiable Presentations).
/// </summary>
/// <param name="MediaType">What it calls itself: <c>application/vc+jwt</c>.</param>
/// <param name="Content">What is in it.</param>
sealed record Enveloped(string MediaType, ReadOnlyMemory<byte> Content)
{
    const string AnyJwt = "application/jwt";
    static readonly string[] Credentials = ["application/vc+jwt", "application/vc+ld+jwt", "application/vc-ld+jwt"];
    static readonly string[] Presentations = ["application/vp+jwt", "application/vp+ld+jwt", "application/vp-ld+jwt"];

    public bool IsJwt => Is(Credentials) || Is(Presentations) || Is(AnyJwt);

    bool Is(params string[] types) => types.Contains(MediaType, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null if it is not one: "the id value of the object MUST be a data: URL", of the kind that the type says.</summary>
    public static Enveloped? Read(JsonElement json, string type)
    {
        // Nobody signed anything beside the envelope's own members, and readers would take it for the credential's.
        if (!json.HasType(type) || !json.EnumerateObject().All(member => member.Name is "@context" or "id" or "type"))
            return null;

        var enveloped = Decoded(json);
        var others = type == VerifiablePresentation.EnvelopedType ? Presentations : Credentials;
        return enveloped?.Is(others) == true ? null : enveloped;
    }

    static Enveloped? Decoded(JsonElement json) =>
        json.Text("id") is { } id
        && id.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
        && id.IndexOf(',', StringComparison.Ordinal) is > 0 and var comma
            ? Read(id["data:".Length..comma].Split(';', StringSplitOptions.TrimEntries), id[(comma + 1)..])
            : null;

    // RFC 2397, 3 Syntax: "data:" [ mediatype ] [ ";base64" ] "," data.
    static Enveloped? Read(string[] head, string data)
    {
        if (!head.Skip(1).Contains("base64", StringComparer.OrdinalIgnoreCase))
            return new(head[0], Encoding.UTF8.GetBytes(data));

        var bytes = new byte[data.Length];
        return Convert.TryFromBase64String(data, bytes, out var written) ? new(head[0], bytes.AsMemory(0, written)) : null;
    }
}
