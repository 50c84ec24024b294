using System.Net.Http.Headers;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Cairn.SignIn.Tokens;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests;

/// <summary>A district made for one test, with people who sign in for real.</summary>
internal sealed class TestDistrict(CairnHost host, Id<District> id, Id<Organization> top, Id<Organization> school)
{
    public const string Password = "correct horse battery";

    private int _people;

    public CairnHost Host { get; } = host;
    public Id<District> Id { get; } = id;

    /// <summary>The district as an organization.</summary>
    public Id<Organization> Top { get; } = top;

    public Id<Organization> School { get; } = school;

    /// <summary>
    /// A person with an account and roles at the school. <paramref name="grade"/> and <paramref name="age"/> make a learner of that age;
    /// without both it is an adult.
    /// </summary>
    public async Task<TestPerson> PersonAsync(
        string givenName,
        IReadOnlyList<SchoolRole> roles,
        string? grade = null,
        int? age = null,
        Id<Organization>? at = null
    )
    {
        await using var scope = Host.App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(Id);
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var now = Host.Clock.Now();

        var username = $"{givenName.ToLowerInvariant()}-{Interlocked.Increment(ref _people)}-{Id.ToString()[^8..]}";
        var account = new Account
        {
            Id = Guid.CreateVersion7(now),
            UserName = username,
            CreatedAt = now,
        };
        var made = await accounts.CreateAsync(account, Password);
        Assert.True(made.Succeeded, string.Join(", ", made.Errors.Select(e => e.Code)));
        var person = new Person(Id, givenName, "Tester", now)
        {
            AccountId = account.Id,
            Username = username,
            Email = $"{username}@example.org",
            Grade = grade,
            Learns = grade is not null,
            BirthDate = age is { } years ? DateOnly.FromDateTime(now.UtcDateTime).AddYears(-years).AddDays(-30) : null,
        };
        if (grade is null && age is null)
            person.RecordAdult(null, now);
        db.People.Add(person);
        foreach (var role in roles)
            db.RoleAssignments.Add(new RoleAssignment(Id, person.Id, at ?? School, role, now));
        await db.SaveChangesAsync();
        return new TestPerson(this, person.Id, account.Id, username);
    }
}

internal sealed record TestPerson(TestDistrict District, Id<Person> Id, Guid AccountId, string Username)
{
    /// <summary>
    /// A client with a personal access token for the whole API, including giving access, unless scopes say otherwise.
    /// </summary>
    public async Task<HttpClient> ApiAsync(params IReadOnlyList<string> scopes)
    {
        var secret = AccessTokenHandler.Prefix + Secrets.New();
        var now = District.Host.Clock.Now();
        await District.Host.InDbAsync(
            District.Id,
            async db =>
            {
                var token = new AccessToken(
                    District.Id,
                    Id,
                    "test",
                    Secrets.Hash(secret),
                    now.AddDays(30),
                    now,
                    scopes.Count > 0 ? scopes : TokenScopes.Of(TokenUse.Access)
                );
                db.AccessTokens.Add(token);
                db.Locators.Add(new Locator(AccessToken.Located, token.SecretSha256, District.Id, token.Id.Value));
                await db.SaveChangesAsync();
            }
        );
        var client = District.Host.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    /// <summary>A client that signed in with the password, as a browser does.</summary>
    public async Task<HttpClient> BrowserAsync()
    {
        var client = District.Host.Anonymous();
        var answer = await client.PostFormAsync("/sign-in", ("Username", Username), ("Password", TestDistrict.Password));
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, answer.StatusCode);
        return client;
    }

    /// <summary>This person as rules see them.</summary>
    public Task<Actor> ActorAsync() =>
        District.Host.InDbAsync(District.Id, async db => (await db.ActorAsync(Id, District.Host.Clock.Now(), CancellationToken.None))!);
}
