using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Credentials.Status;

namespace Cairn.Credentials.Tests.Status;

public class StatusCheckTests
{
    const string Address = "https://example.org/status/3";
    static readonly DateTimeOffset Start = new(2026, 11, 22, 8, 0, 0, 500, TimeSpan.FromHours(2));

    [Fact]
    public void Says_whether_a_credential_is_revoked()
    {
        Assert.True(StatusListReading.TryCheck(Credential(), Entry(94_567), out var revoked, out _));
        Assert.True(revoked.IsSet);
        Assert.True(StatusListReading.TryCheck(Credential(), Entry(94_568), out var current, out _));
        Assert.False(current.IsSet);
    }

    [Fact]
    public void An_entry_comes_back_as_it_was_written()
    {
        var json = new StatusListEntry(Address, 94_567).ToJson();
        Assert.Equal(
            """{"id":"https://example.org/status/3#94567","type":"BitstringStatusListEntry","statusPurpose":"revocation","statusListIndex":"94567","statusListCredential":"https://example.org/status/3"}""",
            json.ToJsonString()
        );
        Assert.Equal(json.ToJsonString(), Entry(94_567).ToJson().ToJsonString());
    }

    [Fact]
    public void Reads_messages_of_two_bits()
    {
        var list = new StatusList(statusSize: 2);
        list.Set(7, 2);
        var credential = Parse(new StatusListCredential(Address, "did:web:example.org", Start, "message", list).ToJsonUtf8Bytes());
        var entry = new StatusListEntry(Address, 7, "message")
        {
            Size = 2,
            Messages = new Dictionary<int, string>
            {
                [0] = "pending",
                [1] = "accepted",
                [2] = "rejected",
                [3] = "undefined",
            },
        };
        Assert.True(StatusListEntry.TryRead(Parse(entry.ToJson()), out var read, out _));
        Assert.True(StatusListReading.TryCheck(credential, read, out var status, out _));
        Assert.Equal((2, "rejected"), (status.Value, status.Message));
    }

    [Fact]
    public void Reads_the_messages_of_the_list_where_the_entry_has_none()
    {
        var credential = Change(j =>
        {
            j["credentialSubject"]!["statusPurpose"] = "message";
            j["credentialSubject"]!["statusSize"] = 1;
            j["credentialSubject"]!["statusMessages"] = JsonNode.Parse(
                """[{"status":"0x0","message":"filed"},{"status":"0x1","message":"under review"}]"""
            );
        });
        Assert.True(StatusListReading.TryCheck(credential, Entry(j => j["statusPurpose"] = "message"), out var status, out _));
        Assert.Equal("under review", status.Message);
    }

    [Fact]
    public void The_same_list_gives_the_same_bytes()
    {
        var credential = new StatusListCredential(Address, "did:web:example.org", Start, "revocation", new StatusList())
        {
            ValidUntil = Start.AddDays(1),
            TimeToLive = TimeSpan.FromMinutes(5),
        };
        var json = JsonNode.Parse(credential.ToJsonUtf8Bytes())!;
        Assert.Equal(credential.ToJsonUtf8Bytes(), credential.ToJsonUtf8Bytes());
        Assert.Equal("2026-11-22T06:00:00Z", (string?)json["validFrom"]);
        Assert.Equal(300_000, (long?)json["credentialSubject"]!["ttl"]);
        Assert.Equal(Address + "#list", (string?)json["credentialSubject"]!["id"]);
    }

    [Fact]
    public void Reads_an_array_of_purposes()
    {
        var credential = Change(j => j["credentialSubject"]!["statusPurpose"] = new JsonArray("suspension", "revocation"));
        Assert.True(StatusListReading.TryCheck(credential, Entry(94_567), out _, out _));
    }

    public static TheoryData<string, string, Action<JsonObject>> BrokenLists =>
        new()
        {
            { "status.list.member", "type", j => j["type"] = "VerifiableCredential" },
            { "status.list.member", "credentialSubject", j => j.Remove("credentialSubject") },
            { "status.list.member", "credentialSubject.type", j => j["credentialSubject"]!["type"] = "Other" },
            { "status.list.member", "credentialSubject.encodedList", j => j["credentialSubject"]!["encodedList"] = 1 },
            { "status.list.member", "credentialSubject.statusSize", j => j["credentialSubject"]!["statusSize"] = 2 },
            { "status.list.member", "credentialSubject.statusMessages", j => j["credentialSubject"]!["statusMessages"] = "none" },
            { "status.list.member", "credentialSubject.ttl", j => j["credentialSubject"]!["ttl"] = "300000" },
            { "status.list.id", Address, j => j["id"] = Address + "0" },
            { "status.purpose", "revocation", j => j["credentialSubject"]!["statusPurpose"] = "suspension" },
            { "status.length", "131072", j => j["credentialSubject"]!["encodedList"] = StatusListTests.Encode(new byte[100]) },
        };

    [Theory, MemberData(nameof(BrokenLists))]
    public void Fails_when_the_list_is_broken(string code, string argument, Action<JsonObject> change)
    {
        Assert.False(StatusListReading.TryCheck(Change(change), Entry(94_567), out _, out var failure));
        Assert.Equal((code, argument), (failure.Code, failure.Arguments[0]));
    }

    [Fact]
    public void Fails_when_the_index_is_beyond_the_list()
    {
        foreach (var index in new[] { "131072", "9223372036854775807", "99999999999999999999" })
        {
            Assert.False(StatusListReading.TryCheck(Credential(), Entry(index), out _, out var failure));
            Assert.Equal(("status.range", "RANGE_ERROR"), (failure.Code, failure.Problem));
        }
    }

    public static TheoryData<string, string, Action<JsonObject>> BrokenEntries =>
        new()
        {
            { "status.entry.member", "type", j => j["type"] = "RevocationList2020Status" },
            { "status.entry.member", "statusPurpose", j => j.Remove("statusPurpose") },
            { "status.entry.member", "statusListIndex", j => j["statusListIndex"] = "-1" },
            { "status.entry.member", "statusListIndex", j => j["statusListIndex"] = "1e3" },
            { "status.entry.member", "statusListIndex", j => j["statusListIndex"] = 94_567 },
            { "status.entry.member", "statusListIndex", j => j["statusListIndex"] = "" },
            { "status.entry.member", "statusListCredential", j => j["statusListCredential"] = "status/3" },
            { "status.entry.member", "id", j => j["id"] = Address },
            { "status.entry.member", "statusSize", j => j["statusSize"] = 0 },
            { "status.entry.member", "statusSize", j => j["statusSize"] = "2" },
            { "status.entry.size", "9", j => j["statusSize"] = 9 },
            { "status.entry.member", "statusReference", j => j["statusReference"] = "meaning.html" },
            { "status.entry.member", "statusReference", j => j["statusReference"] = new JsonArray("https://example.org/meaning", 1) },
            { "status.entry.member", "statusMessage", j => j["statusMessage"] = "none" },
            {
                "status.entry.member",
                "statusMessage",
                j => j["statusMessage"] = JsonNode.Parse("""[{"status":"0","message":"no"},{"status":"0x1","message":"yes"}]""")
            },
            { "status.entry.messages", "2", j => j["statusMessage"] = new JsonArray() },
            {
                "status.entry.messages",
                "2",
                j => j["statusMessage"] = JsonNode.Parse("""[{"status":"0x0","message":"no"},{"status":"0x2","message":"yes"}]""")
            },
            { "status.entry.messages", "4", j => j["statusSize"] = 2 },
        };

    [Theory, MemberData(nameof(BrokenEntries))]
    public void Fails_when_the_entry_is_broken(string code, string argument, Action<JsonObject> change)
    {
        var json = new StatusListEntry(Address, 94_567).ToJson();
        change(json);
        Assert.False(StatusListEntry.TryRead(Parse(json), out _, out var failure));
        Assert.Equal((code, argument), (failure.Code, failure.Arguments[0]));
    }

    [Fact]
    public void Reads_the_older_revocation_list()
    {
        var list = Parse(
            JsonNode.Parse(
                """
                {"id":"https://example.org/revocations","issuer":"https://example.org","revokedCredential":[
                  {"id":"urn:uuid:1","revocationReason":"Issued twice."},{"id":"urn:uuid:2","revoked":false}]}
                """
            )!
        );
        var one = RevocationList.StatusOf(list, "urn:uuid:1");
        Assert.Equal((true, "Issued twice."), (one?.IsSet, one?.Message));
        Assert.False(RevocationList.StatusOf(list, "urn:uuid:2")?.IsSet);
        Assert.Null(RevocationList.StatusOf(Parse("[]"u8.ToArray()), "urn:uuid:1"));
    }

    static JsonElement Credential() => Change(_ => { });

    static JsonElement Change(Action<JsonObject> change)
    {
        var list = new StatusList();
        list.Set(94_567);
        var json = JsonNode.Parse(new StatusListCredential(Address, "did:web:example.org", Start, "revocation", list).ToJsonUtf8Bytes())!;
        change((JsonObject)json);
        return Parse(json);
    }

    static StatusListEntry Entry(long index) => Entry($"{index}");

    static StatusListEntry Entry(string index) => Entry(json => json["statusListIndex"] = index);

    static StatusListEntry Entry(Action<JsonObject> change)
    {
        var json = new StatusListEntry(Address, 94_567).ToJson();
        change(json);
        return StatusListEntry.TryRead(Parse(json), out var entry, out _) ? entry : throw new InvalidOperationException();
    }

    static JsonElement Parse(JsonNode json) => JsonDocument.Parse(json.ToJsonString()).RootElement;

    static JsonElement Parse(byte[] json) => JsonDocument.Parse(json).RootElement;
}
