using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Jose;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Tests.Verification;

namespace Cairn.Credentials.Tests.Trust;

/// <summary>A federation of one anchor: its configuration, and what it says of the school of the scenario.</summary>
static class Federation
{
    public const string Anchor = "https://registry.example";
    public const string Configuration = Anchor + "/.well-known/openid-federation";
    public static readonly SigningKey Key = SigningKey.Generate(KeyAlgorithm.P256, out _);

    public static string Fetch { get; } = $"{Anchor}/fetch?sub={Uri.EscapeDataString(Scenario.Did)}";

    public static JsonObject KeySet => JsonNode.Parse($$"""{"keys":[{{Key.PublicKey.ToJwk()}}]}""")!.AsObject();

    public static JsonObject Itself() =>
        Claims(
            Anchor,
            """{"federation_entity":{"organization_name":"The registry","federation_fetch_endpoint":"https://registry.example/fetch"}}""",
            claims => claims["jwks"] = KeySet
        );

    public static JsonObject OfTheSchool() =>
        Claims(
            Scenario.Did,
            """{"federation_entity":{"organization_name":"North School"},"institution_additional_information":{"legal_name":"Board of North School"}}"""
        );

    public static byte[] Sign(JsonObject claims, SigningKey? key = null, string type = "entity-statement+jwt") =>
        JwtCredential.Sign(
            $$"""{"alg":"{{JoseAlgorithm.NameOf((key ?? Key).PublicKey.Algorithm)}}","typ":"{{type}}","kid":"1"}""",
            Encoding.UTF8.GetBytes(claims.ToJsonString()),
            key ?? Key
        );

    static JsonObject Claims(string subject, string metadata, Action<JsonObject>? more = null)
    {
        JsonObject claims = new()
        {
            ["iss"] = Anchor,
            ["sub"] = subject,
            ["iat"] = Scenario.Now.AddHours(-1).ToUnixTimeSeconds(),
            ["exp"] = Scenario.Now.AddHours(1).ToUnixTimeSeconds(),
            ["metadata"] = JsonNode.Parse(metadata),
        };
        more?.Invoke(claims);
        return claims;
    }
}
