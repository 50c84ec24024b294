using System.Text.RegularExpressions;
using Cairn.Tests.Awarding;
using Cairn.Tests.Foundation.Html;

namespace Cairn.Tests.Foundation.Files;

/// <summary>A file to keep is called what it is.</summary>
[Collection("sqlite")]
public sealed class AttachmentTests(SqliteHost host)
{
    public static TheoryData<string, string> Files { get; } =
        new()
        {
            { "/portfolio/{credential}/credential.png", "Lena Tester – Ríos - y arroyos.png" },
            { "/portfolio/{credential}/credential.svg", "Lena Tester – Ríos - y arroyos.svg" },
            { "/portfolio/{credential}/credential.json", "Lena Tester – Ríos - y arroyos.json" },
            { "/api/v1/credentials/{credential}/credential.json", "Lena Tester – Ríos - y arroyos.json" },
            { "/credentials/{credential}/credential.png", "Lena Tester – Ríos - y arroyos.png" },
            { "/credentials/{credential}/credential.json", "Lena Tester – Ríos - y arroyos.json" },
            { "/earning/submissions/{submission}/snapshot.json", "Ríos - y arroyos – Attempt 1.json" },
        };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_has_a_name_that_a_person_recognises(string address, string name)
    {
        var journey = await Journey.BeginAsync(host, change: blueprint => blueprint with { Title = "Ríos / y arroyos" });
        var award = await journey.EarnAsync();
        var credential = (await journey.CredentialAsync(award)).PublicId.ToString();
        var submission = await host.InDbAsync(journey.District.Id, db => Task.FromResult(db.Submissions.Single().Id.ToString()));
        using var client = address.StartsWith("/api", StringComparison.Ordinal)
            ? await journey.Learner.ApiAsync()
            : await journey.Learner.BrowserAsync();
        if (address.StartsWith("/credentials", StringComparison.Ordinal))
            await client.PostFormAsync($"/portfolio/{credential}/publication", [], $"/portfolio/{credential}");

        var answer = await client.GetAsync(
            new Uri(
                address
                    .Replace("{credential}", credential, StringComparison.Ordinal)
                    .Replace("{submission}", submission, StringComparison.Ordinal),
                UriKind.Relative
            )
        );

        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        var disposition = answer.Content.Headers.ContentDisposition!;
        Assert.Equal(("attachment", name), (disposition.DispositionType, disposition.FileNameStar));
        Assert.Matches("^[ -~]+$", disposition.FileName!); // for what knows no filename*
    }

    /// <summary>Whatever else answers with a file takes the one way, or is named here.</summary>
    [Fact]
    public void Every_file_is_sent_the_one_way()
    {
        var files = Directory
            .EnumerateFiles(Sources.Platform, "*.cs", SearchOption.AllDirectories)
            .Where(file => Regex.IsMatch(File.ReadAllText(file), @"Results\.(File|Stream)\(|PhysicalFile|ContentDisposition"))
            .Select(file => Path.GetFileName(file))
            .Order();

        // Evidence keeps the name that its learner gave it; the assets are no attachments.
        Assert.Equal(["Attachment.cs", "EvidenceFiles.cs"], files);
    }
}
