using System.Net;
using Cairn.Tests.Earning;
using Cairn.Tests.Foundation.Html;

namespace Cairn.Tests.Workspace;

/// <summary>Line breaks and indentation of what somebody typed stay, for whoever reads it.</summary>
[Collection("sqlite")]
public sealed class AsTypedTests(SqliteHost host)
{
    private const string Code = "for fish in creek:\n    if fish.big:\n        print(fish)\n\ndone = True";

    [Fact]
    public async Task Code_is_shown_to_learner_and_assessor_as_it_was_typed()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.CompleteAsync();
        using var learner = await scene.Learner.BrowserAsync();
        await scene.WriteAsync(id, "next", Code, seen: 1);
        var brought = await learner.PostFormAsync($"/earning/{id}/evidence/photo/texts", [("text", Code)], $"/earning/{id}/evidence");
        Assert.Equal(HttpStatusCode.SeeOther, brought.StatusCode);
        Assert.Single(await ShownAsync(learner, $"/earning/{id}/evidence"));
        var submission = (await (await scene.SubmitAsync(id)).JsonAsync()).GetProperty("id").GetString();
        using var assessor = await (await scene.District.PersonAsync("Asa", [SchoolRole.Assessor])).BrowserAsync();
        var claimed = await assessor.PostFormAsync("/assessing", ("SubmissionId", submission!));

        Assert.Equal(2, (await ShownAsync(learner, $"/earning/submissions/{submission}")).Count);
        Assert.Equal(2, (await ShownAsync(assessor, claimed.Headers.Location!.OriginalString)).Count);
        Assert.Matches(
            @"\.kept-lines\{white-space:pre-wrap[;}]",
            await File.ReadAllTextAsync(Path.Combine(Sources.Platform, "wwwroot/css/components.css"))
        );
    }

    private static async Task<List<string>> ShownAsync(HttpClient client, string address) =>
        [
            .. (await client.PageAsync(address))
                .QuerySelectorAll("p.kept-lines[dir=auto]")
                .Select(one => one.TextContent)
                .Where(text => text == Code),
        ];
}
