namespace Cairn.Credentials.Keys;

/// <summary>
/// The key of a verification method (Controlled Identifiers 1.0, section 2.2): its type says which member holds it and what its algorithm
/// is. A key that contradicts itself, or whose secret is published, does not count; a type that Cairn does not know may be a good one.
/// </summary>
static class PublishedKey
{
    const string AsMultibase = "publicKeyMultibase";
    const string AsJwk = "publicKeyJwk";
    const string AsBase58 = "publicKeyBase58";

    static readonly string[] Forms = [AsMultibase, AsJwk, AsBase58];
    static readonly string[] Secrets = ["secretKeyMultibase", "secretKeyJwk", "privateKeyMultibase", "privateKeyJwk", "privateKeyBase58"];

    // No algorithm: any that is known.
    static readonly (string Type, string[] Forms, KeyAlgorithm? Algorithm)[] Types =
    [
        ("Multikey", [AsMultibase], null),
        ("JsonWebKey", [AsJwk], null),
        ("JsonWebKey2020", [AsJwk], null),
        ("Ed25519VerificationKey2020", [AsMultibase], KeyAlgorithm.Ed25519),
        ("Ed25519VerificationKey2018", [AsBase58, AsJwk], KeyAlgorithm.Ed25519),
        ("EcdsaSecp256r1VerificationKey2019", [AsMultibase, AsJwk], KeyAlgorithm.P256),
        ("EcdsaSecp384r1VerificationKey2019", [AsMultibase, AsJwk], KeyAlgorithm.P384),
        ("P256Key2021", [AsMultibase, AsJwk], KeyAlgorithm.P256),
        ("P384Key2021", [AsMultibase, AsJwk], KeyAlgorithm.P384),
    ];

    // Known to be for other curves or purposes: one of our keys in them is a contradiction.
    static readonly string[] Others =
    [
        "X25519KeyAgreementKey2019",
        "X25519KeyAgreementKey2020",
        "EcdsaSecp256k1VerificationKey2019",
        "EcdsaSecp256k1RecoveryMethod2020",
        "P521Key2021",
        "Bls12381G1Key2020",
        "Bls12381G2Key2020",
        "Ed448VerificationKey2020",
        "RsaVerificationKey2018",
    ];

    public static KeyReading Read(JsonElement method, out PublicKey? key)
    {
        key = null;
        // "The value of the type property MUST be a string that references exactly one verification method type."
        if (method.Text("type") is not { } type || Secrets.Any(secret => method.Member(secret) is not null))
            return KeyReading.Malformed;
        // "A verification method MUST NOT contain multiple verification material properties for the same material."
        var given = Forms.Where(form => method.Member(form) is not null).ToList();
        if (given.Count > 1)
            return KeyReading.Malformed;

        var expected = Array.Find(Types, known => known.Type == type);
        var isOther = Others.Contains(type);
        if (expected.Type is null && !isOther)
            return KeyReading.Unsupported;
        if (given is not [var form] || (expected.Type is not null && !expected.Forms.Contains(form)))
            return isOther ? KeyReading.Unsupported : KeyReading.Malformed;

        var reading = Material(method, form, out var read);
        if (reading != KeyReading.Read)
            return reading;
        if (isOther || (expected.Algorithm is { } algorithm && algorithm != read!.Algorithm))
            return KeyReading.Malformed;

        key = read;
        return KeyReading.Read;
    }

    static KeyReading Material(JsonElement method, string form, out PublicKey? key)
    {
        key = null;
        switch (form)
        {
            case AsMultibase when method.Text(form) is { } multibase:
                return Multikey.ReadPublic(multibase, out key);
            case AsJwk when method.Member(form) is { ValueKind: JsonValueKind.Object } jwk:
                return JsonWebKey.ReadPublic(jwk, out key);
            // Before Multikey: the bare bytes.
            case AsBase58 when method.Text(form) is { Length: < 64 } base58:
                Span<byte> bytes = stackalloc byte[64];
                return Base58.TryDecode(base58, bytes, out var length) ? PublicKey.ReadRaw(bytes[..length], out key) : KeyReading.Malformed;
            default:
                return KeyReading.Malformed;
        }
    }
}
