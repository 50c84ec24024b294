using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Tests.Earning;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Workspace;

public abstract class CaptureApiTests(CairnHost host)
{
    [Fact]
    public async Task One_picture_is_the_evidence_of_two_children()
    {
        var (scene, teacher, children) = await ClassAsync();
        var purpose = (await teacher.GetFromJsonAsync<JsonElement>("/api/v1/captures")).GetProperty("items")[0];
        Assert.Equal(children.Length, purpose.GetProperty("children").GetArrayLength());

        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(EarningScene.Png), "photo", "creek.png" },
            { new StringContent("careful"), "criterion" },
        };
        foreach (var child in children)
            form.Add(new StringContent(child), "children");
        var answer = await teacher.PostAsync(At(scene, "photo"), form);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(children.Length, (await answer.JsonAsync()).GetProperty("items").GetArrayLength());
        Assert.Equal(
            children.Length,
            await host.InDbAsync(scene.District.Id, db => db.Artifacts.CountAsync(a => a.Criterion == "careful"))
        );
    }

    [Fact]
    public async Task What_a_teacher_saw_sent_twice_is_there_once()
    {
        var (scene, teacher, children) = await ClassAsync();

        for (var i = 0; i < 2; i++)
            Assert.Equal(
                HttpStatusCode.OK,
                (await teacher.PostAsJsonAsync(At(scene, "seen"), new { children, text = "She counted twice." })).StatusCode
            );

        Assert.Equal(children.Length, await host.InDbAsync(scene.District.Id, db => db.Artifacts.CountAsync()));
    }

    [Fact]
    public async Task Fails_when_a_child_is_in_no_class_of_the_teacher()
    {
        var (scene, teacher, _) = await ClassAsync();
        using var other = await (await scene.District.PersonAsync("Oda", [SchoolRole.Learner], "07", age: 12)).ApiAsync();
        var stranger = (await scene.StartAsync(other)).ToString();

        Assert.Equal(
            "earning.not-your-child",
            await (await teacher.PostAsJsonAsync(At(scene, "seen"), new { children = new[] { stranger }, text = "Seen." })).CodeAsync()
        );
    }

    [Fact]
    public async Task An_earlier_answer_comes_back()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        await scene.WriteAsync(id, "why", new string('a', 300));
        await scene.WriteAsync(id, "why", "b", seen: 1);
        var kept = (await scene.Api.GetFromJsonAsync<JsonElement>($"/api/v1/enrollments/{id}/answers/why/history"))
            .GetProperty("items")[0]
            .GetProperty("version")
            .GetInt64();

        var answer = await scene.Api.PostAsJsonAsync($"/api/v1/enrollments/{id}/answers/why/restoration", new { version = kept });

        Assert.Equal(
            (HttpStatusCode.OK, new string('a', 300)),
            (answer.StatusCode, (await answer.JsonAsync()).GetProperty("text").GetString())
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await scene.Api.PostAsJsonAsync($"/api/v1/enrollments/{id}/answers/why/restoration", new { version = 99 })).StatusCode
        );
    }

    private async Task<(EarningScene Scene, HttpClient Teacher, string[] Children)> ClassAsync()
    {
        var scene = await EarningScene.NewAsync(host);
        var second = await scene.District.PersonAsync("Mia", [SchoolRole.Learner], "07", age: 12);
        var teacher = await (await scene.TeacherOfAsync(scene.Learner, second)).ApiAsync();
        using var hers = await second.ApiAsync();
        return (scene, teacher, [(await scene.StartAsync()).ToString(), (await scene.StartAsync(hers)).ToString()]);
    }

    private static Uri At(EarningScene scene, string requirement) =>
        new($"/api/v1/captures/{scene.Version}/{requirement}", UriKind.Relative);
}

[Collection("sqlite")]
public sealed class SqliteCaptureApiTests(SqliteHost host) : CaptureApiTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresCaptureApiTests(PostgresHost host) : CaptureApiTests(host);
