using System.Net;
using System.Net.Http.Json;
using Cairn.Earning;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Earning;

/// <summary>
/// Anybody who does something to a learner's work leaves a row that says so; and each such act checks again what they are to the learner.
/// </summary>
public abstract class HandTests(CairnHost host)
{
    private static readonly (string Act, Func<EarningScene, Id<Enrollment>, HttpClient, Task<HttpResponseMessage>> Take)[] Acts =
    [
        ("plan", (_, id, api) => api.PutAsJsonAsync($"/api/v1/enrollments/{id}/plan", new { goal = "To know our creek." })),
        ("write", (scene, id, api) => scene.WriteAsync(id, "why", "It moves, and it sings.", seen: 1, api: api)),
        (
            "bring",
            (_, id, api) =>
                api.PostAsJsonAsync($"/api/v1/enrollments/{id}/artifacts", new { requirement = "seen", text = "She looked twice." })
        ),
        (
            "capture",
            (scene, id, api) =>
                api.PostAsJsonAsync(
                    $"/api/v1/captures/{scene.Version}/seen",
                    new { children = new[] { id.ToString() }, text = "He looked twice." }
                )
        ),
        (
            "describe",
            async (scene, _, api) => await api.PatchAsJsonAsync($"/api/v1/artifacts/{await PhotoAsync(scene)}", new { title = "Our creek" })
        ),
        (
            "take out",
            async (scene, _, api) => await api.DeleteAsync(new Uri($"/api/v1/artifacts/{await PhotoAsync(scene)}", UriKind.Relative))
        ),
        (
            "put back",
            async (scene, _, api) =>
                await api.PostAsync(new Uri($"/api/v1/artifacts/{await PhotoAsync(scene)}/restoration", UriKind.Relative), null)
        ),
        ("hand in", (scene, id, api) => scene.SubmitAsync(id, api)),
    ];

    [Fact]
    public async Task Every_act_leaves_a_hand_and_the_learners_own_none()
    {
        var scene = await EarningScene.NewAsync(host, "KG");
        var id = await scene.CompleteAsync();
        Assert.Empty(await HandsAsync(scene));
        foreach (var (act, take) in Acts)
        {
            var teacher = await scene.TeacherOfAsync(scene.Learner);
            using var api = await teacher.ApiAsync();
            Assert.True((await api.GetAsync(new Uri($"/api/v1/enrollments/{id}", UriKind.Relative))).IsSuccessStatusCode);
            Assert.DoesNotContain(await HandsAsync(scene), hand => hand.PersonId == teacher.Id);
            if (act == "write")
                await host.InDbAsync(scene.District.Id, db => db.Answers.ExecuteUpdateAsync(set => set.SetProperty(a => a.Version, 1)));

            var answer = await take(scene, id, api);

            Assert.True(answer.IsSuccessStatusCode, $"{act}: {await answer.Content.ReadAsStringAsync()}");
            Assert.Equal(
                (act, teacher.AccountId),
                (act, Assert.Single(await HandsAsync(scene), hand => hand.PersonId == teacher.Id).AccountId)
            );
        }
        await Assert.ThrowsAnyAsync<Exception>(() => host.InDbAsync(scene.District.Id, db => db.Hands.ExecuteDeleteAsync()));
    }

    [Fact]
    public async Task Every_act_is_refused_once_the_class_or_the_role_has_ended()
    {
        var scene = await EarningScene.NewAsync(host, "KG");
        var id = await scene.CompleteAsync();
        var teacher = await scene.TeacherOfAsync(scene.Learner);
        using var api = await teacher.ApiAsync();
        (string Change, Func<CairnDb, Task> Happens)[] changes =
        [
            ("class", db => db.Classes.ExecuteUpdateAsync(set => set.SetProperty(c => c.EndedAt, host.Clock.Now()))),
            (
                "role",
                async db =>
                {
                    await db.Classes.ExecuteUpdateAsync(set => set.SetProperty(c => c.EndedAt, (DateTimeOffset?)null));
                    await db.RoleAssignments.Where(r => r.PersonId == teacher.Id).ExecuteDeleteAsync();
                }
            ),
        ];
        foreach (var (change, happens) in changes)
        {
            await host.InDbAsync(scene.District.Id, happens);
            foreach (var (act, take) in Acts)
                Assert.True(
                    (await take(scene, id, api)).StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden,
                    $"{act} after the {change}"
                );
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await api.PostAsync(new Uri($"/api/v1/enrollments/{id}/withdrawal", UriKind.Relative), null)).StatusCode
            );
        }
        Assert.Empty(await HandsAsync(scene));
        Assert.Equal(
            EnrollmentState.Working,
            await host.InDbAsync(scene.District.Id, db => db.Enrollments.Select(e => e.State).SingleAsync())
        );
    }

    [Fact]
    public async Task Fails_when_a_teacher_attests_what_they_saw_of_their_own_child()
    {
        var scene = await EarningScene.NewAsync(host, "KG");
        var id = await scene.CompleteAsync();
        var teacher = await scene.TeacherOfAsync(scene.Learner);
        using var api = await teacher.ApiAsync();
        await host.InDbAsync(
            scene.District.Id,
            async db =>
            {
                db.Add(new Guardianship(scene.District.Id, teacher.Id, scene.Learner.Id, host.Clock.Now()));
                await db.SaveChangesAsync();
            }
        );

        foreach (var act in Acts.Where(a => a.Act is "bring" or "capture"))
        {
            var answer = await act.Take(scene, id, api);
            Assert.Equal((HttpStatusCode.Forbidden, "earning.observation-of-own-child"), (answer.StatusCode, await answer.CodeAsync()));
        }
        Assert.Equal(HttpStatusCode.Created, (await scene.UploadAsync(id, "creek2.png", EarningScene.PngOf([7]), api: api)).StatusCode);
    }

    private static Task<Id<Artifact>> PhotoAsync(EarningScene scene) =>
        scene.Host.InDbAsync(scene.District.Id, db => db.Artifacts.Where(a => a.Requirement == "photo").Select(a => a.Id).FirstAsync());

    private static Task<List<Hand>> HandsAsync(EarningScene scene) =>
        scene.Host.InDbAsync(scene.District.Id, db => db.Hands.AsNoTracking().ToListAsync());
}

[Collection("sqlite")]
public sealed class SqliteHandTests(SqliteHost host) : HandTests(host);

[Collection("postgres")]
public sealed class PostgresHandTests(PostgresHost host) : HandTests(host);
