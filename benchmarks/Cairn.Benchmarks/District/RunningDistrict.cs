using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Cairn.Demo;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Cairn.SignIn.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cairn.Benchmarks.District;

/// <summary>The real application on one of the two databases.</summary>
sealed partial class RunningDistrict : IAsyncDisposable
{
    readonly WebApplication app;

    RunningDistrict(WebApplication app) => this.app = app;

    Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<RunningDistrict> StartAsync(Installation place)
    {
        var options = CairnOptions.Read(name =>
            name switch
            {
                "PORT" => "0",
                "CAIRN_BIND" => "127.0.0.1",
                "CAIRN_DATA" => place.Data,
                "CAIRN_DATABASE" => place.Database,
                "CAIRN_DEMO" => "1",
                _ => null,
            }
        );
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddCairn(options);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(RateLimits.None);
        var app = builder.Build();
        app.UseCairn();
        await app.PrepareAsync();
        await app.StartAsync();
        return new(app);
    }

    public HttpClient Anonymous() =>
        new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    public async Task<HttpClient> BrowserAsync(string username)
    {
        var client = Anonymous();
        using FormUrlEncodedContent form = new(
            new Dictionary<string, string>
            {
                ["Username"] = username,
                ["Password"] = DemoContent.People().Password,
                ["__RequestVerificationToken"] = Token().Match(await client.GetStringAsync("/sign-in")).Groups[1].Value,
            }
        );
        using var answer = await client.PostAsync("/sign-in", form);
        return answer.StatusCode is HttpStatusCode.SeeOther
            ? client
            : throw new InvalidOperationException($"{username} could not sign in: {answer.StatusCode}");
    }

    /// <summary>A program of the same person's.</summary>
    public async Task<HttpClient> ProgramAsync(string username)
    {
        var secret = AccessTokenHandler.Prefix + Secrets.New();
        await InDbAsync(async db =>
        {
            var (now, person) = (
                TimeProvider.System.GetUtcNow(),
                await db.People.Where(one => one.Username == username).Select(one => one.Id).SingleAsync()
            );
            var token = new AccessToken(
                db.Tenant.DistrictId,
                person,
                "bench",
                Secrets.Hash(secret),
                now.AddDays(1),
                now,
                TokenScopes.Of(TokenUse.Access)
            );
            db.AccessTokens.Add(token);
            db.Locators.Add(new Locator(AccessToken.Located, token.SecretSha256, token.DistrictId, token.Id.Value));
            return await db.SaveChangesAsync();
        });
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    public Task<T> InDbAsync<T>(Func<CairnDb, Task<T>> act) => InScopeAsync(services => act(services.GetRequiredService<CairnDb>()));

    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        db.Tenant.Enter(await db.Districts.Select(one => one.Id).SingleAsync());
        return await act(scope.ServiceProvider);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
