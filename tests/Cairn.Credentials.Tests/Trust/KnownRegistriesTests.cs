using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Tests.Verification;
using Cairn.Credentials.Trust;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Tests.Trust;

/// <summary>The DCC's list of registries: files of issuers and federations, asked through the caller's loader.</summary>
public sealed class KnownRegistriesTests
{
    const string File = "https://community.example/registry.json";

    const string List = """
        [
          {"type":"oidf","name":"Member Registry","trustAnchorEC":"https://registry.example/.well-known/openid-federation","fetchEndpoint":"https://registry.example/fetch?sub="},
          {"type":"dcc-legacy","name":"Community Registry","url":"https://community.example/registry.json"}
        ]
        """;

    static readonly byte[] Badge = Scenario.Sign(Scenario.Badge());

    [Fact]
    public void Reads_the_list() =>
        Assert.Equal(
            [
                new("Member Registry", KnownRegistry.OpenIdFederation, new(Federation.Configuration)),
                new("Community Registry", KnownRegistry.DccLegacy, new(File)),
            ],
            Read().Registries
        );

    [Fact]
    public async Task Both_registries_are_asked_and_the_first_that_knows_the_issuer_counts()
    {
        var store = await LoadAsync(All());

        Assert.Equal(new TrustedIssuer(Scenario.Did, "North School", "Member Registry"), store.Find(Scenario.Did));
        Assert.Equal("Community Registry", store.Find("did:web:south.example")!.Source);
        Assert.Empty(store.Unchecked);
        await Scenario.PassesAsync(CheckNames.Trust, "trust.listed-as", Badge, new() { Trust = store });
    }

    [Fact]
    public async Task An_issuer_whom_a_federation_does_not_know_is_not_listed()
    {
        var store = await LoadAsync(All(statement: null));

        Assert.Null(store.Find(Scenario.Did));
        Assert.Empty(store.Unchecked);
        await Scenario.IsUndecidedAsync(CheckNames.Trust, "trust.not-listed", Badge, new() { Trust = store });
    }

    public static TheoryData<string> Breaks { get; } =
    [
        "a stranger's statement",
        "a statement about another",
        "a statement by another",
        "an old statement",
        "an anchor that signs for another",
        "an anchor with another key",
        "no answer",
    ];

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task Nobody_is_trusted_when_a_federation_cannot_be_relied_on_and_the_report_says_which(string broken)
    {
        var store = await LoadAsync(Broken(broken));

        Assert.Null(store.Find(Scenario.Did));
        Assert.Equal(["Member Registry"], store.Unchecked);
        await Scenario.IsUndecidedAsync(CheckNames.Trust, "trust.not-asked", Badge, new() { Trust = store });
    }

    [Fact]
    public async Task Without_a_network_no_registry_was_asked()
    {
        var store = Read().NotAsked();
        Assert.Equal(["Member Registry", "Community Registry"], store.Unchecked);
        await Scenario.IsUndecidedAsync(CheckNames.Trust, "trust.not-asked", Badge, new() { Trust = store });
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""[{"type":"oidf"}]""")]
    [InlineData("nothing")]
    public void Fails_when_it_is_no_list(string json) => Assert.False(KnownRegistries.TryParse(Encoding.UTF8.GetBytes(json), out _));

    static KnownRegistries Read() =>
        KnownRegistries.TryParse(Encoding.UTF8.GetBytes(List), out var registries) ? registries : throw new InvalidOperationException();

    static ValueTask<TrustStore> LoadAsync(IDocumentLoader loader) => Read().LoadAsync(loader, Scenario.Did, Scenario.Now);

    static IDocumentLoader All() => All(Federation.Sign(Federation.OfTheSchool()));

    static Library All(byte[]? statement, byte[]? anchor = null)
    {
        var library = new Library()
            .With(Federation.Configuration, anchor ?? Federation.Sign(Federation.Itself()))
            .With(
                File,
                JsonNode.Parse(
                    """{"meta":{},"registry":{"did:web:south.example":{"name":"South","location":"here","url":"https://south.example"}}}"""
                )!
            );
        return statement is null ? library.Without(Federation.Fetch) : library.With(Federation.Fetch, statement);
    }

    static Library Broken(string what)
    {
        var claims = Federation.OfTheSchool();
        switch (what)
        {
            case "a stranger's statement":
                return All(Federation.Sign(claims, Scenario.Key));
            case "a statement about another":
                claims["sub"] = "did:web:south.example";
                return All(Federation.Sign(claims));
            case "a statement by another":
                claims["iss"] = "https://elsewhere.example";
                return All(Federation.Sign(claims));
            case "an old statement":
                claims["exp"] = Scenario.Now.AddSeconds(-1).ToUnixTimeSeconds();
                return All(Federation.Sign(claims));
            case "an anchor that signs for another":
                var another = Federation.Itself();
                another["sub"] = "https://elsewhere.example";
                return All(Federation.Sign(claims), Federation.Sign(another));
            case "an anchor with another key":
                return All(Federation.Sign(claims, Scenario.Key), Federation.Sign(Federation.Itself(), Scenario.Key));
            default:
                return new Library().With(File, JsonNode.Parse("""{"registry":{}}""")!);
        }
    }
}
