using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

public sealed class ProofCheckTests
{
    const string Name = CheckNames.Proof;
    const string OwnContext = "https://example.org/context";

    [Fact]
    public Task Passes() => PassesAsync(Name, "proof.valid", Sign(Badge()));

    [Fact]
    public Task Fails_when_a_word_was_changed() =>
        FailsAsync(Name, "proof.signature", Changed(Sign(Badge()), badge => badge["name"] = "Another"));

    [Fact]
    public Task Fails_when_a_member_was_added() =>
        FailsAsync(Name, "proof.signature", Changed(Sign(Badge()), badge => badge["description"] = "More"));

    [Fact]
    public Task Fails_when_a_member_was_taken_away() =>
        FailsAsync(Name, "proof.signature", Changed(Sign(Badge()), badge => badge.Remove("validUntil")));

    [Fact]
    public Task Fails_when_nobody_signed() => FailsAsync(Name, "proof.missing", Changed(Sign(Badge()), badge => badge.Remove("proof")));

    [Fact]
    public Task Fails_when_there_are_no_proofs_in_the_array() =>
        FailsAsync(Name, "proof.missing", Changed(Sign(Badge()), badge => badge["proof"] = new JsonArray()));

    [Fact]
    public Task Fails_when_the_proof_is_a_text() =>
        FailsAsync(Name, "proof.malformed", Changed(Sign(Badge()), badge => badge["proof"] = "trust me"));

    [Fact]
    public Task Fails_when_the_purpose_is_another_one() =>
        FailsAsync(Name, "proof.purpose", Changed(Sign(Badge()), badge => badge.Proof()["proofPurpose"] = "authentication"));

    [Fact]
    public Task Fails_when_the_proof_was_dated_anew() =>
        FailsAsync(Name, "proof.signature", Changed(Sign(Badge()), badge => badge.Proof()["created"] = "2026-03-02T12:00:00Z"));

    [Theory]
    [InlineData("type", "Ed25519Signature2020", "proof.canonicalization")]
    [InlineData("cryptosuite", "ecdsa-rdfc-2019", "proof.key-kind")]
    [InlineData("previousProof", "urn:uuid:1", "proof.previous-missing")]
    public Task Fails_when_it_calls_itself_another_kind(string member, string value, string code) =>
        FailsAsync(Name, code, Changed(Sign(Badge()), badge => badge.Proof()[member] = value));

    [Fact]
    public Task Fails_when_the_date_is_none() =>
        FailsAsync(Name, "proof.created", Changed(Sign(Badge()), badge => badge.Proof()["created"] = "yesterday"));

    [Fact]
    public Task Passes_when_the_signers_clock_is_a_little_ahead() =>
        PassesAsync(Name, "proof.valid", Sign(Badge(), created: Now.AddMinutes(5)));

    [Fact]
    public Task Fails_when_the_proof_is_from_the_future() =>
        FailsAsync(Name, "proof.future", Sign(Badge(), created: Now.AddMinutes(5).AddSeconds(1)));

    [Fact]
    public Task Fails_when_the_proof_has_expired() =>
        FailsAsync(Name, "proof.expired", Changed(Sign(Badge()), badge => badge.Proof()["expires"] = "2026-04-01T00:00:00Z"));

    [Fact]
    public Task Fails_when_no_key_is_named() =>
        FailsAsync(Name, "proof.member-missing", Changed(Sign(Badge()), badge => badge.Proof().Remove("verificationMethod")));

    [Fact]
    public Task Fails_when_the_value_is_no_signature() =>
        FailsAsync(Name, "proof.value", Changed(Sign(Badge()), badge => badge.Proof()["proofValue"] = "z123"));

    [Fact]
    public Task Fails_when_the_key_is_none() =>
        FailsAsync(Name, "key.did-malformed", Changed(Sign(Badge()), badge => badge.Proof()["verificationMethod"] = "did:key:z6Mk#z6Mk"));

    [Fact]
    public Task Fails_when_a_second_proof_is_bad() =>
        FailsAsync(
            Name,
            "proof.signature",
            Changed(
                Sign(Badge()),
                badge =>
                {
                    var second = badge.Proof().DeepClone().AsObject();
                    second["created"] = "2026-03-03T00:00:00Z";
                    badge["proof"]!.AsArray().Add(second);
                }
            )
        );

    [Fact]
    public Task Fails_when_there_are_too_many_proofs() =>
        FailsAsync(
            Name,
            "proof.too-many",
            Changed(
                Sign(Badge()),
                badge =>
                {
                    for (var i = 0; i < 8; i++)
                        badge["proof"]!.AsArray().Add(badge.Proof().DeepClone());
                }
            )
        );

    [Fact]
    public Task Passes_when_a_good_proof_stands_beside_one_of_another_kind() =>
        PassesAsync(
            Name,
            "proof.valid",
            Changed(
                Sign(Badge()),
                badge =>
                    badge["proof"]!
                        .AsArray()
                        .Add(JsonNode.Parse("""{"type":"DataIntegrityProof","cryptosuite":"bbs-2023","proofValue":"u2V0"}"""))
            )
        );

    [Theory]
    [InlineData("type", "Ed25519Signature2018")]
    [InlineData("cryptosuite", "bbs-2023")]
    public Task Is_undecided_when_the_proof_is_of_another_kind(string member, string value) =>
        IsUndecidedAsync(Name, "proof.unsupported", Changed(Sign(Badge()), badge => badge.Proof()[member] = value));

    [Fact]
    public Task Is_undecided_when_the_key_is_of_another_algorithm() =>
        IsUndecidedAsync(
            Name,
            "key.unsupported",
            Changed(
                Sign(Badge()),
                badge =>
                    badge.Proof()["verificationMethod"] =
                        "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme#zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme"
            )
        );

    [Fact]
    public Task Is_undecided_when_the_did_method_is_unknown() =>
        IsUndecidedAsync(
            Name,
            "key.method-unsupported",
            Changed(Sign(Badge()), badge => badge.Proof()["verificationMethod"] = "did:example:1#key")
        );

    [Fact]
    public Task Fails_when_a_term_means_nothing() =>
        FailsAsync(Name, "proof.canonicalization", Changed(Sign(Badge()), badge => badge["nickname"] = "nobody signed this"));

    [Fact]
    public Task Fails_when_a_context_redefines_what_is_protected() =>
        FailsAsync(
            Name,
            "proof.canonicalization",
            Changed(
                Sign(Badge()),
                badge => badge["@context"]!.AsArray().Add(JsonNode.Parse("""{"VerifiableCredential":"https://evil.example/credential"}"""))
            )
        );

    [Fact]
    public Task Is_undecided_when_a_context_is_not_at_hand_and_nothing_is_fetched() =>
        IsUndecidedAsync(Name, "proof.context-offline", WithOwnContext());

    [Fact]
    public Task Is_undecided_when_a_context_cannot_be_fetched() =>
        IsUndecidedAsync(Name, "proof.context-unavailable", WithOwnContext(), new() { Loader = new Library() });

    [Fact]
    public async Task Passes_with_a_context_that_is_fetched()
    {
        var library = new Library().With(OwnContext, """{"@context":{"nickname":"https://example.org/terms#nickname"}}"""u8.ToArray());

        await PassesAsync(Name, "proof.valid", WithOwnContext(), new() { Loader = library });
        Assert.Equal([OwnContext], library.Asked);
    }

    [Fact]
    public Task Fails_when_the_fetched_context_gives_the_words_another_meaning() =>
        FailsAsync(
            Name,
            "proof.signature",
            WithOwnContext(),
            new()
            {
                Loader = new Library().With(OwnContext, """{"@context":{"nickname":"https://example.org/terms#surname"}}"""u8.ToArray()),
            }
        );

    [Fact]
    public async Task A_fetched_context_never_replaces_a_pinned_one()
    {
        Library library = new();
        await PassesAsync(Name, "proof.valid", Sign(Badge()), new() { Loader = library });
        Assert.Empty(library.Asked);
    }

    static byte[] WithOwnContext()
    {
        var badge = Badge();
        badge["@context"]!.AsArray().Add(OwnContext);
        badge["nickname"] = "Planner";
        Cairn.Credentials.Contexts.FetchedContexts contexts = new(Cairn.Credentials.Contexts.PinnedContexts.Instance);
        contexts.Add(
            Cairn.Credentials.Contexts.ContextDocument.Parse(
                OwnContext,
                """{"@context":{"nickname":"https://example.org/terms#nickname"}}"""u8
            )
        );
        return Cairn.Credentials.Proofs.DataIntegrity.Sign(
            Encoding.UTF8.GetBytes(badge.ToJsonString()),
            Key,
            new(DidKey.VerificationMethod(Key.PublicKey), Signed),
            contexts
        );
    }
}
