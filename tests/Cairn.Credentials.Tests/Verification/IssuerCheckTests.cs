using System.Text.Json.Nodes;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

public sealed class IssuerCheckTests
{
    const string Name = CheckNames.Issuer;
    const string KeyName = CheckNames.IssuerKey;
    const string School = "did:web:north.example";
    const string Address = "https://north.example/.well-known/did.json";
    const string Method = School + "#2026";
    const string Profile = "https://north.example/issuers/1";
    static readonly string ProfileMethod = $"{Profile}#{Key.PublicKey.ToMultikey()}";

    [Fact]
    public Task Passes_for_a_did_key() => PassesAsync(Name, "issuer.key-confirmed", Sign(Badge()));

    [Fact]
    public Task Passes_for_a_did_web() => PassesAsync(Name, "issuer.key-confirmed", SchoolBadge(), Online(Document()));

    [Fact]
    public Task Fails_when_somebody_else_signed() => FailsAsync(Name, "issuer.key-of-another", Sign(Badge(), OtherKey));

    [Fact]
    public Task Fails_when_a_did_key_signs_for_a_did_web() =>
        FailsAsync(Name, "issuer.key-of-another", Sign(Badge(School), Key), Online(Document()));

    [Fact]
    public async Task Is_undecided_offline_and_says_nothing_of_the_signature()
    {
        await IsUndecidedAsync(KeyName, "key.offline", SchoolBadge());
        await IsUndecidedAsync(CheckNames.Proof, "key.offline", SchoolBadge());
    }

    [Fact]
    public Task Is_undecided_when_the_document_cannot_be_fetched() =>
        IsUndecidedAsync(KeyName, "key.unreachable", SchoolBadge(), new() { Loader = new Library() });

    [Fact]
    public Task Is_undecided_when_the_document_cannot_be_read() =>
        IsUndecidedAsync(
            KeyName,
            "key.document-unreadable",
            SchoolBadge(),
            new() { Loader = new Library().With(Address, "<html>"u8.ToArray()) }
        );

    [Fact]
    public Task Fails_when_the_document_is_about_another() =>
        Changes("key.document-of-another", document => document["id"] = "did:web:south.example");

    [Fact]
    public Task Fails_when_the_key_is_not_listed() =>
        Changes("key.not-listed", document => document["verificationMethod"]![0]!["id"] = School + "#2025");

    // A DID alone names the key where it has only one: what is a key itself, or a document that lists one.
    [Theory]
    [InlineData(KeyAlgorithm.Ed25519)]
    [InlineData(KeyAlgorithm.P256)]
    [InlineData(KeyAlgorithm.P384)]
    public async Task Passes_when_the_proof_names_a_did_that_is_its_only_key(KeyAlgorithm algorithm)
    {
        using var key = SigningKey.Generate(algorithm, out _);
        foreach (var did in (string[])[DidKey.Create(key.PublicKey), DidJwk.Create(key.PublicKey)])
            await PassesAsync(KeyName, "issuer.key-in-force", Sign(Badge(did), key, method: did));
    }

    [Fact]
    public async Task A_did_alone_names_the_only_key_of_its_document()
    {
        var signed = Sign(Badge(School), Key, method: School);
        var two = Document();
        two["verificationMethod"]!
            .AsArray()
            .Add(
                new JsonObject
                {
                    ["id"] = "#2",
                    ["type"] = "Multikey",
                    ["controller"] = School,
                    ["publicKeyMultibase"] = OtherKey.PublicKey.ToMultikey(),
                }
            );

        await PassesAsync(KeyName, "issuer.key-in-force", signed, Online(Document()));
        await FailsAsync(KeyName, "key.no-fragment", signed, Online(two));
        await IsUndecidedAsync(KeyName, "key.offline", signed);
        await FailsAsync(CheckNames.Proof, "proof.signature", Sign(Badge(), OtherKey, method: Did));
        await FailsAsync(CheckNames.Issuer, "issuer.key-of-another", Sign(Badge(), OtherKey, method: DidKey.Create(OtherKey.PublicKey)));
        await FailsAsync(CheckNames.Proof, "key.did-malformed", Sign(Badge(), method: "did:key:zzz"));
        // secp256k1
        await IsUndecidedAsync(
            CheckNames.Proof,
            "key.unsupported",
            Sign(Badge(), method: "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme")
        );
        await IsUndecidedAsync(CheckNames.Proof, "key.method-unsupported", Sign(Badge(), method: "did:example:north"));
    }

    [Fact]
    public Task Fails_when_the_key_is_for_other_purposes() =>
        Changes("issuer.key-not-authorized", document => document["assertionMethod"] = new JsonArray());

    [Fact]
    public Task Fails_when_the_key_is_a_strangers() =>
        Changes("issuer.key-of-another", document => document["verificationMethod"]![0]!["controller"] = "did:web:south.example", Name);

    [Theory]
    [InlineData("expires", "2026-03-01T12:00:00Z", "issuer.key-expired")]
    [InlineData("revoked", "2026-02-01T00:00:00Z", "issuer.key-revoked")]
    [InlineData("https://www.w3.org/2018/credentials#validFrom", "2026-03-01T12:05:01Z", "issuer.key-not-yet")]
    public Task Fails_when_the_key_was_not_in_force(string member, string date, string code) =>
        Changes(code, document => document["verificationMethod"]![0]![member] = date);

    [Fact]
    public async Task A_key_that_may_not_sign_is_still_its_owners()
    {
        var document = Document();
        document["verificationMethod"]![0]!["expires"] = "2026-03-01T12:00:00Z";

        var report = await VerifyAsync(SchoolBadge(), Online(document));

        Assert.Equal((Outcome.Fail, Outcome.Pass), (report[KeyName].Outcome, report[Name].Outcome));
        Assert.Equal(Verdict.Fail, report.Verdict);
    }

    [Fact]
    public async Task The_key_of_one_proof_and_the_owner_of_another_are_no_pass()
    {
        // The issuer's key was retired before it signed; a stranger's is in force.
        var document = Document();
        document["verificationMethod"]![0]!["expires"] = "2026-03-01T12:00:00Z";
        var both = DataIntegrity.AddProof(SchoolBadge(), OtherKey, new(DidKey.VerificationMethod(OtherKey.PublicKey), Signed));

        var report = await VerifyAsync(both, Online(document));

        Assert.Equal(Verdict.Fail, report.Verdict);
        Assert.False(report[KeyName].Outcome == Outcome.Pass && report[Name].Outcome == Outcome.Pass);
    }

    [Fact]
    public async Task Offline_there_is_nothing_to_compare_with_the_issuer()
    {
        var report = await VerifyAsync(SchoolBadge());

        Assert.Equal((Outcome.NotPerformed, "issuer.no-document"), (report[Name].Outcome, report[Name].Code));
    }

    [Fact]
    public Task Passes_when_the_key_was_retired_after_the_signature()
    {
        var document = Document();
        document["verificationMethod"]![0]!["expires"] = "2026-03-01T12:00:01Z";
        return PassesAsync(Name, "issuer.key-confirmed", SchoolBadge(), Online(document));
    }

    [Fact]
    public async Task After_a_compromise_only_evidence_of_time_tells_the_issuer_from_the_thief()
    {
        var document = Document();
        document["verificationMethod"]![0]!["revoked"] = "2026-04-01T00:00:00Z";

        await IsUndecidedAsync(KeyName, "issuer.key-compromised", SchoolBadge(), Online(document));
        await IsUndecidedAsync(
            KeyName,
            "issuer.key-compromised",
            SchoolBadge(),
            Online(document) with
            {
                ExistedAt = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero),
            }
        );
        await PassesAsync(
            Name,
            "issuer.key-confirmed",
            SchoolBadge(),
            Online(document) with
            {
                ExistedAt = new(2026, 3, 31, 0, 0, 0, TimeSpan.Zero),
            }
        );
        // Judged as of an instant at which nobody had the key but the issuer.
        await PassesAsync(Name, "issuer.key-confirmed", SchoolBadge(), Online(document), at: new(2026, 3, 15, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public Task Is_undecided_when_a_stranger_claims_that_the_issuer_holds_its_key()
    {
        // The badge names North as its issuer; East publishes a key and says that it is North's.
        const string east = "did:web:east.example";
        var document = JsonNode.Parse(Document().ToJsonString().Replace(School, east, StringComparison.Ordinal))!;
        document["verificationMethod"]![0]!["controller"] = School;
        var options = new VerifierOptions { Loader = new Library().With("https://east.example/.well-known/did.json", document) };

        return IsUndecidedAsync(Name, "issuer.key-not-confirmed", Sign(Badge(School), Key, east + "#2026"), options);
    }

    [Fact]
    public Task Passes_for_an_https_issuer_that_lists_its_key() =>
        PassesAsync(
            Name,
            "issuer.key-confirmed",
            Sign(Badge(Profile), Key, ProfileMethod),
            new()
            {
                Loader = new Library().With(
                    Profile,
                    JsonNode.Parse(
                        Document()
                            .ToJsonString()
                            .Replace(Method, ProfileMethod, StringComparison.Ordinal)
                            .Replace(School, Profile, StringComparison.Ordinal)
                    )!
                ),
            }
        );

    [Fact]
    public async Task Is_undecided_for_an_https_issuer_offline_though_the_signature_is_genuine()
    {
        var signed = Sign(Badge(Profile), Key, ProfileMethod);

        await IsUndecidedAsync(KeyName, "key.offline", signed);
        Assert.Equal("proof.valid", (await VerifyAsync(signed))[CheckNames.Proof].Code);
    }

    [Fact]
    public Task Is_undecided_when_an_https_issuer_publishes_a_profile_without_keys() =>
        IsUndecidedAsync(
            KeyName,
            "key.none-published",
            Sign(Badge(Profile), Key, ProfileMethod),
            new() { Loader = new Library().With(Profile, new JsonObject { ["id"] = Profile, ["type"] = "Profile" }) }
        );

    [Fact]
    public Task Fails_when_no_issuer_is_named() =>
        FailsAsync(Name, "issuer.missing", Changed(Sign(Badge()), badge => badge.Remove("issuer")));

    [Fact]
    public async Task Is_not_performed_when_the_signature_is_bad()
    {
        var report = await VerifyAsync(Changed(Sign(Badge()), badge => badge["name"] = "x"));

        Assert.Equal((Outcome.NotPerformed, "issuer.no-proof"), (report[Name].Outcome, report[Name].Code));
    }

    static Task Changes(string code, Action<JsonObject> change, string check = KeyName)
    {
        var document = Document();
        change(document);
        return FailsAsync(check, code, SchoolBadge(), Online(document));
    }

    static byte[] SchoolBadge() => Sign(Badge(School), Key, Method);

    static VerifierOptions Online(JsonObject document) => new() { Loader = new Library().With(Address, document) };

    static JsonObject Document() =>
        JsonNode
            .Parse(
                $$"""
                {
                  "id": "{{School}}",
                  "verificationMethod": [{"id": "{{Method}}", "type": "Multikey", "controller": "{{School}}", "publicKeyMultibase": "{{Key.PublicKey.ToMultikey()}}"}],
                  "assertionMethod": ["{{Method}}"]
                }
                """
            )!
            .AsObject();
}
