using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Jose;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Status;
using Cairn.Credentials.Tests.Baking;
using Cairn.Credentials.Tests.Verification;
using FsCheck;
using FsCheck.Fluent;

namespace Cairn.Credentials.Tests.Fuzzing;

/// <summary>
/// Bytes from strangers: valid inputs of every format, cut, doubled, spliced with each other, and sprinkled with what parsers stumble over.
/// </summary>
static class HostileBytes
{
    static readonly byte[][] Morsels =
    [
        [0],
        [0xff],
        [0xc3, 0x28],
        "\\ud800"u8.ToArray(),
        "\"\":"u8.ToArray(),
        "{"u8.ToArray(),
        "}"u8.ToArray(),
        "["u8.ToArray(),
        "]"u8.ToArray(),
        "null"u8.ToArray(),
        "1e999"u8.ToArray(),
        "-0"u8.ToArray(),
        "\"@context\":"u8.ToArray(),
        "\"@id\":\"_:b\","u8.ToArray(),
        "\"@type\":[],"u8.ToArray(),
        "\"@value\":"u8.ToArray(),
        "\"@graph\":{},"u8.ToArray(),
        "\"proof\":[],"u8.ToArray(),
        "\"previousProof\":[\"\"],"u8.ToArray(),
        "."u8.ToArray(),
        ".."u8.ToArray(),
        "eyJ"u8.ToArray(),
        "="u8.ToArray(),
        "u2V0B"u8.ToArray(),
        "z6Mk"u8.ToArray(),
        "<!DOCTYPE a>"u8.ToArray(),
        "<![CDATA["u8.ToArray(),
        "]]>"u8.ToArray(),
        "&#0;"u8.ToArray(),
        "iTXt"u8.ToArray(),
        "openbadgecredential\0"u8.ToArray(),
        "did:web:"u8.ToArray(),
        "did:jwk:"u8.ToArray(),
        "\u2028"u8.ToArray(),
    ];

    /// <summary>One valid input of every format that the verifier reads.</summary>
    public static IReadOnlyList<byte[]> Corpus { get; } = MakeCorpus();

    public static Arbitrary<byte[]> Arbitrary { get; } = Arb.From(Spoiled(), Smaller);

    static Gen<byte[]> Spoiled() =>
        from original in Gen.Elements(Corpus.ToArray())
        from changes in Gen.Choose(1, 5)
        from steps in Gen.ArrayOf(Change(), changes)
        select steps.Aggregate(original, (bytes, change) => change(bytes));

    static Gen<Func<byte[], byte[]>> Change() =>
        Gen.OneOf(
            // A byte becomes another.
            from place in Place()
            from value in Gen.Choose(0, 255)
            select Made(bytes => With(bytes, place, (byte)value)),
            // A piece is cut out.
            from place in Place()
            from length in Gen.Choose(1, 40)
            select Made(bytes => Cut(bytes, place, length)),
            // The end is missing.
            from place in Place()
            select Made(bytes => bytes[..At(bytes, place)]),
            // A piece stands twice.
            from place in Place()
            from length in Gen.Choose(1, 200)
            from to in Place()
            select Made(bytes =>
                Insert(bytes, to, bytes.AsSpan(At(bytes, place), Math.Min(length, bytes.Length - At(bytes, place))).ToArray())
            ),
            // Something else comes in.
            from place in Place()
            from morsel in Gen.Elements(Morsels)
            select Made(bytes => Insert(bytes, place, morsel)),
            // A piece of another format comes in.
            from other in Gen.Elements(Corpus.ToArray())
            from start in Place()
            from length in Gen.Choose(1, 300)
            from to in Place()
            select Made(bytes =>
                Insert(bytes, to, other.AsSpan(At(other, start), Math.Min(length, other.Length - At(other, start))).ToArray())
            )
        );

    static Func<byte[], byte[]> Made(Func<byte[], byte[]> change) => change;

    static Gen<int> Place() => Gen.Choose(0, 1_000_000);

    static int At(byte[] bytes, int place) => bytes.Length == 0 ? 0 : place % bytes.Length;

    static byte[] With(byte[] bytes, int place, byte value)
    {
        if (bytes.Length == 0)
            return bytes;
        var copy = bytes.ToArray();
        copy[At(bytes, place)] = value;
        return copy;
    }

    static byte[] Cut(byte[] bytes, int place, int length)
    {
        var at = At(bytes, place);
        return [.. bytes[..at], .. bytes[Math.Min(at + length, bytes.Length)..]];
    }

    static byte[] Insert(byte[] bytes, int place, byte[] piece) => [.. bytes[..At(bytes, place)], .. piece, .. bytes[At(bytes, place)..]];

    static IEnumerable<byte[]> Smaller(byte[] bytes) =>
        bytes.Length < 2 ? [] : [bytes[..(bytes.Length / 2)], bytes[(bytes.Length / 2)..], bytes[..^1], bytes[1..]];

    static byte[][] MakeCorpus()
    {
        using var p256 = SigningKey.Generate(KeyAlgorithm.P256, out _);
        var ours = Encoding.UTF8.GetBytes(Scenario.Badge(DidKey.Create(p256.PublicKey)).ToJsonString());
        ProofOptions options = new(DidKey.VerificationMethod(p256.PublicKey), Scenario.Signed);
        var signed = Scenario.Sign(Scenario.Badge());
        var withStatus = Scenario.Badge();
        withStatus["credentialStatus"] = new StatusListEntry("https://north.example/status/1", 7).ToJson();
        var jwt = JwtCredential.Sign(ours, p256, new());
        var sd = EcdsaSd2023.Sign(ours, p256, options, ["/name"]);
        return
        [
            signed,
            Scenario.Sign(withStatus),
            DataIntegrity.Sign(ours, p256, options with { Cryptosuite = "ecdsa-jcs-2019" }),
            DataIntegrity.AddProof(signed, p256, options with { Id = "urn:uuid:1" }),
            jwt,
            sd,
            EcdsaSd2023.Derive(sd, ["/credentialSubject"]),
            Bake(Pictures.Png, signed),
            Bake(Pictures.Png, jwt),
            Bake(Encoding.UTF8.GetBytes(Pictures.Svg), signed),
            Bake(Encoding.UTF8.GetBytes(Pictures.Svg), jwt),
            new Cairn.Credentials.Presentations.VerifiablePresentation { Credentials = [signed, jwt] }.ToJsonUtf8Bytes(),
            Cairn.Credentials.Jose.JwtPresentation.Sign(
                new Cairn.Credentials.Presentations.VerifiablePresentation
                {
                    Holder = Scenario.Did,
                    Credentials = [signed, jwt],
                }.ToJsonUtf8Bytes(),
                Scenario.Key,
                new(DidKey.VerificationMethod(Scenario.Key.PublicKey), Scenario.Signed)
            ),
            Encoding.UTF8.GetBytes(
                $$"""{"@context":"https://www.w3.org/ns/credentials/v2","type":"EnvelopedVerifiableCredential","id":"data:application/vc+jwt,{{Encoding.ASCII.GetString(jwt)}}"}"""
            ),
            Cairn.Credentials.Tests.Trust.Federation.Sign(Cairn.Credentials.Tests.Trust.Federation.OfTheSchool(), Scenario.Key),
            """[{"type":"dcc-legacy","name":"A","url":"https://a.example/"},{"type":"oidf","name":"B","trustAnchorEC":"https://b.example/"}]"""u8.ToArray(),
            """{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://a.example/1","badge":"https://a.example/b","issuedOn":"2026-03-01T00:00:00Z","recipient":{"type":"email","hashed":false,"identity":"a@b.c"},"verification":{"type":"HostedBadge"}}"""u8.ToArray(),
            Scenario.Sign(
                JsonNode
                    .Parse(
                        new StatusListCredential(
                            "https://north.example/status/1",
                            Scenario.Did,
                            Scenario.Signed,
                            "revocation",
                            new()
                        ).ToJsonUtf8Bytes()
                    )!
                    .AsObject()
            ),
        ];
    }

    static byte[] Bake(byte[] picture, byte[] credential) =>
        Cairn.Credentials.Baking.BakedImage.TryBake(picture, credential, out var baked, out _) ? baked : [];
}
