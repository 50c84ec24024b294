using System.Net;
using System.Text.RegularExpressions;
using Cairn.Foundation.Storage;
using Cairn.SignIn.Guessing;
using Cairn.Tests.Foundation.Storage.Plans;
using Cairn.Tests.SignIn.Invitations;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.SignIn.Guessing;

public abstract partial class GuessingTests(CairnHost host)
{
    private const string Wrong = "wrong wrong wrong";

    [Fact]
    public async Task Fails_when_many_guess_at_the_same_instant_and_no_more_get_through_than_one_after_the_other()
    {
        using var still = host.Clock.Hold();
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        var clients = Enumerable.Range(0, 60).Select(_ => host.Anonymous()).ToList();
        var tokens = await Task.WhenAll(clients.Select(TokenAsync));

        var answers = await Task.WhenAll(clients.Select((client, one) => PostAsync(client, tokens[one], ana.Username, Wrong)));

        Assert.Equal(Door.Password.Here.Free, answers.Count(answer => answer.StatusCode == HttpStatusCode.UnprocessableEntity));
        Assert.All(
            answers.Where(answer => answer.StatusCode != HttpStatusCode.UnprocessableEntity),
            answer =>
            {
                Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
                Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
            }
        );
        Assert.Equal(Door.Password.Here.Free, (await EventsAsync(ana, "sign-in.failed")).Count);
        Assert.Single(await EventsAsync(ana, "sign-in.delayed"));
        clients.ForEach(client => client.Dispose());
    }

    /// <summary>
    /// Somebody who knows a child's name makes strangers wait, never the child: eight guesses have no effect, and sixty only on the
    /// guesser.
    /// </summary>
    [Fact]
    public async Task A_named_child_is_not_kept_out()
    {
        using var still = host.Clock.Hold();
        var maya = await (await host.NewDistrictAsync()).PersonAsync("Maya", [SchoolRole.Learner], grade: "05", age: 10);
        using var own = await maya.BrowserAsync();
        using var bully = host.Anonymous();
        for (var guess = 0; guess < 8; guess++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await EnterAsync(bully, maya.Username, Wrong)).StatusCode);
        using (var fresh = host.Anonymous())
            Assert.Equal(HttpStatusCode.SeeOther, (await EnterAsync(fresh, maya.Username)).StatusCode);

        for (var guess = 0; guess < 60; guess++)
            await EnterAsync(bully, maya.Username, Wrong);

        Assert.Equal(HttpStatusCode.SeeOther, (await EnterAsync(own, maya.Username)).StatusCode);
        using var stranger = host.Anonymous();
        var answer = await EnterAsync(stranger, maya.Username);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        host.Clock.Advance(answer.Headers.RetryAfter!.Delta!.Value);
        Assert.Equal(HttpStatusCode.SeeOther, (await EnterAsync(stranger, maya.Username)).StatusCode);
        Assert.False(
            await host.InDbAsync(
                maya.District.Id,
                db =>
                    db.Users.Where(one => one.Id == maya.AccountId)
                        .Select(one => one.LockoutEnd != null || one.AccessFailedCount > 0)
                        .SingleAsync()
            )
        );
    }

    [Fact]
    public async Task The_wait_doubles_up_to_a_minute_and_time_forgives()
    {
        using var still = host.Clock.Hold();
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        using var client = host.Anonymous();
        for (var guess = 0; guess < Door.Password.Here.Free; guess++)
            await EnterAsync(client, ana.Username, Wrong);

        List<double> waits = [];
        for (var round = 0; round < 8; round++)
        {
            var answer = await EnterAsync(client, ana.Username, Wrong);
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            waits.Add(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
            host.Clock.Advance(answer.Headers.RetryAfter.Delta.Value);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await EnterAsync(client, ana.Username, Wrong)).StatusCode);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], waits);
        host.Clock.Advance(Door.Password.Here.Forgiven * Door.Password.Here.Most);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await EnterAsync(client, ana.Username, Wrong)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await EnterAsync(client, ana.Username)).StatusCode);
    }

    /// <summary>
    /// Words, status and the database's work: nothing reveals whether somebody has a name, an address or a password.
    /// </summary>
    [Fact]
    public async Task Names_are_not_told_from_answers()
    {
        using var still = host.Clock.Hold();
        var district = await host.NewDistrictAsync();
        var (ana, bo, cy) = (
            await district.PersonAsync("Ana", []),
            await district.PersonAsync("Bo", []),
            await district.PersonAsync("Cy", [])
        );
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                (await db.Users.SingleAsync(one => one.Id == bo.AccountId)).PasswordHash = null;
                (await db.Users.SingleAsync(one => one.Id == cy.AccountId)).TwoFactorEnabled = true;
                (await db.Users.SingleAsync(one => one.Id == cy.AccountId)).NormalizedEmail =
                    $"{cy.Username}@EXAMPLE.ORG".ToUpperInvariant();
                await db.SaveChangesAsync();
            }
        );

        var seen = new Dictionary<string, List<string>>();
        foreach (
            var name in new[]
            {
                ana.Username,
                bo.Username,
                cy.Username,
                $"{cy.Username}@example.org",
                $"nobody-{Guid.CreateVersion7():N}",
                ana.Username.ToUpperInvariant() + "x",
            }
        )
        {
            using var client = host.Anonymous();
            List<string> answers = [];
            for (var guess = 0; guess < Door.Password.Here.Free + 2; guess++)
            {
                var token = await TokenAsync(client);
                var counted = Guid.CreateVersion7().ToString("N");
                client.DefaultRequestHeaders.Remove(StatementLog.CountedAs);
                client.DefaultRequestHeaders.Add(StatementLog.CountedAs, counted);
                using var answer = await PostAsync(client, token, name, Wrong);
                client.DefaultRequestHeaders.Remove(StatementLog.CountedAs);
                var statements = await StatementLog.CountAsync(counted);
                Assert.True(statements > 0, "nothing was counted");
                answers.Add($"{(int)answer.StatusCode}, {statements} statements: {Told(await answer.Content.ReadAsStringAsync(), name)}");
            }
            seen[name] = answers;
        }

        Assert.Contains("429", seen[ana.Username][^1], StringComparison.Ordinal);
        Assert.All(seen.Values, answers => Assert.Equal(seen[ana.Username], answers));
    }

    /// <summary>
    /// A school computer is known to many; for a name that never signed in there it is a stranger's, and its own guesses are limited.
    /// </summary>
    [Fact]
    public async Task Fails_when_a_shared_device_guesses_at_somebody_else()
    {
        using var still = host.Clock.Hold();
        var district = await host.NewDistrictAsync();
        var (ana, bo) = (await district.PersonAsync("Ana", []), await district.PersonAsync("Bo", []));
        using var shared = await ana.BrowserAsync();
        for (var guess = 0; guess < Door.Password.Here.Free; guess++)
            await EnterAsync(shared, bo.Username, Wrong);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await EnterAsync(shared, bo.Username)).StatusCode);
        for (var guess = 0; guess < Door.Password.Known.Free; guess++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await EnterAsync(shared, ana.Username, Wrong)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await EnterAsync(shared, ana.Username, Wrong)).StatusCode);
    }

    [Fact]
    public async Task What_happens_at_the_door_is_in_the_trail_and_the_typed_name_is_nowhere()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        var secret = $"hunter{Guid.CreateVersion7():N}";
        using var client = host.Anonymous();
        await EnterAsync(client, secret, Wrong); // people type their password where the name goes
        await EnterAsync(client, ana.Username, Wrong);
        await EnterAsync(client, ana.Username);
        await client.PostFormAsync("/sign-out", [], "/account");

        var events = await host.InDbAsync(ana.District.Id, db => db.AuditEvents.OrderBy(one => one.Id).ToListAsync());
        Assert.Equal(["sign-in.failed", "sign-in.entered", "sign-in.left"], events.OrderBy(one => one.At).Select(one => one.Action));
        Assert.All(events, one => Assert.Equal((ana.Id.Value, "127.0.0.1"), (one.SubjectId, one.Address)));
        Assert.Null(events.Single(one => one.Action == "sign-in.failed").ActorPersonId);
        Assert.DoesNotContain(host.Log.All, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
        var counts = await host.InDbAsync(ana.District.Id, db => db.GuessCounts.Select(one => one.Key).ToListAsync());
        Assert.All(counts, key => Assert.Matches("^[0-9a-f]{64}$", key));
    }

    [Fact]
    public async Task A_new_password_by_a_link_makes_every_device_a_stranger_again()
    {
        var district = await host.NewDistrictAsync();
        var (lea, zoe) = (
            await district.PersonAsync("Lea", [SchoolRole.Leader]),
            await district.PersonAsync("Zoe", [SchoolRole.Learner], grade: "06", age: 11)
        );
        using var own = await zoe.BrowserAsync();
        using var other = await zoe.BrowserAsync();
        Assert.Equal(2, await KnownAsync());
        using var desk = host.Anonymous();

        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await InvitationScene.ResetAsync(desk, await InvitationScene.InviteAsync(lea, zoe.Id))).StatusCode
        );

        Assert.Equal(1, await KnownAsync()); // the desk where it was used
        Task<int> KnownAsync() => host.InDbAsync(district.Id, db => db.KnownDevices.CountAsync(one => one.AccountId == zoe.AccountId));
    }

    [Fact]
    public async Task Counts_that_are_forgiven_are_swept()
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", []);
        using var client = host.Anonymous();
        await host.InDbAsync(ana.District.Id, db => db.GuessCounts.ExecuteDeleteAsync()); // those of tests that moved the clock
        await EnterAsync(client, ana.Username, Wrong);

        await host.InDbAsync(ana.District.Id, db => Guesses.SweepAsync(db, host.Clock.Now(), CancellationToken.None));
        Assert.NotEqual(0, await host.InDbAsync(ana.District.Id, db => db.GuessCounts.CountAsync()));
        await host.InDbAsync(
            ana.District.Id,
            db => Guesses.SweepAsync(db, host.Clock.Now() + Guesses.Kept + TimeSpan.FromMinutes(1), CancellationToken.None)
        );

        Assert.Equal(0, await host.InDbAsync(ana.District.Id, db => db.GuessCounts.CountAsync()));
    }

    private static string Told(string page, string name) =>
        Seconds()
            .Replace(
                Regex.Replace(
                    Regex.Replace(page, "value=\"[^\"]{40,}\"", ""),
                    Regex.Escape(WebUtility.HtmlEncode(name)),
                    "NAME",
                    RegexOptions.IgnoreCase
                ),
                "N"
            );

    private Task<List<Cairn.Audit.AuditEvent>> EventsAsync(TestPerson person, string action) =>
        host.InDbAsync(
            person.District.Id,
            db => db.AuditEvents.Where(one => one.Action == action && one.SubjectId == person.Id.Value).ToListAsync()
        );

    private static Task<HttpResponseMessage> EnterAsync(HttpClient client, string name, string password = TestDistrict.Password) =>
        client.PostFormAsync("/sign-in", ("Username", name), ("Password", password));

    private static async Task<string> TokenAsync(HttpClient client) =>
        (await client.PageAsync("/sign-in")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string token, string name, string password)
    {
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["Username"] = name,
                ["Password"] = password,
                ["__RequestVerificationToken"] = token,
            }
        );
        return await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
    }

    [GeneratedRegex(@"\d+(?= seconds)")]
    private static partial Regex Seconds();
}

[Collection("sqlite")]
public sealed class SqliteGuessingTests(SqliteHost host) : GuessingTests(host);

[Collection("postgres")]
public sealed class PostgresGuessingTests(PostgresHost host) : GuessingTests(host);
