using Cairn.Credentials.Keys;
using Cairn.Credentials.Presentations;
using Cairn.Credentials.Proofs;

namespace Cairn.Credentials.Jose;

/// <summary>
/// Presentations signed as JWTs: <c>vp+jwt</c> (Securing Verifiable Credentials using JOSE and COSE, section 3.1.2). The claims
/// <c>nonce</c> and <c>aud</c> correspond to challenge and domain in a Data Integrity proof. Thread safe. The
/// <see cref="Verification.Verifier"/> verifies what is signed here.
/// </summary>
public static class JwtPresentation
{
    const string Clause = "VC-JOSE-COSE, 3.1.2 Securing JSON-LD Verifiable Presentations with JOSE";

    static readonly string[] Claims = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "nonce", "vc", "vp"];

    /// <summary>Signs; the payload begins with the presentation's bytes as they are. The algorithm is the key's.</summary>
    /// <param name="presentation">The unsigned presentation, JSON in UTF-8, at most 4 MB, as
    /// <see cref="VerifiablePresentation.ToJsonUtf8Bytes"/> makes it.</param>
    /// <param name="key">The holder's key.</param>
    /// <param name="options">The key's name, and what the presentation is for.</param>
    /// <returns>A compact JWS in ASCII.</returns>
    /// <exception cref="SigningException">The bytes are not a JSON object or not a presentation, or say what a claim must say
    /// (<c>sign.claim-given</c>).</exception>
    public static byte[] Sign(ReadOnlyMemory<byte> presentation, SigningKey key, JwtPresentationOptions options)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(options);
        using var document = UnsecuredDocument.ParseAny(presentation);
        var root = document.RootElement;
        if (!root.HasType(VerifiablePresentation.Type))
            throw new SigningException(new("sign.member-missing", Clause, "type"));
        if (Array.Find(Claims, claim => root.Member(claim) is not null) is { } given)
            throw new SigningException(new("sign.claim-given", Clause, given));

        StringBuilder claims = new();
        claims.Append(CultureInfo.InvariantCulture, $",\"iat\":{options.Created.ToUnixTimeSeconds()}");
        if (options.Expires is { } expires)
            claims.Append(CultureInfo.InvariantCulture, $",\"exp\":{expires.ToUnixTimeSeconds()}");
        if (options.Challenge is { } challenge)
            claims.Append(CultureInfo.InvariantCulture, $",\"nonce\":\"{JsonEncodedText.Encode(challenge)}\"");
        if (options.Domain is { } domain)
            claims.Append(CultureInfo.InvariantCulture, $",\"aud\":\"{JsonEncodedText.Encode(domain)}\"");

        var json = presentation.Span;
        var end = json.TrimEnd(" \t\r\n"u8)[..^1].TrimEnd(" \t\r\n"u8).Length;
        var algorithm = JoseAlgorithm.NameOf(key.PublicKey.Algorithm);
        var header = $$"""{"alg":"{{algorithm}}","typ":"vp+jwt","cty":"vp","kid":"{{JsonEncodedText.Encode(options.KeyId)}}"}""";
        return JwtCredential.Sign(header, [.. json[..end], .. Encoding.UTF8.GetBytes(claims.ToString()), .. json[end..]], key);
    }
}
