using System.Buffers.Text;

namespace Cairn.Credentials.Keys;

/// <summary>JWK (RFC 7517) of the keys that Cairn knows: RFC 7518, section 6, and RFC 8037, section 2.</summary>
static class JsonWebKey
{
    public static KeyReading ReadPublic(JsonElement jwk, out PublicKey? key)
    {
        key = null;
        if (jwk.Text("kty") is not { } type)
            return KeyReading.Malformed;
        // A private key where a public one belongs is a leak and must not be used.
        if (jwk.Member("d") is not null)
            return KeyReading.Malformed;
        // RFC 7517, 4.2 and 4.3: the key must be for verifying, if it says what it is for.
        if (jwk.Member("use") is { } use && !use.IsText("sig"))
            return KeyReading.Malformed;
        if (jwk.Member("key_ops") is not null && !jwk.Items("key_ops").Any(operation => operation.IsText("verify")))
            return KeyReading.Malformed;

        var reading = ReadMembers(jwk, type, out key);
        if (key is null || jwk.Member("alg") is not { } alg || (jwk.Text("alg") is { } name && JoseAlgorithm.Is(name, key.Algorithm)))
            return reading;
        // 4.4: of another algorithm. An RSA key may be one for PS256.
        var isOther =
            key.Algorithm == KeyAlgorithm.Rsa && alg.ValueKind == JsonValueKind.String && JoseAlgorithm.IsUnsupported(alg.GetString()!);
        key = null;
        return isOther ? KeyReading.Unsupported : KeyReading.Malformed;
    }

    /// <summary>A private JWK; its public members must be those of the private one.</summary>
    public static SigningKey? ReadPrivate(JsonElement jwk)
    {
        if (jwk.Text("kty") is not ("OKP" or "EC") || ReadMembers(jwk, jwk.Text("kty")!, out var stated) != KeyReading.Read)
            return null;
        var length = stated!.Algorithm == KeyAlgorithm.Ed25519 ? SigningKey.SeedLength : EllipticCurve.Of(stated.Algorithm).Length;
        if (Bytes(jwk, "d", length) is not { } secret)
            return null;

        var key = SigningKey.OfSecret(stated.Algorithm, secret);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(secret);
        if (key is null || key.PublicKey.Equals(stated))
            return key;
        key.Dispose();
        return null;
    }

    // RFC 7638, 3.2: the required members in lexicographic order.
    public static string Write(PublicKey key)
    {
        switch (key.Algorithm)
        {
            case KeyAlgorithm.Ed25519:
                return $$"""{"crv":"Ed25519","kty":"OKP","x":"{{Base64Url.EncodeToString(key.Raw)}}"}""";
            case KeyAlgorithm.Rsa:
                var (e, n) = (Base64Url.EncodeToString(key.Rsa.Exponent), Base64Url.EncodeToString(key.Rsa.Modulus));
                return $$"""{"e":"{{e}}","kty":"RSA","n":"{{n}}"}""";
            default:
                var (x, y) = (Base64Url.EncodeToString(key.Point.X), Base64Url.EncodeToString(key.Point.Y));
                return $$"""{"crv":"{{EllipticCurve.Of(key.Algorithm).Name}}","kty":"EC","x":"{{x}}","y":"{{y}}"}""";
        }
    }

    static KeyReading ReadMembers(JsonElement jwk, string type, out PublicKey? key)
    {
        key = null;
        switch (type)
        {
            // RFC 8037, 2: an octet key pair.
            case "OKP":
                if (jwk.Text("crv") is not "Ed25519")
                    return jwk.Text("crv") is null ? KeyReading.Malformed : KeyReading.Unsupported;
                return Bytes(jwk, "x") is { } raw ? PublicKey.ReadRaw(raw, out key) : KeyReading.Malformed;

            // RFC 7518, 6.2.1: the coordinates at full length.
            case "EC":
                if (jwk.Text("crv") is not { } name)
                    return KeyReading.Malformed;
                if (EllipticCurve.Named(name) is not { } curve)
                    return KeyReading.Unsupported;
                if (Bytes(jwk, "x", curve.Length) is { } x && Bytes(jwk, "y", curve.Length) is { } y)
                    key = PublicKey.OfPoint(curve, x, y);
                break;

            // 6.3.1: modulus and exponent.
            case "RSA":
                return Bytes(jwk, "n") is { } n && Bytes(jwk, "e") is { } e ? PublicKey.ReadRsa(n, e, out key) : KeyReading.Malformed;

            default:
                return KeyReading.Unsupported;
        }

        return key is null ? KeyReading.Malformed : KeyReading.Read;
    }

    static byte[]? Bytes(JsonElement jwk, string name, int length) =>
        Bytes(jwk, name) is { } bytes && bytes.Length == length ? bytes : null;

    static byte[]? Bytes(JsonElement jwk, string name) =>
        jwk.Text(name) is { Length: > 0 and < 2 * PublicKey.MostModulus } text && Base64UrlText.TryDecode(text, out var bytes)
            ? bytes
            : null;
}
