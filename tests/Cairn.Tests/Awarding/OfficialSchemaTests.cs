using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Tests;
using Cairn.Credentials.Tests.Achievements;

namespace Cairn.Tests.Awarding;

/// <summary>What is issued passes the published Open Badges 3.0 schema, judged by a validator that is not ours.</summary>
[Collection("sqlite")]
public sealed class OfficialSchemaTests(SqliteHost host)
{
    [StandardsFact]
    public async Task An_issued_credential_passes_the_official_schema() => Assert.Empty(OfficialSchema.Problems(await IssuedAsync()));

    [StandardsFact]
    public async Task Fails_when_the_achievement_has_lost_its_criteria()
    {
        var credential = JsonNode.Parse(await IssuedAsync())!.AsObject();
        credential["credentialSubject"]!["achievement"]!.AsObject().Remove("criteria");

        Assert.Contains(
            "/credentialSubject/achievement required",
            OfficialSchema.Problems(Encoding.UTF8.GetBytes(credential.ToJsonString()))
        );
    }

    private async Task<byte[]> IssuedAsync()
    {
        var journey = await Journey.BeginAsync(host);
        return (await journey.CredentialAsync(await journey.EarnAsync())).Bytes;
    }
}
