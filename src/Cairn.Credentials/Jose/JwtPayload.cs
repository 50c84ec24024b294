using System.Text.Json.Nodes;

namespace Cairn.Credentials.Jose;

/// <summary>
/// Takes the credential out of a JWT's payload: the payload itself without the registered claims (VC 2.0), or the <c>vc</c> claim with what
/// the claims add to it (VC Data Model 1.1, section 6.3.1, JWT Decoding).
/// </summary>
static class JwtPayload
{
    /// <summary>RFC 7519, 4.1, RFC 7800 and RFC 9901's cnf: what a payload says as a JWT, not as a credential.</summary>
    static readonly string[] Claims = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf"];

    /// <summary>The presentation's JSON; null if there is none in the payload.</summary>
    public static byte[]? Presentation(JsonElement payload)
    {
        if (payload.ValueKind != JsonValueKind.Object)
            return null;
        if (payload.Member("@context") is not null)
            return Root(payload, [.. Claims, "nonce"], hasEnd: false);
        if (payload.Member("vp") is not { ValueKind: JsonValueKind.Object } vp)
            return null;

        // VC Data Model 1.1, 6.3.1: "If iss is present, the value MUST be used to set the holder property", and jti the id.
        var presentation = JsonNode.Parse(vp.GetRawText())!.AsObject();
        foreach (var (member, claim) in ((string, string)[])[("holder", "iss"), ("id", "jti")])
            if (payload.Text(claim) is { } value && !presentation.ContainsKey(member))
                presentation[member] = value;
        return System.Text.Encoding.UTF8.GetBytes(presentation.ToJsonString());
    }

    /// <summary>
    /// The credential's JSON; null if there is none in the payload. In VC-JOSE-COSE <c>exp</c> is about the signature alone.
    /// </summary>
    public static byte[]? Credential(JsonElement payload, bool isVcJose)
    {
        if (payload.ValueKind != JsonValueKind.Object)
            return null;
        if (payload.Member("@context") is not null)
            return Root(payload, Claims, hasEnd: !isVcJose);

        return payload.Member("vc") is { ValueKind: JsonValueKind.Object } vc ? Decoded(vc, payload) : null;
    }

    // Open Badges 3.0, 8.2.6.1: "exp … MUST be used to set the value of the validUntil".
    static byte[] Root(JsonElement payload, string[] claims, bool hasEnd)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (var member in payload.EnumerateObject())
                if (!claims.Contains(member.Name))
                    member.WriteTo(json);
            if (hasEnd && payload.Member("validUntil") is null && payload.Member("exp") is { } exp && Date(exp) is { } until)
                json.WriteString("validUntil", until);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    static byte[] Decoded(JsonElement vc, JsonElement payload)
    {
        var credential = JsonNode.Parse(vc.GetRawText())!.AsObject();
        // "If exp is present, … expirationDate", "if nbf is present, … issuanceDate", and so on: unless the member is already there.
        Set("expirationDate", payload.Member("exp") is { } exp ? Date(exp) : null);
        Set("issuanceDate", payload.Member("nbf") is { } nbf ? Date(nbf) : null);
        Set("issuer", payload.Text("iss"));
        Set("id", payload.Text("jti"));
        if (payload.Text("sub") is { } sub && credential["credentialSubject"] is JsonObject subject && !subject.ContainsKey("id"))
            subject["id"] = sub;
        return System.Text.Encoding.UTF8.GetBytes(credential.ToJsonString());

        void Set(string member, string? value)
        {
            if (value is not null && !credential.ContainsKey(member))
                credential[member] = value;
        }
    }

    /// <summary>A NumericDate (RFC 7519, section 2) in the form of the members' dates; null if it is not one.</summary>
    public static string? Date(JsonElement claim) => Instant(claim) is { } instant ? XmlDateTime.Format(instant) : null;

    /// <summary>A NumericDate; null if it is not one.</summary>
    public static DateTimeOffset? Instant(JsonElement claim) =>
        claim.ValueKind == JsonValueKind.Number && claim.TryGetDouble(out var seconds) && seconds is >= -62135596800 and <= 253402300799
            ? DateTimeOffset.FromUnixTimeSeconds((long)Math.Floor(seconds))
            : null;
}
