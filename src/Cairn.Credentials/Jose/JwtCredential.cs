using System.Buffers.Text;
using Cairn.Credentials.Canonical;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;

namespace Cairn.Credentials.Jose;

/// <summary>
/// Credentials signed as JWTs: VC-JWT of Open Badges 3.0 (section 8.2) and <c>vc+jwt</c> (Securing Verifiable Credentials using JOSE and
/// COSE). Thread safe. The <see cref="Verification.Verifier"/> verifies what is signed here.
/// </summary>
public static class JwtCredential
{
    const string Clause = "Open Badges 3.0, 8.2.4.1 JWT Payload Format";

    /// <summary>Signs; the payload begins with the credential's bytes as they are.</summary>
    /// <param name="credential">The unsigned credential (VC 2.0), JSON in UTF-8, at most 4 MB. Embedded proofs may be there
    /// already.</param>
    /// <param name="key">A key; Open Badges requires RSA (RS256), and P-256 (ES256) is widely read.</param>
    /// <param name="options">The name of the key and the form.</param>
    /// <param name="contexts">Where JSON-LD contexts come from; without it, the pinned contexts of the standards.</param>
    /// <returns>A compact JWS in ASCII.</returns>
    /// <exception cref="SigningException">
    /// The bytes are no JSON object, or in the form of Open Badges a member is missing that a claim repeats (<c>sign.member-missing</c>),
    /// or a claim is there already (<c>sign.claim-given</c>).
    /// </exception>
    /// <exception cref="JsonLdException">A term that no context defines, an unknown context: verifiers would refuse it.</exception>
    public static byte[] Sign(ReadOnlyMemory<byte> credential, SigningKey key, JwtOptions options, IContextSource? contexts = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(options);
        using var document = UnsecuredDocument.ParseAny(credential);
        Span<byte> unused = stackalloc byte[32];
        CanonicalForm.Hash(
            new(document.RootElement, Omit: "proof"),
            contexts ?? PinnedContexts.Instance,
            System.Security.Cryptography.HashAlgorithmName.SHA256,
            unused
        );

        var payload = options.Form == JwtForm.OpenBadges ? WithClaims(credential.Span, document.RootElement) : credential.Span;
        return Sign(Header(key.PublicKey, options), payload, key);
    }

    // RFC 7515, 5.1 Message Signature or MAC Computation.
    internal static byte[] Sign(string header, ReadOnlySpan<byte> payload, SigningKey key)
    {
        var input = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(payload)}";
        var signature = new byte[key.SignatureLength];
        key.Sign(Encoding.ASCII.GetBytes(input), signature);
        return Encoding.ASCII.GetBytes($"{input}.{Base64Url.EncodeToString(signature)}");
    }

    static string Header(PublicKey key, JwtOptions options)
    {
        var algorithm = JoseAlgorithm.NameOf(key.Algorithm);
        var name = options.KeyId is { } id ? $"\"kid\":\"{JsonEncodedText.Encode(id)}\"" : $"\"jwk\":{key.ToJwk()}";
        return options.Form == JwtForm.OpenBadges
            ? $$"""{"alg":"{{algorithm}}","typ":"JWT",{{name}}}"""
            : $$"""{"alg":"{{algorithm}}","typ":"vc+jwt","cty":"vc",{{name}}}""";
    }

    static byte[] WithClaims(ReadOnlySpan<byte> json, JsonElement credential)
    {
        foreach (var claim in (string[])["iss", "jti", "nbf", "sub", "exp"])
            if (credential.Member(claim) is not null)
                throw new SigningException(new("sign.claim-given", Clause, claim));

        StringBuilder claims = new();
        Add("iss", Quoted(credential.Identifier("issuer"), "issuer.id"));
        Add("jti", Quoted(credential.Text("id"), "id"));
        Add("sub", Quoted(credential.Items("credentialSubject") is [var subject] ? subject.Text("id") : null, "credentialSubject.id"));
        Add("nbf", Date("validFrom") ?? throw Missing("validFrom"));
        if (credential.Member("validUntil") is not null)
            Add("exp", Date("validUntil") ?? throw Missing("validUntil"));

        var end = json.TrimEnd(" \t\r\n"u8)[..^1].TrimEnd(" \t\r\n"u8).Length;
        return [.. json[..end], .. Encoding.UTF8.GetBytes(claims.ToString()), .. json[end..]];

        void Add(string claim, string value) => claims.Append(",\"").Append(claim).Append("\":").Append(value);

        string? Date(string member) =>
            credential.TryGetDate(member, out var date) ? date?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) : null;

        static string Quoted(string? text, string member) =>
            text is { Length: > 0 } ? $"\"{JsonEncodedText.Encode(text)}\"" : throw Missing(member);

        static SigningException Missing(string member) => new(new("sign.member-missing", Clause, member));
    }
}
