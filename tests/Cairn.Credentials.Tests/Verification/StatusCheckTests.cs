using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Status;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

public sealed class StatusCheckTests
{
    const string Name = CheckNames.Status;
    const string Address = "https://north.example/status/1";
    const int Index = 94567;

    [Fact]
    public Task Passes_when_the_bit_is_clear() => PassesAsync(Name, "status.clear", StatusBadge(), Online(List(set: false)));

    [Theory]
    [InlineData("revocation", "status.revoked")]
    [InlineData("suspension", "status.suspended")]
    public Task Fails_when_the_bit_is_set(string purpose, string code) =>
        FailsAsync(Name, code, StatusBadge(purpose), Online(List(set: true, purpose)));

    [Fact]
    public Task Fails_when_the_bit_is_set_in_a_list_that_is_handed_in() =>
        FailsAsync(Name, "status.revoked", StatusBadge(), new() { StatusLists = [Sign(List(set: true))] });

    [Fact]
    public Task Passes_with_a_list_that_is_handed_in() =>
        PassesAsync(Name, "status.clear", StatusBadge(), new() { StatusLists = [Sign(List(set: false))] });

    [Fact]
    public Task Is_undecided_offline() => IsUndecidedAsync(Name, "status.offline", StatusBadge());

    [Fact]
    public Task Is_undecided_when_the_list_cannot_be_fetched() =>
        IsUndecidedAsync(Name, "status.unreachable", StatusBadge(), new() { Loader = new Library() });

    [Fact]
    public Task Is_undecided_when_the_list_is_no_json() =>
        IsUndecidedAsync(Name, "status.list-unreadable", StatusBadge(), new() { Loader = new Library().With(Address, "gone"u8.ToArray()) });

    [Fact]
    public Task Is_undecided_when_the_list_was_changed() =>
        IsUndecidedAsync(
            Name,
            "status.list-unproven",
            StatusBadge(),
            Online(Changed(Sign(List(set: true)), list => list["credentialSubject"]!["encodedList"] = new StatusList().Encode()))
        );

    [Fact]
    public Task Is_undecided_when_the_list_is_not_signed() =>
        IsUndecidedAsync(Name, "status.list-unproven", StatusBadge(), Online(Encoding.UTF8.GetBytes(List(set: false).ToJsonString())));

    [Fact]
    public Task Is_undecided_when_somebody_else_signed_the_list() =>
        IsUndecidedAsync(Name, "status.list-unproven", StatusBadge(), Online(Sign(List(set: true), OtherKey)));

    [Fact]
    public Task Is_undecided_when_the_list_is_somebody_elses()
    {
        var list = List(set: true);
        list["issuer"] = Cairn.Credentials.Keys.DidKey.Create(OtherKey.PublicKey);
        return IsUndecidedAsync(Name, "status.list-of-another", StatusBadge(), Online(Sign(list, OtherKey)));
    }

    [Fact]
    public Task Passes_when_the_list_is_of_somebody_whom_the_verifier_trusts()
    {
        var keeper = Cairn.Credentials.Keys.DidKey.Create(OtherKey.PublicKey);
        var list = List(set: false);
        list["issuer"] = keeper;
        return PassesAsync(Name, "status.clear", StatusBadge(), Online(Sign(list, OtherKey)) with { Trust = new(new[] { keeper, Did }) });
    }

    [Fact]
    public Task Is_undecided_when_the_list_of_somebody_trusted_is_handed_in()
    {
        var keeper = Cairn.Credentials.Keys.DidKey.Create(OtherKey.PublicKey);
        var list = List(set: false);
        list["issuer"] = keeper;
        return IsUndecidedAsync(
            Name,
            "status.list-of-another",
            StatusBadge(),
            new() { StatusLists = [Sign(list, OtherKey)], Trust = new(new[] { keeper, Did }) }
        );
    }

    [Fact]
    public async Task Each_of_several_statuses_is_told_by_itself()
    {
        var report = await VerifyAsync(SeveralStatuses(), Several(suspended: false));

        Assert.Equal(
            [(0, "status.clear"), (1, "status.clear"), (2, "status.clear")],
            report.Checks.Where(check => check.Name == Name).Select(check => (check.Item, check.Code))
        );
        Assert.Equal(Verdict.Pass, report.Verdict);
    }

    [Fact]
    public async Task Fails_when_one_of_several_statuses_is_set()
    {
        await FailsAsync(Name, "status.suspended", SeveralStatuses(), Several(suspended: true));
        var report = await VerifyAsync(SeveralStatuses(), Several(suspended: true));
        Assert.Equal(
            [(0, "status.suspended"), (1, "status.clear"), (2, "status.suspended")],
            report.Checks.Where(check => check.Name == Name).Select(check => (check.Item, check.Code))
        );
    }

    [Theory]
    [InlineData(0, "status.message", "pending")]
    [InlineData(2, "status.message", "rejected")]
    public async Task A_message_of_two_bits_is_told_and_invalidates_nothing(int value, string code, string message)
    {
        var (badge, online) = Messages(value);
        var report = await VerifyAsync(Sign(badge), online);

        Assert.Equal((Outcome.Pass, code, Verdict.Pass), (report[Name].Outcome, report[Name].Code, report.Verdict));
        Assert.Equal(["message", message], report[Name].Arguments);
    }

    [Fact]
    public Task Where_a_message_is_explained_is_told()
    {
        var (badge, online) = Messages(2);
        badge["credentialStatus"]!["statusReference"] = "https://north.example/meaning";
        return PassesAsync(Name, "status.message-explained", Sign(badge), online);
    }

    [Fact]
    public Task Fails_when_a_message_is_missing()
    {
        var (badge, online) = Messages(2);
        badge["credentialStatus"]!["statusMessage"]!.AsArray().RemoveAt(0);
        return FailsAsync(Name, "status.malformed", Sign(badge), online);
    }

    [Fact]
    public Task Is_undecided_when_a_status_is_wider_than_can_be_read()
    {
        var (badge, online) = Messages(2);
        badge["credentialStatus"]!["statusSize"] = 12;
        return IsUndecidedAsync(Name, "status.unsupported", Sign(badge), online);
    }

    [Theory]
    [InlineData("refresh", "status.refresh", Outcome.Pass)]
    [InlineData("graduation", "status.purpose-unknown", Outcome.NotDeterminable)]
    public async Task Other_purposes_are_told_apart(string purpose, string code, Outcome outcome)
    {
        var report = await VerifyAsync(StatusBadge(purpose), Online(List(set: true, purpose)));
        Assert.Equal((outcome, code), (report[Name].Outcome, report[Name].Code));
    }

    [Fact]
    public async Task A_list_that_is_handed_in_is_fetched_anew_when_its_time_to_live_is_over()
    {
        var old = List(set: false);
        old["credentialSubject"]!["ttl"] = 300_000;
        VerifierOptions options = new() { StatusLists = [Sign(old)] };

        await FailsAsync(
            Name,
            "status.revoked",
            StatusBadge(),
            options with
            {
                Loader = new Library().With(Address, Sign(List(set: true))),
            }
        );
    }

    [Fact]
    public async Task Fails_when_the_list_is_older_than_its_time_to_live_and_nothing_newer_is_to_be_had()
    {
        var old = List(set: false);
        old["credentialSubject"]!["ttl"] = 300_000;
        VerifierOptions options = new() { StatusLists = [Sign(old)] };

        await IsUndecidedAsync(Name, "status.list-stale", StatusBadge(), options with { Loader = new Library() });
        await IsUndecidedAsync(Name, "status.list-stale", StatusBadge(), options);
        // What was revoked stays so.
        old = List(set: true);
        old["credentialSubject"]!["ttl"] = 300_000;
        await FailsAsync(Name, "status.revoked", StatusBadge(), new() { StatusLists = [Sign(old)] });
    }

    [Fact]
    public async Task Fails_when_the_list_was_saved_longer_ago_than_its_time_to_live()
    {
        var list = List(set: false);
        list["credentialSubject"]!["ttl"] = 300_000;
        var library = new Library().With(Address, Sign(list));

        await PassesAsync(Name, "status.clear", StatusBadge(), new() { Loader = library });
        await PassesAsync(Name, "status.clear", StatusBadge(), new() { Loader = new Kept(library, Now.AddMinutes(-5)) });
        await IsUndecidedAsync(Name, "status.list-stale", StatusBadge(), new() { Loader = new Kept(library, Now.AddMinutes(-6)) });
    }

    sealed class Kept(Library library, DateTimeOffset since) : IDocumentLoader
    {
        public async ValueTask<LoadedDocument> LoadAsync(Uri url, CancellationToken cancellationToken) =>
            await library.LoadAsync(url, cancellationToken) with
            {
                KeptSince = since,
            };
    }

    [Fact]
    public async Task A_list_that_is_handed_in_is_not_fetched_within_its_time_to_live()
    {
        var young = List(set: false);
        young["credentialSubject"]!["ttl"] = 300_000;
        young["validFrom"] = "2026-04-30T23:55:00Z";
        Library library = new();

        await PassesAsync(Name, "status.clear", StatusBadge(), new() { StatusLists = [Sign(young)], Loader = library });
        Assert.Empty(library.Asked);
    }

    [Fact]
    public Task Is_undecided_when_the_list_has_expired()
    {
        var list = List(set: false);
        list["validUntil"] = "2026-04-01T00:00:00Z";
        return IsUndecidedAsync(Name, "status.list-unproven", StatusBadge(), Online(list));
    }

    [Fact]
    public Task Fails_when_the_list_is_for_another_purpose() =>
        FailsAsync(Name, "status.malformed", StatusBadge(), Online(List(set: false, "suspension")));

    [Fact]
    public Task Fails_when_the_index_is_beyond_the_list() =>
        FailsAsync(Name, "status.malformed", StatusBadge(index: 131_072), Online(List(set: false)));

    [Fact]
    public Task Fails_when_the_list_is_too_short()
    {
        var list = List(set: false);
        list["credentialSubject"]!["encodedList"] = Cairn.Credentials.Keys.Multibase.EncodeBase64Url(Gzip(new byte[100]));
        return FailsAsync(Name, "status.malformed", StatusBadge(), Online(list));
    }

    [Fact]
    public Task Is_undecided_when_the_kind_of_status_is_unknown()
    {
        var badge = Badge();
        badge["credentialStatus"] = JsonNode.Parse(
            """{"id":"urn:uuid:018f3c7e-0000-7000-8000-000000000009","type":"BitstringStatusListCredential"}"""
        );
        return IsUndecidedAsync(Name, "status.unsupported", Sign(badge));
    }

    [Fact]
    public async Task Is_not_performed_when_there_is_none()
    {
        var report = await VerifyAsync(Sign(Badge()));

        Assert.Equal((Outcome.NotPerformed, "status.none", Verdict.Pass), (report[Name].Outcome, report[Name].Code, report.Verdict));
    }

    [Theory]
    [InlineData(true, "status.revoked-because")]
    [InlineData(false, "status.clear")]
    public async Task The_older_list_of_1edtech_is_read(bool revoked, string code)
    {
        const string address = "https://north.example/revoked";
        var badge = Badge();
        badge["@context"]!.AsArray().Add("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json");
        badge["credentialStatus"] = new JsonObject { ["id"] = address, ["type"] = "1EdTechRevocationList" };
        var list = JsonNode.Parse("""{"revokedCredential":[{"id":"urn:uuid:1"}]}""")!;
        if (revoked)
            list["revokedCredential"]!
                .AsArray()
                .Add(new JsonObject { ["id"] = (string)badge["id"]!, ["revocationReason"] = "Issued in error" });

        var report = await VerifyAsync(Sign(badge), new() { Loader = new Library().With(address, list) });

        Assert.Equal((revoked ? Outcome.Fail : Outcome.Pass, code), (report[Name].Outcome, report[Name].Code));
    }

    static byte[] StatusBadge(string purpose = "revocation", long index = Index)
    {
        var badge = Badge();
        badge["credentialStatus"] = new StatusListEntry(Address, index, purpose).ToJson();
        return Sign(badge);
    }

    [Theory]
    [InlineData(false, false, "status.clear")]
    [InlineData(true, false, "status.revoked")]
    [InlineData(true, true, "status.revoked")]
    public async Task The_draft_of_2021_is_read(bool set, bool padded, string code)
    {
        var (badge, list) = Of2021(set, padded);
        var report = await VerifyAsync(Sign(badge), Online(list));
        Assert.Equal((set ? Outcome.Fail : Outcome.Pass, code), (report[Name].Outcome, report[Name].Code));
    }

    [Fact]
    public async Task Fails_when_the_list_is_not_of_the_entrys_kind()
    {
        var (credential, older) = Of2021(set: false, padded: false);
        await FailsAsync(Name, "status.malformed", Sign(credential), Online(List(set: false)));
        await FailsAsync(Name, "status.malformed", StatusBadge(), Online(older));
    }

    // Its context goes with VC Data Model 1.1.
    static (JsonObject Credential, JsonObject List) Of2021(bool set, bool padded)
    {
        var bits = ((string)List(set)["credentialSubject"]!["encodedList"]!)[1..];
        if (padded)
            bits = bits.Replace('-', '+').Replace('_', '/').PadRight((bits.Length + 3) / 4 * 4, '=');
        var credential = Of1("VerifiableCredential", """{"id":"did:example:learner"}""");
        credential["credentialStatus"] = new StatusListEntry(Address, Index).ToJson();
        credential["credentialStatus"]!["type"] = "StatusList2021Entry";
        var list = Of1(
            "StatusList2021Credential",
            $$"""{"id":"{{Address}}#list","type":"StatusList2021","statusPurpose":"revocation","encodedList":"{{bits}}"}"""
        );
        list["id"] = Address;
        return (credential, list);

        static JsonObject Of1(string type, string subject) =>
            JsonNode
                .Parse(
                    $$"""
                    {"@context":["https://www.w3.org/2018/credentials/v1","https://w3id.org/vc/status-list/2021/v1","https://w3id.org/security/data-integrity/v2"],
                     "type":["VerifiableCredential","{{type}}"],"issuer":"{{Did}}","issuanceDate":"2026-03-01T00:00:00Z","credentialSubject":{{subject}} }
                    """
                )!
                .AsObject();
    }

    // VC 2.0 has several statuses; Open Badges 3.0 one, so this is another credential.
    static byte[] SeveralStatuses() =>
        Sign(
            JsonNode
                .Parse(
                    $$"""
                    {"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"{{Did}}","credentialSubject":{"id":"did:example:learner"},
                     "credentialStatus":[{{new StatusListEntry(Address, Index).ToJson().ToJsonString()}},{{new StatusListEntry(
                        Address + "2",
                        Index,
                        "suspension"
                    ).ToJson().ToJsonString()}}]}
                    """
                )!
                .AsObject()
        );

    static VerifierOptions Several(bool suspended)
    {
        var second = JsonNode
            .Parse(List(suspended, "suspension").ToJsonString().Replace(Address, Address + "2", StringComparison.Ordinal))!
            .AsObject();
        return new() { Loader = new Library().With(Address, Sign(List(set: false))).With(Address + "2", Sign(second)) };
    }

    static (JsonObject Badge, VerifierOptions Online) Messages(int value)
    {
        StatusList list = new(statusSize: 2);
        list.Set(Index, value);
        var badge = Badge();
        badge["credentialStatus"] = (
            new StatusListEntry(Address, Index, StatusListEntry.Message)
            {
                Size = 2,
                Messages = new Dictionary<int, string>
                {
                    [0] = "pending",
                    [1] = "accepted",
                    [2] = "rejected",
                    [3] = "undefined",
                },
            }
        ).ToJson();
        StatusListCredential credential = new(Address, Did, Signed, StatusListEntry.Message, list);
        return (badge, Online(JsonNode.Parse(credential.ToJsonUtf8Bytes())!.AsObject()));
    }

    static VerifierOptions Online(JsonObject list) => Online(Sign(list));

    static VerifierOptions Online(byte[] list) => new() { Loader = new Library().With(Address, list) };

    static JsonObject List(bool set, string purpose = "revocation")
    {
        StatusList list = new();
        if (set)
            list.Set(Index);
        return JsonNode
            .Parse(
                $$"""
                {
                  "@context": ["https://www.w3.org/ns/credentials/v2"],
                  "id": "{{Address}}",
                  "type": ["VerifiableCredential", "BitstringStatusListCredential"],
                  "issuer": "{{Did}}",
                  "validFrom": "2026-03-01T00:00:00Z",
                  "credentialSubject": {"id": "{{Address}}#list", "type": "BitstringStatusList", "statusPurpose": "{{purpose}}", "encodedList": "{{list.Encode()}}"}
                }
                """
            )!
            .AsObject();
    }

    static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (System.IO.Compression.GZipStream gzip = new(packed, System.IO.Compression.CompressionLevel.Optimal))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
