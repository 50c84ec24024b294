using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Cairn.Earning;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Earning;

public abstract class ArtifactTests(CairnHost host)
{
    [Fact]
    public async Task A_file_comes_back_byte_for_byte_and_harmless()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        var artifact = (await (await scene.UploadAsync(id, "../creek.png", EarningScene.Png)).JsonAsync()).GetProperty("id").GetString();

        var answer = await scene.Api.GetAsync(new Uri($"/api/v1/artifacts/{artifact}/content", UriKind.Relative));

        Assert.Equal(EarningScene.Png, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(
            ("image/png", "inline"),
            (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType)
        );
        Assert.Equal("creek.png", answer.Content.Headers.ContentDisposition.FileName);
        Assert.Contains("nosniff", answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Contains("sandbox", string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("no-store, private", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task A_part_of_a_file_can_be_asked_for()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        var artifact = (await (await scene.UploadAsync(id, "creek.png", EarningScene.Png)).JsonAsync()).GetProperty("id").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/artifacts/{artifact}/content", UriKind.Relative));
        request.Headers.Range = new RangeHeaderValue(1, 3);

        var answer = await scene.Api.SendAsync(request);

        Assert.Equal(
            (HttpStatusCode.PartialContent, "PNG"),
            (answer.StatusCode, Encoding.ASCII.GetString(await answer.Content.ReadAsByteArrayAsync()))
        );
    }

    [Fact]
    public async Task Fails_when_a_page_is_called_a_picture()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();

        var answer = await scene.UploadAsync(id, "creek.png", "<!doctype html><script>alert(1)</script>"u8.ToArray());

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "earning.file-not-accepted"), (answer.StatusCode, await answer.CodeAsync()));
    }

    [Fact]
    public async Task Fails_when_the_kind_was_not_asked_for()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();

        var answer = await scene.UploadAsync(id, "creek.pdf", "%PDF-1.7 x"u8.ToArray());

        Assert.Equal("earning.file-not-asked", await answer.CodeAsync());
    }

    [Fact]
    public async Task Fails_when_a_file_is_one_byte_too_big()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        var room = (int)Uploads.MaxFile - EarningScene.PngOf([]).Length;

        var refused = await scene.UploadAsync(id, "creek.png", EarningScene.PngOf(new byte[room + 1]));
        var taken = await scene.UploadAsync(id, "creek.png", EarningScene.PngOf(new byte[room]));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "earning.file-too-big"), (refused.StatusCode, await refused.CodeAsync()));
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
    }

    [Fact]
    public async Task Fails_on_the_page_with_the_file_named_and_nothing_lost()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        var browser = await scene.Learner.BrowserAsync();
        var token = (await browser.PageAsync($"/earning/{id}/evidence"))
            .QuerySelector("input[name=__RequestVerificationToken]")!
            .GetAttribute("value")!;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new StringContent("The creek in May"), "title" },
            { new ByteArrayContent("MZ\0\0"u8.ToArray()), "file", "creek.png" },
        };

        var answer = await browser.PostAsync(new Uri($"/earning/{id}/evidence/photo/files", UriKind.Relative), form);
        var page = await answer.PageAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("creek.png", page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("The creek in May", page.QuerySelector("form[action$='/photo/files'] input[name=title]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Fails_with_words_when_a_form_is_far_too_big()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        var browser = await scene.Learner.BrowserAsync();
        browser.DefaultRequestHeaders.ExpectContinue = true;
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[Uploads.MaxRequest]), "file", "creek.png" } };

        var answer = await browser.PostAsync(new Uri($"/earning/{id}/evidence/photo/files", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.NotNull((await answer.PageAsync()).QuerySelector("h1"));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://example.org/x")]
    [InlineData("https://user:pass@example.org/")]
    [InlineData("nonsense")]
    public async Task Fails_when_a_link_is_not_of_the_web(string url)
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();

        var answer = await scene.Api.PostAsJsonAsync($"/api/v1/enrollments/{id}/artifacts", new { requirement = "photo", url });

        Assert.Equal("earning.link-not-web", await answer.CodeAsync());
    }

    [Fact]
    public async Task Fails_when_a_learner_writes_their_own_observation()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();

        var answer = await scene.Api.PostAsJsonAsync(
            $"/api/v1/enrollments/{id}/artifacts",
            new { requirement = "seen", text = "I was great." }
        );

        Assert.Equal("earning.observation-by-learner", await answer.CodeAsync());
    }

    [Fact]
    public async Task Brought_twice_it_is_there_once_and_what_was_taken_out_can_be_put_back()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        await Task.WhenAll(scene.UploadAsync(id, "a.png", EarningScene.Png), scene.UploadAsync(id, "a.png", EarningScene.Png));
        var artifact = await host.InDbAsync(scene.District.Id, db => db.Artifacts.Select(a => a.Id).SingleAsync());

        await scene.Api.DeleteAsync(new Uri($"/api/v1/artifacts/{artifact}", UriKind.Relative));
        Assert.NotNull(await RemovedAtAsync());
        await scene.Api.PostAsync(new Uri($"/api/v1/artifacts/{artifact}/restoration", UriKind.Relative), null);
        Assert.Null(await RemovedAtAsync());

        Task<DateTimeOffset?> RemovedAtAsync() =>
            host.InDbAsync(scene.District.Id, db => db.Artifacts.Select(a => a.RemovedAt).SingleAsync());
    }

    [Fact]
    public async Task A_teacher_captures_one_photo_for_two_children_and_a_criterion()
    {
        var scene = await EarningScene.NewAsync(host, "01");
        var other = await scene.District.PersonAsync("Bo", [SchoolRole.Learner], "01", 6);
        var teacher = await scene.TeacherOfAsync(scene.Learner, other);
        var teacherApi = await teacher.ApiAsync();
        var ids = new[] { await scene.StartAsync(teacherApi, scene.Learner.Id), await scene.StartAsync(teacherApi, other.Id) };
        var browser = await teacher.BrowserAsync();
        var address = $"/earning/capture/{scene.Version}/photo";
        var token = (await browser.PageAsync(address)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new StringContent(ids[0].ToString()), "children" },
            { new StringContent(ids[1].ToString()), "children" },
            { new StringContent("careful"), "criterion" },
            { new ByteArrayContent(EarningScene.Png), "photo", "image.jpg" },
        };

        var answer = await browser.PostAsync(new Uri(address, UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var artifacts = await host.InDbAsync(scene.District.Id, db => db.Artifacts.ToListAsync());
        Assert.Equal(ids.Order(), artifacts.Select(a => a.EnrollmentId).Order());
        Assert.All(artifacts, a => Assert.Equal((teacher.Id, "careful", "image.jpg.png"), (a.AddedById, a.Criterion, a.FileName)));
    }

    [Fact]
    public async Task Fails_when_a_teacher_captures_for_a_child_of_another_class()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        var teacher = await (await scene.TeacherOfAsync()).ApiAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await scene.UploadAsync(id, "a.png", EarningScene.Png, api: teacher)).StatusCode);
    }
}

[Collection("sqlite")]
public sealed class SqliteArtifactTests(SqliteHost host) : ArtifactTests(host);

[Collection("postgres")]
public sealed class PostgresArtifactTests(PostgresHost host) : ArtifactTests(host);
