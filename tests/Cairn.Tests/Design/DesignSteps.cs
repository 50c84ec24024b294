using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Design;

namespace Cairn.Tests.Design;

/// <summary>The steps of designing through the API, as other tests need them.</summary>
internal static class DesignSteps
{
    public static DesignChecklist AllTicked { get; } = new(true, true, true, true, true, true);

    public static Task<HttpResponseMessage> BeginAsync(this HttpClient author, TestDistrict district, Blueprint blueprint) =>
        author.PostAsJsonAsync("/api/v1/micro-credentials", new { organizationId = district.School.ToString(), blueprint }, Blueprint.Json);

    /// <summary>Begins a draft and returns it as the API shows it.</summary>
    public static async Task<JsonElement> DraftAsync(this HttpClient author, TestDistrict district, Blueprint blueprint)
    {
        var answer = await author.BeginAsync(district, blueprint);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static Task<HttpResponseMessage> SaveAsync(this HttpClient author, string version, long revision, Blueprint blueprint) =>
        author.PutAsJsonAsync($"/api/v1/versions/{version}", new { revision, blueprint }, Blueprint.Json);

    public static Task<HttpResponseMessage> AskForReviewAsync(this HttpClient author, string version) =>
        author.PutAsync(new Uri($"/api/v1/versions/{version}/review-request", UriKind.Relative), null);

    public static Task<HttpResponseMessage> PublishAsync(this HttpClient reviewer, string version, object? outcome = null) =>
        reviewer.PutAsJsonAsync($"/api/v1/versions/{version}/publication", outcome ?? new { checklist = AllTicked });

    /// <summary>From nothing to published; the micro-credential's id.</summary>
    public static async Task<string> PublishedAsync(this HttpClient author, HttpClient reviewer, TestDistrict district, Blueprint blueprint)
    {
        var draft = await author.DraftAsync(district, blueprint);
        var version = draft.Text("id");
        Assert.Equal(HttpStatusCode.NoContent, (await author.AskForReviewAsync(version)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await reviewer.PublishAsync(version)).StatusCode);
        return draft.Text("microCredentialId");
    }

    public static string Text(this JsonElement json, string member) => json.GetProperty(member).GetString()!;

    public static async Task<string> CodeAsync(this HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("code");
}
