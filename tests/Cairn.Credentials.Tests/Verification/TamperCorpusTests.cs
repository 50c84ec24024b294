using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Baking;
using Cairn.Credentials.Jose;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Tests.Baking;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

/// <summary>
/// The attacks of SECURITY.md on every format that a credential comes in: each is refused, with the code that says why. A format's attack
/// is made on the credential's JSON, which is then put back into its wrapping.
/// </summary>
public sealed class TamperCorpusTests
{
    static readonly SigningKey P256 = SigningKey.Generate(KeyAlgorithm.P256, out _);

    static Dictionary<string, Action<JsonObject>> Attacks =>
        new()
        {
            ["a word changed"] = badge => badge["name"] = "Doctor of everything",
            ["another subject"] = badge => badge["credentialSubject"]!["id"] = "did:example:thief",
            ["another issuer"] = badge => badge["issuer"]!["id"] = DidKey.Create(OtherKey.PublicKey),
            ["its end taken away"] = badge => badge.Remove("validUntil"),
            ["its end put off"] = badge => badge["validUntil"] = "2099-01-01T00:00:00Z",
            ["an undefined term"] = badge => badge["grade"] = "A",
            ["a context that redefines what is protected"] = badge =>
                badge["@context"]!.AsArray().Add(JsonNode.Parse("""{"name":"https://evil.example/name"}""")),
            ["a context put in the place of another"] = badge =>
                badge["@context"]![1] = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
            ["a level raised"] = badge =>
                badge["credentialSubject"]!["result"]![0]!["achievedLevel"] = "urn:uuid:018f3c7e-0000-7000-8000-0000000000aa",
            ["an end hidden as a full IRI"] = badge =>
            {
                badge["https://www.w3.org/2018/credentials#validUntil"] = new JsonObject
                {
                    ["@value"] = "2026-01-01T00:00:00Z",
                    ["@type"] = "http://www.w3.org/2001/XMLSchema#dateTime",
                };
                badge.Remove("validUntil");
            },
            ["a letter that looks the same"] = badge => badge["name"] = "Pl\u0430n an investigation",
            ["a letter written as two"] = badge => badge["credentialSubject"]!["achievement"]!["name"] = "Pla\u0301n an investigation",
        };

    public static TheoryData<string, string> All { get; } = Every();

    [Theory]
    [MemberData(nameof(All))]
    public async Task Is_refused(string format, string attack)
    {
        var report = await VerifyAsync(Tampered(format, Attacks[attack]));

        Assert.Equal(Verdict.Fail, report.Verdict);
        Assert.Contains(
            report[CheckNames.Proof].Code,
            (string[])
                ["proof.signature", "proof.canonicalization", "proof.value", "proof.jwt-claim", "proof.hidden-member", "proof.context"]
        );
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Passes_untouched(string format) =>
        Assert.Equal(Verdict.Pass, (await VerifyAsync(Tampered(format, _ => { }))).Verdict);

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Stripped_of_its_signature_it_is_refused(string format)
    {
        var bare = Tampered(format, badge => badge.Remove("proof"), strip: true);
        var report = await VerifyAsync(bare);

        Assert.Equal(Verdict.Fail, report.Verdict);
    }

    public static TheoryData<string> Formats { get; } =
    ["eddsa-rdfc", "eddsa-jcs", "ecdsa-rdfc", "ecdsa-jcs", "ecdsa-sd derived", "jwt", "vc+jwt", "png", "svg", "png with jwt"];

    static byte[] Tampered(string format, Action<JsonObject> attack, bool strip = false)
    {
        var isEd = format is "eddsa-rdfc" or "eddsa-jcs" or "png" or "svg";
        var key = isEd ? Key : P256;
        var unsigned = Encoding.UTF8.GetBytes(Badge(DidKey.Create(key.PublicKey)).ToJsonString());
        ProofOptions options = new(DidKey.VerificationMethod(key.PublicKey), Signed);
        return format switch
        {
            "eddsa-jcs" or "ecdsa-jcs" => Changed(
                DataIntegrity.Sign(unsigned, key, options with { Cryptosuite = isEd ? "eddsa-jcs-2022" : "ecdsa-jcs-2019" }),
                attack
            ),
            "ecdsa-sd derived" => Changed(EcdsaSd2023.Derive(EcdsaSd2023.Sign(unsigned, key, options, ["/issuer"]), [""]), attack),
            "jwt" => Reworded(JwtCredential.Sign(unsigned, key, new()), attack, strip),
            "vc+jwt" => Reworded(JwtCredential.Sign(unsigned, key, new() { Form = JwtForm.VcJose }), attack, strip),
            "png" => Baked(Pictures.Png, Changed(DataIntegrity.Sign(unsigned, key, options), attack)),
            "svg" => Baked(Encoding.UTF8.GetBytes(Pictures.Svg), Changed(DataIntegrity.Sign(unsigned, key, options), attack)),
            "png with jwt" => Baked(Pictures.Png, Reworded(JwtCredential.Sign(unsigned, key, new()), attack, strip)),
            _ => Changed(DataIntegrity.Sign(unsigned, key, options), attack),
        };
    }

    static byte[] Baked(byte[] picture, byte[] credential)
    {
        Assert.True(BakedImage.TryBake(picture, credential, out var baked, out _));
        return baked;
    }

    // The payload is another, the signature the old one; or, stripped, none under "none".
    static byte[] Reworded(byte[] jwt, Action<JsonObject> attack, bool strip)
    {
        var parts = Encoding.ASCII.GetString(jwt).Split('.');
        var payload = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject();
        attack(payload);
        var header = strip ? Base64Url.EncodeToString("""{"alg":"none","typ":"JWT"}"""u8) : parts[0];
        var text = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload.ToJsonString()));
        return Encoding.ASCII.GetBytes(
            strip ? $"{header}.{text}.AA"
            : payload.ToJsonString() == Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])) ? Encoding.ASCII.GetString(jwt)
            : $"{header}.{text}.{parts[2]}"
        );
    }

    static TheoryData<string, string> Every()
    {
        TheoryData<string, string> rows = [];
        foreach (
            var format in (string[])
                ["eddsa-rdfc", "eddsa-jcs", "ecdsa-rdfc", "ecdsa-jcs", "ecdsa-sd derived", "jwt", "vc+jwt", "png", "svg", "png with jwt"]
        )
        foreach (var attack in Attacks.Keys)
            rows.Add(format, attack);
        return rows;
    }
}
