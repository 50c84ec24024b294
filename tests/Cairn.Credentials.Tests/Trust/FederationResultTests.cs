using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Tests.Verification;
using Cairn.Credentials.Trust;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Tests.Trust;

public sealed class FederationResultTests
{
    [Theory]
    [InlineData("entity-statement+jwt")]
    [InlineData("resolve-response+jwt")]
    public async Task A_signed_result_names_the_issuer_its_name_and_who_says_so(string type)
    {
        Assert.True(
            FederationResult.TryRead(
                Federation.Sign(Federation.OfTheSchool(), type: type),
                [Federation.Key.PublicKey],
                Scenario.Now,
                out var store,
                out _
            )
        );

        Assert.Equal(new TrustedIssuer(Scenario.Did, "North School", Federation.Anchor), store.Find(Scenario.Did));
        await Scenario.PassesAsync(CheckNames.Trust, "trust.listed-as", Scenario.Sign(Scenario.Badge()), new() { Trust = store });
    }

    [Fact]
    public void Claims_as_json_are_taken_at_the_callers_word()
    {
        Assert.True(FederationResult.TryRead(Bytes(Federation.OfTheSchool()), [], Scenario.Now, out var store, out _));
        Assert.Equal(Federation.Anchor, store.Find(Scenario.Did)!.Source);
    }

    [Fact]
    public void Without_a_name_of_its_own_the_legal_name_is_told()
    {
        var claims = Federation.OfTheSchool();
        claims["metadata"]!["federation_entity"]!.AsObject().Remove("organization_name");
        Assert.True(FederationResult.TryRead(Bytes(claims), [], Scenario.Now, out var store, out _));
        Assert.Equal("Board of North School", store.Find(Scenario.Did)!.Name);
    }

    public static TheoryData<string, string> Failures { get; } =
        new()
        {
            { "by a stranger", "federation.signature" },
            { "without keys", "federation.signature" },
            { "changed", "federation.signature" },
            { "none", "federation.signature" },
            { "hmac with the public key", "federation.signature" },
            { "another type of JWT", "federation.malformed" },
            { "expired", "federation.not-in-force" },
            { "not yet", "federation.not-in-force" },
            { "without an end", "federation.malformed" },
            { "about nobody", "federation.malformed" },
            { "no JSON", "federation.malformed" },
        };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Fails_when_it_does_not_hold(string what, string code)
    {
        Assert.False(
            FederationResult.TryRead(
                Broken(what),
                what == "without keys" ? [] : [Federation.Key.PublicKey],
                Scenario.Now,
                out var store,
                out var failure
            )
        );
        Assert.Null(store);
        Assert.Equal(code, failure.Code);
    }

    [Fact]
    public void Keys_are_read_from_a_set_and_from_a_statement()
    {
        Assert.Equal([Federation.Key.PublicKey], FederationResult.Keys(Bytes(Federation.KeySet)));
        Assert.Equal([Federation.Key.PublicKey], FederationResult.Keys(Bytes(Federation.Itself())));
        Assert.Empty(FederationResult.Keys("[]"u8.ToArray()));
    }

    static byte[] Broken(string what)
    {
        var claims = Federation.OfTheSchool();
        var signed = Encoding.ASCII.GetString(Federation.Sign(claims));
        var parts = signed.Split('.');
        switch (what)
        {
            case "by a stranger":
                return Federation.Sign(claims, Scenario.Key);
            case "changed":
                claims["sub"] = "did:web:mill.example";
                return Encoding.ASCII.GetBytes($"{parts[0]}.{Part(claims.ToJsonString())}.{parts[2]}");
            case "none":
                return Encoding.ASCII.GetBytes($"{Part("""{"alg":"none","typ":"entity-statement+jwt"}""")}.{parts[1]}.");
            case "hmac with the public key":
                var input = $"{Part("""{"alg":"HS256","typ":"entity-statement+jwt"}""")}.{parts[1]}";
                var mac = System.Security.Cryptography.HMACSHA256.HashData(
                    Encoding.UTF8.GetBytes(Federation.Key.PublicKey.ToJwk()),
                    Encoding.ASCII.GetBytes(input)
                );
                return Encoding.ASCII.GetBytes($"{input}.{System.Buffers.Text.Base64Url.EncodeToString(mac)}");
            case "another type of JWT":
                return Federation.Sign(claims, type: "JWT");
            case "expired":
                claims["exp"] = Scenario.Now.ToUnixTimeSeconds();
                break;
            case "not yet":
                claims["iat"] = Scenario.Now.AddSeconds(301).ToUnixTimeSeconds();
                break;
            case "without an end":
                claims.Remove("exp");
                break;
            case "about nobody":
                claims.Remove("sub");
                break;
            case "no JSON":
                return "nothing"u8.ToArray();
            default:
                break;
        }

        return Federation.Sign(claims);
    }

    static string Part(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());
}
