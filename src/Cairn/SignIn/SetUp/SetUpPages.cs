using Cairn.Audit;
using Cairn.SignIn.Guessing;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.SetUp;

/// <summary>The page behind the one-time link. Once a district exists, its address looks like one that never existed.</summary>
internal static class SetUpPages
{
    public static void MapSetUp(this IEndpointRouteBuilder routes)
    {
        var setUp = routes.MapGroup("/set-up/{secret}").RequireRateLimiting(RateLimits.SetUp);
        setUp.MapGet("", Show);
        setUp
            .MapPost("", Found)
            .TypedTwice("Password")
            .AsPage<Founded>(Show, SaidAsync)
            .OnlyForBrowsers("Done once, before there is anybody who could have a token.");
    }

    private static async Task<IResult> Show(string secret, Form form, CairnDb db, CancellationToken stop) =>
        await IsOpenAsync(db, secret, stop)
            ? SetUpPage.With(new SetUpModel($"/set-up/{secret}", form.Start<SetUpAnswers>(), SetUpAnswers.Zones))
            : TypedResults.NotFound();

    private static async Task<Outcome<Founded>> Found(
        string secret,
        Input<SetUpAnswers> asked,
        CairnDb db,
        UserManager<Account> accounts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var answers = asked.Value;
        if (!await IsOpenAsync(db, secret, stop))
            return Refusal.NotFound;
        if (answers.Refuses() is { } refusal)
            return refusal;

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (!await UseAsync(db, secret, clock.Now(), stop))
            return Refusal.NotFound;

        var account = new Account
        {
            Id = Guid.CreateVersion7(clock.Now()),
            UserName = answers.Username,
            Email = answers.Email,
            CreatedAt = clock.Now(),
        };
        var made = await accounts.CreateAsync(account, answers.Password);
        if (!made.Succeeded)
            return made.Refusals("password").First(); // the transaction rolls back, and the link stays valid
        await FoundAsync(db, answers, account, clock.Now(), stop);
        await transaction.CommitAsync(stop);
        return new Founded(account, answers.District);
    }

    private static async Task<IResult> SaidAsync(Founded founded, HttpContext http)
    {
        await http.RequestServices.GetRequiredService<SignInManager<Account>>().SignInAsync(founded.Account, isPersistent: false);
        await http.RequestServices.GetRequiredService<SignInTrail>().ArrivedAsync(founded.Account, "set-up", http.RequestAborted);
        return SeeOther.To("/account").Saying<Texts>(Texts.SetUpDone, founded.District);
    }

    private static async Task<bool> IsOpenAsync(CairnDb db, string secret, CancellationToken stop)
    {
        var hash = Secrets.Hash(secret);
        return await db.SetupLinks.AnyAsync(link => link.SecretSha256 == hash && link.UsedAt == null, stop)
            && !await db.Districts.AnyAsync(stop);
    }

    private static async Task<bool> UseAsync(CairnDb db, string secret, DateTimeOffset now, CancellationToken stop)
    {
        var hash = Secrets.Hash(secret);
        return await db
                .SetupLinks.Where(link => link.SecretSha256 == hash && link.UsedAt == null)
                .ExecuteUpdateAsync(link => link.SetProperty(l => l.UsedAt, now), stop) == 1;
    }

    private static async Task FoundAsync(CairnDb db, SetUpAnswers answers, Account account, DateTimeOffset now, CancellationToken stop)
    {
        var district = new District(answers.District, answers.TimeZone, now);
        db.Districts.Add(district);
        db.Tenant.Enter(district.Id);
        var organization = new Organization(district.Id, OrganizationKind.District, answers.District, null, now);
        db.Organizations.Add(organization);
        var person = new Person(district.Id, answers.GivenName, answers.FamilyName, now)
        {
            AccountId = account.Id,
            Username = answers.Username,
            Email = answers.Email,
        };
        person.RecordAdult(null, now); // whoever founds a district has put it on a server
        db.People.Add(person);
        db.RoleAssignments.Add(new RoleAssignment(district.Id, person.Id, organization.Id, SchoolRole.Operator, now));
        db.RoleAssignments.Add(new RoleAssignment(district.Id, person.Id, organization.Id, SchoolRole.Leader, now));
        db.Audit(new Actor(district.Id, person.Id, account.Id, person.Name, true, []), "district.founded", district.Id, now);
        await db.SaveChangesAsync(stop);
    }
}

internal sealed record Founded(Account Account, string District);

/// <param name="Url">Where the form goes.</param>
/// <param name="Form">What was typed; never the password.</param>
/// <param name="Zones">The time zones to choose from.</param>
public sealed record SetUpModel(string Url, Form Form, IReadOnlyList<string> Zones);
