using Cairn.Credentials.Achievements;

namespace Cairn.Credentials.Tests.Achievements;

public class SchemaTests
{
    [StandardsFact]
    public void What_is_written_passes_the_official_schema() => Assert.Empty(OfficialSchema.Problems(Samples.Badge.ToJsonUtf8Bytes()));

    [StandardsTheory]
    [InlineData("openbadges/examples/full.json")]
    [InlineData("openbadges/examples/bench-rich.json")]
    [InlineData("openbadges/test-vectors/obv3p0/signed.json")]
    public void What_is_read_and_written_again_passes_the_official_schema(string path)
    {
        Assert.True(AchievementCredential.TryRead(Standards.Bytes(path), out var credential, out _));
        Assert.Empty(OfficialSchema.Problems(credential.ToJsonUtf8Bytes()));
    }

    [StandardsFact]
    public void Fails_when_the_schema_is_broken()
    {
        // The strict family refuses a single proof, as in the published vector.
        Assert.Contains("/proof type", OfficialSchema.Problems(Standards.Bytes("openbadges/test-vectors/obv3p0/signed.json")));
        Assert.Contains(
            "/issuer/type contains",
            OfficialSchema.Problems(
                (
                    Samples.Badge with
                    {
                        Issuer = new Profile { Id = "urn:x:1", Type = ["Other"] },
                    }
                ).ToJsonUtf8Bytes()
            )
        );
    }
}
