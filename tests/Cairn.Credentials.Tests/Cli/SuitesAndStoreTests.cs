using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Cli;
using Cairn.Credentials.Tests.Trust;
using Cairn.Credentials.Tests.Verification;

namespace Cairn.Credentials.Tests.Cli;

public sealed class SuitesAndStoreTests : IDisposable
{
    const string School = "did:web:north.example";
    const string Address = "https://north.example/.well-known/did.json";

    readonly CommandLine cairn = new();

    [Theory]
    [InlineData("ed25519")]
    [InlineData("ed25519", "--suite", "eddsa-jcs-2022")]
    [InlineData("p256")]
    [InlineData("p384", "--suite", "ecdsa-jcs-2019")]
    [InlineData("p256", "--suite", "ecdsa-sd-2023", "--mandatory", "/credentialSubject/achievement")]
    [InlineData("p256", "--jwt", "open-badges")]
    [InlineData("p384", "--jwt", "vc-jose")]
    public async Task What_is_signed_in_any_way_verifies(string algorithm, params string[] way)
    {
        var (key, unsigned, signed) = await KeyAndBadgeAsync(algorithm);

        Assert.Equal(0, await cairn.RunAsync(["sign", unsigned, "--key", key, "--out", signed, .. way]));
        Assert.Equal(0, await cairn.RunAsync("verify", signed));
    }

    [Fact]
    public async Task A_holder_shows_a_part()
    {
        var (key, unsigned, signed) = await KeyAndBadgeAsync("p256");
        var shown = cairn.PathOf("shown.json");
        Assert.Equal(
            0,
            await cairn.RunAsync(
                "sign",
                unsigned,
                "--key",
                key,
                "--out",
                signed,
                "--suite",
                "ecdsa-sd-2023",
                "--mandatory",
                "/credentialSubject/achievement",
                "--mandatory",
                "/credentialSubject/id"
            )
        );

        Assert.Equal(0, await cairn.RunAsync("derive", signed, "--show", "/name", "--out", shown));
        Assert.Equal(0, await cairn.RunAsync("verify", shown));
        Assert.DoesNotContain("achievedLevel\"", File.ReadAllText(shown), StringComparison.Ordinal);
        Assert.Equal(1, await cairn.RunAsync("derive", signed, "--show", "/nothing"));
    }

    [Theory]
    [InlineData(64, "keygen", "--algorithm", "rsa")]
    [InlineData(64, "verify", "-", "--save", "x")]
    [InlineData(64, "verify", "-", "--online", "--store", "x")]
    [InlineData(64, "verify", "-", "--store", "no-such-folder")]
    public async Task Exits_when_it_was_asked_wrongly(int code, params string[] arguments) =>
        Assert.Equal(code, await cairn.RunAsync(arguments));

    [Fact]
    public async Task Exits_64_when_the_suite_is_for_other_keys()
    {
        var (key, unsigned, _) = await KeyAndBadgeAsync("p256");
        Assert.Equal(64, await cairn.RunAsync("sign", unsigned, "--key", key, "--suite", "eddsa-rdfc-2022"));
        Assert.Equal(64, await cairn.RunAsync("sign", unsigned, "--key", key, "--jwt", "none"));
    }

    [Fact]
    public async Task A_decision_is_repeated_from_what_was_saved_byte_for_byte()
    {
        await SaveAsync();
        var badge = cairn.Write("badge.json", Scenario.Sign(Scenario.Badge(School), Scenario.Key, School + "#2026"));
        string[] again = ["verify", badge, "--store", cairn.PathOf("saved"), "--at", "2026-05-01T00:00:00Z", "--canonical"];

        Assert.Equal(0, await cairn.RunAsync(again));
        var first = cairn.Output;
        Assert.Equal(0, await cairn.RunAsync(again));
        Assert.Equal(first + first, cairn.Output);
        using var report = JsonDocument.Parse(first);
        Assert.Equal("pass", report.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(Address, report.RootElement.GetProperty("documents")[0].GetProperty("url").GetString());
        Assert.Equal(2, await cairn.RunAsync("verify", badge));
    }

    [Fact]
    public async Task A_store_says_since_when_it_has_a_document()
    {
        await SaveAsync();
        Assert.Equal(Scenario.Now, (await SavedDocuments.Open(cairn.PathOf("saved")).LoadAsync(new(Address), default)).KeptSince);
    }

    [Fact]
    public async Task A_store_that_was_changed_gives_nothing()
    {
        await SaveAsync();
        var document = Directory
            .EnumerateFiles(cairn.PathOf("saved"))
            .Single(file => !file.EndsWith("index.json", StringComparison.Ordinal));
        File.AppendAllText(document, " ");

        var loaded = await SavedDocuments.Open(cairn.PathOf("saved")).LoadAsync(new(Address), default);
        Assert.NotNull(loaded.Problem);
    }

    [Fact]
    public async Task What_was_saved_before_a_compromise_passes()
    {
        var badge = Scenario.Sign(Scenario.Badge());
        Assert.Equal(0, await cairn.RunAsync("verify", cairn.Write("own.json", badge), "--online", "--save", cairn.PathOf("saved")));
        Assert.Equal(Scenario.Now, SeenCredentials.Read(cairn.PathOf("saved")).Since(badge));

        // A year later the school says that its key was stolen in June; this badge was in the store in May.
        await SaveAsync(revoked: "2026-06-01T00:00:00Z");
        var old = Scenario.Sign(Scenario.Badge(School), Scenario.Key, School + "#2026");
        SeenCredentials.Read(cairn.PathOf("saved")).Add(old, Scenario.Now);
        SeenCredentials.Read(cairn.PathOf("saved")).Add(old, Scenario.Now.AddYears(1));

        Assert.Equal(
            0,
            await cairn.RunAsync("verify", cairn.Write("old.json", old), "--store", cairn.PathOf("saved"), "--at", "2026-07-01T00:00:00Z")
        );
    }

    [Fact]
    public async Task Fails_when_it_was_saved_after_the_compromise_or_never()
    {
        await SaveAsync(revoked: "2026-06-01T00:00:00Z");
        var late = Scenario.Sign(Scenario.Badge(School), Scenario.Key, School + "#2026");
        string[] verify = ["verify", cairn.Write("late.json", late), "--store", cairn.PathOf("saved"), "--at", "2026-07-01T00:00:00Z"];
        Assert.Equal(2, await cairn.RunAsync(verify));

        SeenCredentials.Read(cairn.PathOf("saved")).Add(late, Scenario.Now.AddDays(40));
        Assert.Equal(2, await cairn.RunAsync(verify));

        File.WriteAllText(Path.Combine(cairn.PathOf("saved"), "seen.json"), "{\"x\":\"yesterday\"}");
        Assert.Equal(64, await cairn.RunAsync(verify));
    }

    [Fact]
    public async Task Fails_when_too_little_is_shown_and_says_what_to_add()
    {
        var (key, unsigned, _) = await KeyAndBadgeAsync("p256");
        var signed = cairn.PathOf("signed.json");
        Assert.Equal(0, await cairn.RunAsync("sign", unsigned, "--key", key, "--out", signed, "--suite", "ecdsa-sd-2023"));

        Assert.Equal(64, await cairn.RunAsync("derive", signed));
        var added = cairn.Error[(cairn.Error.IndexOf("Add ", StringComparison.Ordinal) + 4)..].TrimEnd().TrimEnd('.').Split(' ');
        Assert.Equal(0, await cairn.RunAsync(["derive", signed, .. added, "--out", cairn.PathOf("shown.json")]));
        Assert.Equal(0, await cairn.RunAsync("verify", cairn.PathOf("shown.json")));
    }

    [Fact]
    public async Task Says_what_was_not_looked_at()
    {
        await cairn.RunAsync("verify", cairn.Write("badge.json", Scenario.Sign(Scenario.Badge())));

        Assert.Contains("--trust", cairn.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Every check passed", cairn.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_recipient_is_compared()
    {
        var badge = cairn.Write("badge.json", Scenario.Sign(Scenario.Badge()));

        Assert.Equal(0, await cairn.RunAsync("verify", badge, "--recipient", "did:example:learner"));
        Assert.Equal(1, await cairn.RunAsync("verify", badge, "--recipient", "did:example:thief"));
    }

    [Fact]
    public async Task Trust_is_read_from_several_files()
    {
        var badge = cairn.Write("badge.json", Scenario.Sign(Scenario.Badge()));
        var own = cairn.Write("own.json", """{"issuers":["did:web:north.example"]}""");
        var registry = cairn.Write("registry.json", $$$"""{"registry":{"{{{Scenario.Did}}}":{"name":"North School"}},"meta":{}}""");

        Assert.Equal(2, await cairn.RunAsync("verify", badge, "--trust", own));
        Assert.Equal(0, await cairn.RunAsync("verify", badge, "--trust", own, "--trust", registry));
        Assert.Contains("registry.json", cairn.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_federations_statement_counts_by_the_keys_that_are_given()
    {
        var badge = cairn.Write("badge.json", Scenario.Sign(Scenario.Badge()));
        var statement = cairn.Write("statement.jwt", Federation.Sign(Federation.OfTheSchool()));
        var keys = cairn.Write("keys.json", Federation.KeySet.ToJsonString());
        var others = cairn.Write("others.json", $$"""{"keys":[{{Scenario.OtherKey.PublicKey.ToJwk()}}] }""");
        string[] verify = ["verify", badge, "--at", "2026-05-01T00:00:00Z", "--trust", statement];

        Assert.Equal(0, await cairn.RunAsync([.. verify, "--trust-keys", keys]));
        Assert.Contains("North School", cairn.Output, StringComparison.Ordinal);
        Assert.Equal(64, await cairn.RunAsync([.. verify, "--trust-keys", others]));
        Assert.Equal(64, await cairn.RunAsync(verify));
    }

    [Fact]
    public async Task A_list_of_registries_is_asked_from_the_store_and_says_what_it_could_not_ask()
    {
        const string file = "https://community.example/registry.json";
        var badge = cairn.Write("badge.json", Scenario.Sign(Scenario.Badge()));
        var list = cairn.Write("known-did-registries.json", $$"""[{"type":"dcc-legacy","name":"Community Registry","url":"{{file}}"}]""");
        var registry = JsonNode.Parse($$$"""{"registry":{"{{{Scenario.Did}}}":{"name":"North School"} } }""")!;
        var store = SavedDocuments.Create(cairn.PathOf("registries"), new Library().With(file, registry));
        Assert.Null((await store.LoadAsync(new(file), default)).Problem);
        store.Finish();

        Assert.Equal(0, await cairn.RunAsync("verify", badge, "--trust", list, "--store", cairn.PathOf("registries")));
        Assert.Contains("Community Registry", cairn.Output, StringComparison.Ordinal);
        Assert.Equal(2, await cairn.RunAsync("verify", badge, "--trust", list));
        Assert.Contains(
            "could not be asked",
            string.Join(' ', cairn.Output.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );
    }

    async Task SaveAsync(string? revoked = null)
    {
        var document = new JsonObject
        {
            ["id"] = School,
            ["verificationMethod"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = School + "#2026",
                    ["type"] = "Multikey",
                    ["controller"] = School,
                    ["publicKeyMultibase"] = Scenario.Key.PublicKey.ToMultikey(),
                }
            ),
            ["assertionMethod"] = new JsonArray(School + "#2026"),
        };
        if (revoked is not null)
            document["verificationMethod"]![0]!["revoked"] = revoked;
        var store = SavedDocuments.Create(cairn.PathOf("saved"), new Library().With(Address, document), Scenario.Now);
        Assert.Null((await store.LoadAsync(new(Address), default)).Problem);
        store.Finish();
    }

    async Task<(string Key, string Unsigned, string Signed)> KeyAndBadgeAsync(string algorithm)
    {
        var key = cairn.PathOf("key.json");
        Assert.Equal(0, await cairn.RunAsync("keygen", "--out", key, "--algorithm", algorithm));
        var did = (string)JsonNode.Parse(File.ReadAllBytes(key))!["controller"]!;
        return (key, cairn.Write("unsigned.json", Scenario.Badge(did).ToJsonString()), cairn.PathOf("signed"));
    }

    public void Dispose() => cairn.Dispose();
}
