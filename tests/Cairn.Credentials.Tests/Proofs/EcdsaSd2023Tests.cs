using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Proofs.SelectiveDisclosure;
using Cairn.Credentials.Tests.Verification;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Tests.Proofs;

public sealed class EcdsaSd2023Tests
{
    static readonly SigningKey Key = SigningKey.Generate(KeyAlgorithm.P256, out _);
    static readonly string[] Mandatory = ["/id", "/name", "/credentialSubject/id", "/credentialSubject/achievement"];

    [Fact]
    public async Task The_holder_verifies_what_the_issuer_gave() =>
        Assert.Equal(Verdict.Pass, (await Scenario.VerifyAsync(Signed())).Verdict);

    [Fact]
    public async Task What_is_derived_verifies_and_shows_only_what_was_chosen()
    {
        var derived = EcdsaSd2023.Derive(Signed(), []);
        var shown = JsonNode.Parse(derived)!;

        Assert.Equal(Verdict.Pass, (await Scenario.VerifyAsync(derived)).Verdict);
        Assert.Null(shown["credentialSubject"]!["result"]);
        Assert.Equal("2027-03-01T00:00:00Z", (string)shown["validUntil"]!);
        Assert.NotNull(shown["credentialSubject"]!["achievement"]!["criteria"]);
    }

    [Theory]
    [InlineData("/credentialSubject/result")]
    [InlineData("/credentialSubject/result/0")]
    [InlineData("/credentialSubject/result/0/achievedLevel")]
    [InlineData("")]
    public async Task More_can_be_shown(string pointer)
    {
        var derived = EcdsaSd2023.Derive(Signed(), [pointer]);

        Assert.NotNull(JsonNode.Parse(derived)!["credentialSubject"]!["result"]![0]!["achievedLevel"]);
        Assert.Equal("proof.valid", (await Scenario.VerifyAsync(derived))[CheckNames.Proof].Code);
    }

    [Fact]
    public void The_same_choice_gives_the_same_bytes()
    {
        var signed = Signed();
        Assert.Equal(EcdsaSd2023.Derive(signed, ["/credentialSubject/result"]), EcdsaSd2023.Derive(signed, ["/credentialSubject/result"]));
    }

    // The proof's key is in the proof's value: after three bytes of header, one of CBOR, the signature with two before it, two
    // more and two that name P-256.
    [Theory]
    [InlineData("infinity", 0, 0, "proof.value")]
    [InlineData("uncompressed", 0, 4, "proof.value")]
    [InlineData("another curve", -2, 0x81, "proof.value")]
    [InlineData("an x of p or more", 1, 0xff, "proof.value")]
    [InlineData("the negated point", 0, -1, "proof.signature")]
    public async Task Fails_when_the_proofs_own_key_is_none(string what, int at, int value, string code)
    {
        const int key = 3 + 1 + 2 + 64 + 2 + 2;
        var changed = Scenario.Changed(
            Signed(),
            badge =>
            {
                var proof = badge.Proof();
                var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(((string)proof["proofValue"]!).AsSpan(1));
                bytes[key + at] = value < 0 ? (byte)(bytes[key] ^ 1) : (byte)value;
                if (value == 0xff)
                    bytes.AsSpan(key + 1, 32).Fill(0xff);
                proof["proofValue"] = Multibase.EncodeBase64Url(bytes);
            }
        );

        Assert.NotEmpty(what);
        await Scenario.FailsAsync(CheckNames.Proof, code, changed);
    }

    public static TheoryData<string> Tamperings { get; } = [.. Changes.Keys];

    static Dictionary<string, Action<JsonObject>> Changes =>
        new()
        {
            ["a member changed"] = badge => badge["name"] = "Another",
            ["a member added"] = badge => badge["description"] = "More",
            ["what is mandatory removed"] = badge => badge.Remove("validUntil"),
            ["a node removed"] = badge => badge["credentialSubject"]!["achievement"]!.AsObject().Remove("criteria"),
            ["a node doubled"] = badge => badge["credentialSubject"]!.AsObject()["result"] = new JsonArray(Result(badge), Result(badge)),
            ["dated anew"] = badge => badge.Proof()["created"] = "2026-03-02T12:00:00Z",
            ["another purpose"] = badge => badge.Proof()["proofPurpose"] = "authentication",
            ["a value of nothing"] = badge => badge.Proof()["proofValue"] = "u2V0B",
            ["a value cut short"] = badge => badge.Proof()["proofValue"] = ((string)badge.Proof()["proofValue"]!)[..^8],
            ["a base proof's header"] = badge => badge.Proof()["proofValue"] = "u2V0A" + ((string)badge.Proof()["proofValue"]!)[5..],
        };

    static JsonNode Result(JsonObject badge) => badge["credentialSubject"]!["result"]![0]!.DeepClone();

    [Theory]
    [MemberData(nameof(Tamperings))]
    public async Task Fails_when_what_is_shown_was_tampered_with(string change)
    {
        var derived = EcdsaSd2023.Derive(Signed(), ["/credentialSubject/result"]);
        var report = await Scenario.VerifyAsync(Scenario.Changed(derived, Changes[change]));

        Assert.Equal(Outcome.Fail, report[CheckNames.Proof].Outcome);
    }

    [Fact]
    public async Task Fails_when_the_indexes_or_labels_of_the_value_are_moved()
    {
        var derived = EcdsaSd2023.Derive(Signed(), ["/credentialSubject/result"]);
        var value = DerivedProofValue.Parse((string)JsonNode.Parse(derived)!.AsObject().Proof()["proofValue"]!)!;
        var (first, second) = (value.LabelMap.Keys.First(), value.LabelMap.Keys.Last());
        var swapped = value.LabelMap.ToDictionary(
            entry => entry.Key,
            entry =>
                entry.Key == first ? value.LabelMap[second]
                : entry.Key == second ? value.LabelMap[first]
                : entry.Value
        );
        DerivedProofValue[] others =
        [
            value with
            {
                MandatoryIndexes = [.. value.MandatoryIndexes.Skip(1)],
            },
            value with
            {
                MandatoryIndexes = [.. value.MandatoryIndexes, 5000],
            },
            value with
            {
                Signatures = [.. value.Signatures.Skip(1)],
            },
            value with
            {
                Signatures = [.. value.Signatures.Reverse()],
            },
            value with
            {
                LabelMap = swapped,
            },
            value with
            {
                LabelMap = value.LabelMap.Where(entry => entry.Key != first).ToDictionary(),
            },
            value with
            {
                PublicKey = [.. value.PublicKey.Reverse()],
            },
        ];

        foreach (var other in others)
        {
            var report = await Scenario.VerifyAsync(Scenario.Changed(derived, badge => badge.Proof()["proofValue"] = other.Serialize()));
            Assert.Equal(Outcome.Fail, report[CheckNames.Proof].Outcome);
        }
    }

    [Fact]
    public async Task Fails_when_two_nodes_were_given_one_label()
    {
        var derived = EcdsaSd2023.Derive(Signed(), ["/credentialSubject/result"]);
        var value = DerivedProofValue.Parse((string)JsonNode.Parse(derived)!.AsObject().Proof()["proofValue"]!)!;
        var one = value.LabelMap.Values.First();
        var merged = value with { LabelMap = value.LabelMap.ToDictionary(entry => entry.Key, _ => one) };

        await Scenario.FailsAsync(
            CheckNames.Proof,
            "proof.value",
            Scenario.Changed(derived, badge => badge.Proof()["proofValue"] = merged.Serialize())
        );
    }

    [Theory]
    [InlineData("/nothing", "sd.pointer")]
    [InlineData("/credentialSubject/result/1", "sd.pointer")]
    [InlineData("/credentialSubject/result/00", "sd.pointer")]
    [InlineData("/name/first", "sd.pointer")]
    [InlineData("name", "sd.pointer")]
    public void Refuses_pointers_to_nothing(string pointer, string code) =>
        Assert.Equal(code, Assert.Throws<SigningException>(() => EcdsaSd2023.Derive(Signed(), [pointer])).Failure.Code);

    [Fact]
    public void Refuses_part_of_an_ordered_list()
    {
        var badge = Scenario.Badge(DidKey.Create(Key.PublicKey));
        badge["credentialSubject"]!["achievement"]!["resultDescription"]![0]!["allowedValue"] = new JsonArray("1", "2", "3");
        var signed = Sign(badge, []);

        Assert.Equal(
            "sd.selection",
            Assert
                .Throws<SigningException>(() =>
                    EcdsaSd2023.Derive(signed, ["/credentialSubject/achievement/resultDescription/0/allowedValue/1"])
                )
                .Failure.Code
        );
        Assert.NotEmpty(EcdsaSd2023.Derive(signed, ["/credentialSubject/achievement/resultDescription/0/allowedValue"]));
    }

    [Fact]
    public async Task Ordered_lists_are_shown_whole()
    {
        var badge = Scenario.Badge(DidKey.Create(Key.PublicKey));
        badge["credentialSubject"]!["achievement"]!["resultDescription"]![0]!["allowedValue"] = new JsonArray("1", "2", "3");

        Assert.Equal(Verdict.Pass, (await Scenario.VerifyAsync(EcdsaSd2023.Derive(Sign(badge, Mandatory), []))).Verdict);
    }

    [Fact]
    public void Refuses_what_has_no_base_proof()
    {
        Assert.Equal(
            "sd.no-base-proof",
            Assert.Throws<SigningException>(() => EcdsaSd2023.Derive(Scenario.Sign(Scenario.Badge()), [])).Failure.Code
        );
        Assert.Equal(
            "sd.no-base-proof",
            Assert.Throws<SigningException>(() => EcdsaSd2023.Derive(EcdsaSd2023.Derive(Signed(), []), [])).Failure.Code
        );
        Assert.Throws<ArgumentException>(() => EcdsaSd2023.Sign("{}"u8.ToArray(), Scenario.Key, Options(Scenario.Key), []));
    }

    static byte[] Signed() => Sign(Scenario.Badge(DidKey.Create(Key.PublicKey)), Mandatory);

    static byte[] Sign(JsonObject badge, IReadOnlyList<string> mandatory) =>
        EcdsaSd2023.Sign(Encoding.UTF8.GetBytes(badge.ToJsonString()), Key, Options(Key), mandatory);

    static ProofOptions Options(SigningKey key) => new(DidKey.VerificationMethod(key.PublicKey), Scenario.Signed);
}
