using System.Net;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Cairn.SignIn.Guessing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.SignIn.Guessing;

/// <summary>What one address can take. A separate installation for each test, because the limits are per installation.</summary>
public sealed class SchoolAtEightTests
{
    /// <summary>
    /// With the limits as they are: every second child types the password wrong first, every third has a card, and no device was seen
    /// before.
    /// </summary>
    [Fact]
    public async Task Three_hundred_children_sign_in_from_one_address_in_five_minutes()
    {
        await using var house = await OpenAsync(new RateLimits());
        var (names, cards) = await ChildrenAsync(house.Host, 200, 100);
        var begun = house.Host.Clock.GetUtcNow();

        var statuses = new System.Collections.Concurrent.ConcurrentBag<HttpStatusCode>();
        await Parallel.ForEachAsync(
            names.Select((name, one) => (name, one)),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (child, _) =>
            {
                using var client = house.Host.Anonymous();
                if (child.one % 2 == 0)
                    await EnterAsync(client, child.name, "wrong wrong wrong");
                statuses.Add((await EnterAsync(client, child.name, TestDistrict.Password)).StatusCode);
            }
        );
        await Parallel.ForEachAsync(
            cards,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (card, _) =>
            {
                using var client = house.Host.Anonymous();
                statuses.Add((await client.PostFormAsync(card)).StatusCode);
            }
        );

        Assert.Equal(300, statuses.Count);
        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.SeeOther, status));
        Assert.InRange(house.Host.Clock.GetUtcNow() - begun, TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    /// <summary>
    /// One password on every name: each name is tried once, so the address counts. Cards and known devices still work.
    /// </summary>
    [Fact]
    public async Task Fails_when_one_address_tries_a_password_on_every_name_and_nobody_known_waits()
    {
        await using var house = await OpenAsync(
            RateLimits.None with
            {
                Address = new GuessLimit(3, TimeSpan.FromHours(1), TimeSpan.FromMinutes(1)),
            }
        );
        using var still = house.Host.Clock.Hold();
        var (names, cards) = await ChildrenAsync(house.Host, 6, 1);
        using var own = house.Host.Anonymous();
        Assert.Equal(HttpStatusCode.SeeOther, (await EnterAsync(own, names[5], TestDistrict.Password)).StatusCode);
        using var sprayer = house.Host.Anonymous();
        for (var one = 0; one < 3; one++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await EnterAsync(sprayer, names[one], "wrong wrong wrong")).StatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await EnterAsync(sprayer, names[3], TestDistrict.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await EnterAsync(sprayer, "nobody-has-this-name", "wrong wrong wrong")).StatusCode);

        Assert.Equal(HttpStatusCode.SeeOther, (await EnterAsync(own, names[5], TestDistrict.Password)).StatusCode);
        // a device with a history counts separately
        Assert.Equal(HttpStatusCode.SeeOther, (await EnterAsync(own, names[4], TestDistrict.Password)).StatusCode);
        using var tablet = house.Host.Anonymous();
        Assert.Equal(HttpStatusCode.SeeOther, (await tablet.PostFormAsync(cards[0])).StatusCode);
    }

    [Fact]
    public async Task Fails_when_codes_on_paper_are_guessed_wherever_they_are_typed_and_links_never_wait()
    {
        await using var house = await OpenAsync(
            RateLimits.None with
            {
                Address = new GuessLimit(3, TimeSpan.FromHours(1), TimeSpan.FromMinutes(1)),
            }
        );
        using var still = house.Host.Clock.Hold();
        using var client = house.Host.Anonymous();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostFormAsync("/join", ("Code", "0000-0000-0000-0001"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri("/join/0000000000000002", UriKind.Relative))).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await client.GetAsync(new Uri("/api/v1/invitations/0000000000000003", UriKind.Relative))).StatusCode
        );

        foreach (var address in new[] { "/join/0000000000000004", "/api/v1/invitations/0000000000000005" })
        {
            var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.PostFormAsync("/join", ("Code", "0000-0000-0000-0006"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri("/join/" + Secrets.New(), UriKind.Relative))).StatusCode);
    }

    private static Task<HttpResponseMessage> EnterAsync(HttpClient client, string name, string password) =>
        client.PostFormAsync("/sign-in", ("Username", name), ("Password", password));

    /// <summary>Rows as a roster and a printer leave them; hashing one password three hundred times is not what is tested.</summary>
    private static async Task<(IReadOnlyList<string> Names, IReadOnlyList<string> Cards)> ChildrenAsync(
        CairnHost host,
        int withPassword,
        int withCard
    )
    {
        var district = await host.NewDistrictAsync();
        var teacher = await (await district.PersonAsync("Tess", [SchoolRole.Teacher])).ActorAsync();
        var now = host.Clock.Now();
        List<string> names = [],
            cards = [];
        await using var scope = host.App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(district.Id);
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var hash = accounts.PasswordHasher.HashPassword(new Account(), TestDistrict.Password);
        for (var one = 0; one < withPassword + withCard; one++)
        {
            var child = new Person(district.Id, "Kim", $"No {one}", now) { Grade = "03" };
            db.People.Add(child);
            if (one < withPassword)
            {
                var name = $"kim-{one}";
                names.Add(name);
                var account = new Account
                {
                    Id = Guid.CreateVersion7(now),
                    UserName = name,
                    NormalizedUserName = accounts.NormalizeName(name),
                    PasswordHash = hash,
                    CreatedAt = now,
                    SecurityStamp = Guid.CreateVersion7(now).ToString("N"),
                };
                db.Users.Add(account);
                child.AccountId = account.Id;
                continue;
            }
            var (card, secret) = SignInCard.Print(teacher, child, [], now).Value;
            db.SignInCards.Add(card);
            db.Locators.Add(new Locator(SignInCard.Located, card.SecretSha256, district.Id, card.Id.Value));
            cards.Add($"/card/{secret}");
        }
        await db.SaveChangesAsync();
        return (names, cards);
    }

    private static async Task<House> OpenAsync(RateLimits limits)
    {
        var host = new SqliteHost { Limits = limits };
        await host.InitializeAsync();
        return new House(host);
    }

    private sealed record House(SqliteHost Host) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Host.DisposeAsync();
    }
}
