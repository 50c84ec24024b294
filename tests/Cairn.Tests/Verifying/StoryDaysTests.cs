namespace Cairn.Tests.Verifying;

/// <summary>A stranger's dates are shown as the days that the issuer wrote.</summary>
[Collection("sqlite")]
public sealed class StoryDaysTests(SqliteHost host)
{
    /// <summary>Signed; awarded at half past ten in the evening of May 1, when in UTC it was May 2.</summary>
    private const string InTheEvening = """
        {
         "@context": [
          "https://www.w3.org/ns/credentials/v2",
          "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
         ],
         "id": "urn:uuid:0b0f9f0e-1b1c-4d5e-8f00-0000000000aa",
         "type": [
          "VerifiableCredential",
          "OpenBadgeCredential"
         ],
         "name": "Tide Pool Watcher",
         "issuer": {
          "id": "did:key:z6MktVTuJdn5Yi5HQVoPTqDUSkSaEch3RzsehFeCdf63Pp2L",
          "type": [
           "Profile"
          ],
          "name": "Marrow Bay School"
         },
         "validFrom": "2026-05-01T22:30:00-07:00",
         "credentialSubject": {
          "id": "did:example:learner-7",
          "type": [
           "AchievementSubject"
          ],
          "achievement": {
           "id": "urn:uuid:0b0f9f0e-1b1c-4d5e-8f00-0000000000bb",
           "type": [
            "Achievement"
           ],
           "name": "Tide Pool Watcher",
           "description": "Watches a tide pool.",
           "criteria": {
            "narrative": "Three visits."
           }
          }
         },
         "awardedDate": "2026-05-01T22:30:00-07:00",
         "proof": {
          "type": "DataIntegrityProof",
          "cryptosuite": "eddsa-rdfc-2022",
          "created": "2026-05-02T09:30:00Z",
          "verificationMethod": "did:key:z6MktVTuJdn5Yi5HQVoPTqDUSkSaEch3RzsehFeCdf63Pp2L#z6MktVTuJdn5Yi5HQVoPTqDUSkSaEch3RzsehFeCdf63Pp2L",
          "proofPurpose": "assertionMethod",
          "proofValue": "z5WXvnht1sqaVwHtp8eLSD2aaYy4NuRQMMfqbKHUriCFfk9YhPYDWZXdcMMG3Z7GsiD21ukepEPzw9BCqSd5CDEH1"
         }
        }
        """;

    [Theory]
    [InlineData("en", "May 1, 2026")]
    [InlineData("es", "1 de mayo de 2026")]
    public async Task What_was_awarded_in_the_evening_was_awarded_on_that_day(string language, string day)
    {
        using var stranger = host.Anonymous();
        using var form = new MultipartFormDataContent { { new StringContent(InTheEvening), "Text" } };

        var page = await (await stranger.PostAsync(new Uri($"/verify?lang={language}", UriKind.Relative), form)).PageAsync();

        var times = page.QuerySelectorAll("main time").Select(time => (time.GetAttribute("datetime"), time.TextContent)).ToList();
        Assert.Contains(("2026-05-01", day), times);
        Assert.DoesNotContain(times, time => time.Item1 is "2026-05-02");
    }
}
