using System.Net;
using Cairn.Foundation.Storage;
using Cairn.SignIn.SetUp;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.SignIn.SetUp;

/// <summary>A separate installation for every test: this is what happens before there is a district.</summary>
public abstract class SetUpTests(CairnHost host) : IAsyncLifetime
{
    private static readonly (string Name, string Value)[] Answers =
    [
        ("District", "Riverside Schools"),
        ("TimeZone", "America/Chicago"),
        ("GivenName", "Olga"),
        ("FamilyName", "Perez"),
        ("Username", "olga.perez"),
        ("Email", "olga@riverside.example"),
        ("Password", "seven grey herons wade"),
        ("PasswordAgain", "seven grey herons wade"),
    ];

    private static readonly (string Name, string Value)[] WrongAnswers =
    [
        ("Password", "password1234"),
        ("Password", "short"),
        ("Password", "olga.perez and more"),
        ("PasswordAgain", "something else here"),
        ("TimeZone", "Mars/Olympus"),
        ("Email", "nobody"),
        ("Username", "olga pérez"),
        ("District", ""),
    ];

    public ValueTask InitializeAsync() => host.InitializeAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task The_link_in_the_log_makes_the_district_and_its_operator_once()
    {
        var link = LinkInLog();
        using var client = host.Anonymous();

        var answer = await client.PostFormAsync(link, Answers);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains("Operator", await RolesAsync(), StringComparison.Ordinal);
        Assert.Equal("Olga Perez", (await client.PageAsync("/account")).QuerySelector("main .lede")!.TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(link, UriKind.Relative))).StatusCode);
        Assert.Null(await NewLinkAsync());
        Assert.Equal(["district.founded"], await AuditAsync());
    }

    [Fact]
    public async Task Fails_when_the_link_is_used_twice_at_the_same_instant()
    {
        var link = LinkInLog();
        using var first = host.Anonymous();
        using var second = host.Anonymous();

        var answers = await Task.WhenAll(
            first.PostFormAsync(link, Answers),
            second.PostFormAsync(link, [.. Answers.Select(a => a.Name is "Username" ? (a.Name, "other.person") : a)])
        );

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.SeeOther);
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.NotFound);
        Assert.Equal((1, 1), await CountAsync());
    }

    [Fact]
    public async Task Fails_when_the_link_is_from_before_a_restart()
    {
        var old = LinkInLog();
        var secret = await NewLinkAsync();
        using var client = host.Anonymous();

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(old, UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri($"/set-up/{secret}", UriKind.Relative))).StatusCode);
    }

    /// <summary>One after another on one installation: none of them makes anything, and the link stays good.</summary>
    [Fact]
    public async Task Fails_when_an_answer_will_not_do_and_keeps_the_rest()
    {
        var link = LinkInLog();
        using var client = host.Anonymous();

        foreach (var (name, value) in WrongAnswers)
        {
            var again = name == "Password" ? value : Answers[^1].Value;
            var answer = await client.PostFormAsync(
                link,
                [
                    .. Answers.Select(a =>
                        a.Name == name ? (name, value)
                        : a.Name == "PasswordAgain" ? (a.Name, again)
                        : a
                    ),
                ]
            );

            Assert.Equal((name, value, HttpStatusCode.UnprocessableEntity), (name, value, answer.StatusCode));
            var page = await answer.PageAsync();
            Assert.Equal((value, "true"), (value, page.QuerySelector($"[name={name}]")!.GetAttribute("aria-invalid")));
            Assert.Equal("Olga", page.QuerySelector("input[name=GivenName]")!.GetAttribute("value"));
            Assert.All(page.QuerySelectorAll("input[type=password]"), input => Assert.Null(input.GetAttribute("value")));
            Assert.Equal((value, 0, 0), (value, (await CountAsync()).Districts, (await CountAsync()).Accounts));
        }

        Assert.Equal(HttpStatusCode.SeeOther, (await client.PostFormAsync(link, Answers)).StatusCode);
    }

    private string LinkInLog() =>
        new Uri(host.Log.All.Single(line => line.Contains("/set-up/", StringComparison.Ordinal)).Split(' ')[^1]).AbsolutePath;

    private async Task<string?> NewLinkAsync()
    {
        await using var scope = host.App.Services.CreateAsyncScope();
        return await FirstStart.MakeLinkAsync(
            scope.ServiceProvider.GetRequiredService<CairnDb>(),
            host.Clock.Now(),
            CancellationToken.None
        );
    }

    private async Task<(int Districts, int Accounts)> CountAsync()
    {
        await using var scope = host.App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        return (await db.Districts.CountAsync(), await db.Users.CountAsync());
    }

    private async Task<string> RolesAsync() =>
        string.Join(',', await InDistrictAsync(db => db.RoleAssignments.Select(one => one.Role).ToListAsync()));

    private Task<List<string>> AuditAsync() =>
        InDistrictAsync(db => db.AuditEvents.Where(one => !one.Action.StartsWith("sign-in.")).Select(one => one.Action).ToListAsync());

    private async Task<T> InDistrictAsync<T>(Func<CairnDb, Task<T>> act)
    {
        await using var scope = host.App.Services.CreateAsyncScope();
        var district = await scope.ServiceProvider.GetRequiredService<CairnDb>().Districts.SingleAsync();
        return await host.InDbAsync(district.Id, act);
    }
}

public sealed class SqliteSetUpTests() : SetUpTests(new SqliteHost());

public sealed class PostgresSetUpTests() : SetUpTests(new PostgresHost());
