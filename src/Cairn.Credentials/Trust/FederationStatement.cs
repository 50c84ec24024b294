using Cairn.Credentials.Jose;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Trust;

/// <summary>
/// What one entity says about another: an entity statement or a resolve response (OpenID Federation 1.0, sections 3 and 8.3), as JWT, or
/// its claims as JSON.
/// </summary>
sealed record FederationStatement(JsonElement Claims, CompactJws? Jws)
{
    const int MostBytes = 1024 * 1024;
    const int MostDepth = 32;
    const int MostKeys = 16;

    static readonly string[] Types = ["entity-statement+jwt", "resolve-response+jwt"];

    public string? Issuer => Claims.Text("iss");

    public string? Subject => Claims.Text("sub");

    public string? FetchEndpoint => Claims.Member("metadata")?.Member("federation_entity")?.Text("federation_fetch_endpoint");

    /// <summary>5.1.1 and 5.2.2, <c>organization_name</c>; otherwise the legal name that the DCC's registry adds.</summary>
    public string? Name =>
        Claims.Member("metadata") is not { } metadata
            ? null
            : metadata.Member("federation_entity")?.Text("organization_name")
                ?? metadata.Member("institution_additional_information")?.Text("legal_name");

    /// <summary>Null when it is neither.</summary>
    public static FederationStatement? Parse(ReadOnlyMemory<byte> text)
    {
        if (text.Length > MostBytes)
            return null;
        if (!CompactJws.Is(text.Span))
            return Object(text) is { } json ? new(json, null) : null;

        return CompactJws.Parse(text.Span) is { } jws && Object(jws.Payload) is { } claims ? new(claims, jws) : null;
    }

    /// <summary>The keys of a JSON Web Key Set that Cairn can use: of a statement's <c>jwks</c>, or of a separate set.</summary>
    public static IReadOnlyList<PublicKey> Keys(JsonElement holder)
    {
        List<PublicKey> keys = [];
        foreach (var jwk in (holder.Member("jwks") ?? holder).Items("keys").Take(MostKeys))
            if (PublicKey.TryParseJwk(jwk, out var key))
                keys.Add(key);
        return keys;
    }

    /// <summary>Why its signature or its time does not hold; null if both do. The key decides the algorithm.</summary>
    public TrustFailure? Verify(IEnumerable<PublicKey> keys, DateTimeOffset instant)
    {
        if (Jws is null)
            return TrustFailure.NotSigned;
        // 3.2.1: "typ"; RFC 7515, 4.1.11: what is critical must be understood.
        if (!Types.Contains(Jws.Header.Text("typ"), StringComparer.Ordinal) || Jws.Header.Member("crit") is not null)
            return TrustFailure.Malformed("typ");
        if (
            Jws.Algorithm is not { } algorithm
            || !keys.Any(key => JoseAlgorithm.Is(algorithm, key.Algorithm) && key.Verify(Jws.SigningInput.Span, Jws.Signature.Span))
        )
            return TrustFailure.Signature;

        return InForce(instant);
    }

    /// <summary>3.1.1: "iat" and "exp" are there, and the instant lies between them (see <see cref="Clock"/>).</summary>
    public TrustFailure? InForce(DateTimeOffset instant)
    {
        if (Claims.Member("iat") is not { } iat || JwtPayload.Instant(iat) is not { } from)
            return TrustFailure.Malformed("iat");
        if (Claims.Member("exp") is not { } exp || JwtPayload.Instant(exp) is not { } until)
            return TrustFailure.Malformed("exp");

        return Clock.IsToCome(from, instant) || Clock.HasEnded(until, instant)
            ? TrustFailure.NotInForce(XmlDateTime.Format(from), XmlDateTime.Format(until))
            : null;
    }

    static JsonElement? Object(ReadOnlyMemory<byte> json)
    {
        if (StrictJson.TryParse(json, MostBytes, MostDepth, out var document) != JsonProblem.None)
            return null;
        using (document)
            return document!.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
    }
}
