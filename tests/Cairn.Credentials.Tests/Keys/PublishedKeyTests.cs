using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Tests.Verification;

namespace Cairn.Credentials.Tests.Keys;

/// <summary>Published verification methods: those that are what they say, and those that contradict themselves.</summary>
public sealed class PublishedKeyTests
{
    const string Document = "did:web:example.org";
    static readonly PublicKey Ed25519 = Scenario.Key.PublicKey;
    static readonly PublicKey P256 = KeyKindsTests.New(KeyAlgorithm.P256).PublicKey;
    static readonly PublicKey P384 = KeyKindsTests.New(KeyAlgorithm.P384).PublicKey;

    [Theory]
    [InlineData("Multikey", "publicKeyMultibase", KeyAlgorithm.Ed25519)]
    [InlineData("Multikey", "publicKeyMultibase", KeyAlgorithm.P384)]
    [InlineData("JsonWebKey", "publicKeyJwk", KeyAlgorithm.P256)]
    [InlineData("JsonWebKey2020", "publicKeyJwk", KeyAlgorithm.Ed25519)]
    [InlineData("Ed25519VerificationKey2020", "publicKeyMultibase", KeyAlgorithm.Ed25519)]
    [InlineData("Ed25519VerificationKey2018", "publicKeyBase58", KeyAlgorithm.Ed25519)]
    [InlineData("EcdsaSecp256r1VerificationKey2019", "publicKeyMultibase", KeyAlgorithm.P256)]
    [InlineData("P384Key2021", "publicKeyJwk", KeyAlgorithm.P384)]
    public void Reads_what_its_type_says(string type, string member, KeyAlgorithm algorithm) =>
        Assert.Equal(Key(algorithm), Read(Method(type, member, algorithm)).PublicKey);

    [Theory]
    [InlineData("X25519KeyAgreementKey2020", "publicKeyMultibase", KeyAlgorithm.Ed25519)]
    [InlineData("EcdsaSecp256k1VerificationKey2019", "publicKeyMultibase", KeyAlgorithm.Ed25519)]
    [InlineData("Ed25519VerificationKey2020", "publicKeyMultibase", KeyAlgorithm.P256)]
    [InlineData("EcdsaSecp256r1VerificationKey2019", "publicKeyJwk", KeyAlgorithm.P384)]
    [InlineData("Multikey", "publicKeyJwk", KeyAlgorithm.Ed25519)]
    [InlineData("JsonWebKey", "publicKeyMultibase", KeyAlgorithm.Ed25519)]
    [InlineData(null, "publicKeyMultibase", KeyAlgorithm.Ed25519)]
    public void Fails_when_the_type_is_not_the_keys(string? type, string member, KeyAlgorithm algorithm) =>
        Assert.Equal((null, "key.malformed"), Problem(Method(type, member, algorithm)));

    [Theory]
    [InlineData("FutureKey2030", "publicKeyMultibase", KeyAlgorithm.Ed25519)]
    public void Is_undecided_when_the_type_is_unknown(string type, string member, KeyAlgorithm algorithm) =>
        Assert.Equal((null, "key.unsupported"), Problem(Method(type, member, algorithm)));

    [Theory]
    [InlineData("use", "\"enc\"")]
    [InlineData("use", "null")]
    [InlineData("key_ops", "[\"deriveBits\"]")]
    [InlineData("key_ops", "[]")]
    [InlineData("alg", "\"ES256\"")]
    [InlineData("d", "\"AA\"")]
    public void Fails_when_the_jwk_is_not_there_to_verify(string member, string value)
    {
        var method = Method("JsonWebKey", "publicKeyJwk", KeyAlgorithm.Ed25519);
        (method["publicKeyJwk"]!["use"], method["publicKeyJwk"]!["key_ops"], method["publicKeyJwk"]!["alg"]) = (
            "sig",
            new JsonArray("verify"),
            "EdDSA"
        );
        Assert.NotNull(Read(method).PublicKey);

        method["publicKeyJwk"]![member] = JsonNode.Parse(value);
        Assert.Equal((null, "key.malformed"), Problem(method));
    }

    [Theory]
    [InlineData("publicKeyJwk", "{}")]
    [InlineData("secretKeyMultibase", "\"z3u2\"")]
    [InlineData("privateKeyJwk", "{}")]
    public void Fails_when_there_is_more_than_one_key_or_its_secret(string member, string value)
    {
        var method = Method("Multikey", "publicKeyMultibase", KeyAlgorithm.Ed25519);
        method[member] = JsonNode.Parse(value);

        Assert.Equal((null, "key.malformed"), Problem(method));
    }

    static PublicKey Key(KeyAlgorithm algorithm) =>
        algorithm switch
        {
            KeyAlgorithm.P256 => P256,
            KeyAlgorithm.P384 => P384,
            _ => Ed25519,
        };

    static JsonObject Method(string? type, string member, KeyAlgorithm algorithm)
    {
        var key = Key(algorithm);
        JsonObject method = new() { ["id"] = Document + "#1", ["controller"] = Document };
        if (type is not null)
            method["type"] = type;
        method[member] = member switch
        {
            "publicKeyJwk" => JsonNode.Parse(key.ToJwk()),
            "publicKeyBase58" => Multibase.EncodeBase58(key.Raw)[1..],
            _ => key.ToMultikey(),
        };
        return method;
    }

    static (PublicKey?, string?) Problem(JsonObject method) => (Read(method).PublicKey, Read(method).KeyProblem);

    static VerificationMethod Read(JsonObject method)
    {
        JsonObject json = new() { ["id"] = Document, ["verificationMethod"] = new JsonArray(method.DeepClone()) };
        Assert.True(ControllerDocument.TryParse(Encoding.UTF8.GetBytes(json.ToJsonString()), out var document));
        return document.VerificationMethods[0];
    }
}
