using System.Net;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.SignIn.Sessions;

/// <summary>A browser whose cookies can be copied, and sessions that grow old without moving everybody's clock.</summary>
internal sealed class CopiedBrowser(CairnHost host, string? userAgent = null) : IDisposable
{
    private readonly CookieContainer _jar = new();
    private HttpClient? _client;

    public HttpClient Client
    {
        get
        {
            if (_client is not null)
                return _client;
            _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = _jar })
            {
                BaseAddress = host.Address,
            };
            if (userAgent is not null)
                _client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent);
            return _client;
        }
    }

    public async Task<HttpResponseMessage> SignInAsync(TestPerson person, bool ownDevice = false)
    {
        var fields = new List<(string, string)> { ("Username", person.Username), ("Password", TestDistrict.Password) };
        if (ownDevice)
            fields.Add(("OwnDevice", "true"));
        var answer = await Client.PostFormAsync("/sign-in", fields);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer;
    }

    /// <summary>Another machine that sends what this browser would send now.</summary>
    public HttpClient Copy()
    {
        var copy = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = host.Address };
        copy.DefaultRequestHeaders.Add("Cookie", _jar.GetCookieHeader(host.Address));
        return copy;
    }

    public void Dispose() => _client?.Dispose();
}

internal static class SessionScene
{
    public const string NewPassword = "seven grey herons wade";

    public static async Task<bool> IsInAsync(this HttpClient client) =>
        (await client.GetAsync(new Uri("/account", UriKind.Relative))).StatusCode == HttpStatusCode.OK;

    public static async Task<HttpStatusCode> StatusAsync(this HttpClient client, string address) =>
        (await client.GetAsync(new Uri(address, UriKind.Relative))).StatusCode;

    /// <summary>Makes every session of the person that much older: made, proved, used and ending earlier.</summary>
    public static Task AgeAsync(this TestPerson person, TimeSpan made, TimeSpan seen) =>
        person.District.Host.InDbAsync(
            person.District.Id,
            async db =>
            {
                foreach (var one in await db.SignInSessions.Where(session => session.AccountId == person.AccountId).ToListAsync())
                {
                    var entry = db.Entry(one);
                    entry.Property(session => session.MadeAt).CurrentValue -= made;
                    entry.Property(session => session.ProvedAt).CurrentValue -= made;
                    entry.Property(session => session.ExpiresAt).CurrentValue -= made;
                    entry.Property(session => session.LastSeenAt).CurrentValue -= seen;
                }
                await db.SaveChangesAsync();
            }
        );

    /// <summary>Older than a proof of who is there lasts.</summary>
    public static Task GetStaleAsync(this TestPerson person) => person.AgeAsync(TimeSpan.FromMinutes(11), TimeSpan.Zero);

    public static async Task<string> AddPasskeyAsync(this TestPerson person, string name = "Phone")
    {
        await using var scope = person.District.Host.App.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = (await accounts.FindByIdAsync(person.AccountId.ToString()))!;
        var passkey = new UserPasskeyInfo(
            Guid.CreateVersion7().ToByteArray(),
            [1],
            person.District.Host.Clock.Now(),
            0,
            [],
            true,
            false,
            false,
            [2],
            [3]
        )
        {
            Name = name,
        };
        Assert.True((await accounts.AddOrUpdatePasskeyAsync(account, passkey)).Succeeded);
        return System.Buffers.Text.Base64Url.EncodeToString(passkey.CredentialId);
    }

    public static async Task<List<string>> PasskeysAsync(this TestPerson person)
    {
        await using var scope = person.District.Host.App.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        return
        [
            .. (await accounts.GetPasskeysAsync((await accounts.FindByIdAsync(person.AccountId.ToString()))!)).Select(one => one.Name!),
        ];
    }

    /// <summary>The same account in another district, and a token that acts there.</summary>
    public static async Task<TestPerson> AlsoInAsync(this TestPerson person, TestDistrict district)
    {
        var there = await district.Host.InDbAsync(
            district.Id,
            async db =>
            {
                var other = new Person(district.Id, "Ana", "Elsewhere", district.Host.Clock.Now())
                {
                    AccountId = person.AccountId,
                    BirthDate = new DateOnly(1980, 1, 1),
                };
                db.People.Add(other);
                await db.SaveChangesAsync();
                return other.Id;
            }
        );
        return person with { District = district, Id = there };
    }

    public static Task<List<string>> EventsAsync(this TestDistrict district) =>
        district.Host.InDbAsync(
            district.Id,
            db => db.AuditEvents.OrderBy(one => one.At).ThenBy(one => one.Id).Select(one => one.Action).ToListAsync()
        );

    /// <summary>The address of a card for a child.</summary>
    public static async Task<string> CardAsync(this TestPerson child, TestPerson printer)
    {
        var actor = await printer.ActorAsync();
        return await child.District.Host.InDbAsync(
            child.District.Id,
            async db =>
            {
                var (card, secret) = SignInCard
                    .Print(
                        actor,
                        await db.People.SingleAsync(one => one.Id == child.Id),
                        [SchoolRole.Learner],
                        child.District.Host.Clock.Now()
                    )
                    .Value;
                db.SignInCards.Add(card);
                db.Locators.Add(new Locator(SignInCard.Located, card.SecretSha256, card.DistrictId, card.Id.Value));
                await db.SaveChangesAsync();
                return $"/card/{secret}";
            }
        );
    }
}
