using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Foundation.Storage;
using Cairn.SignIn.Invitations;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.SignIn.Invitations;

/// <summary>
/// A school after its first roster: Lea leads it, Otto runs the district, Tess teaches Leo in Room 5; Sam, Leo and his mother Gina have no
/// way in.
/// </summary>
internal sealed record InvitationScene(
    TestDistrict District,
    TestPerson Lea,
    TestPerson Otto,
    TestPerson Tess,
    Id<SchoolClass> Room,
    Id<Person> Sam,
    Id<Person> Leo,
    Id<Person> Gina
)
{
    public const string NewPassword = "seven grey herons wade";

    private CairnHost Host => District.Host;

    public static async Task<InvitationScene> BeginAsync(CairnHost host)
    {
        var district = await host.NewDistrictAsync("Brook Valley");
        var lea = await district.PersonAsync("Lea", [SchoolRole.Leader]);
        var otto = await district.PersonAsync("Otto", [SchoolRole.Operator], at: district.Top);
        var tess = await district.PersonAsync("Tess", [SchoolRole.Teacher]);
        var sam = await district.RosteredAsync("Sam", SchoolRole.Teacher);
        var leo = await district.RosteredAsync("Leo", SchoolRole.Learner, age: 11);
        var gina = await district.RosteredAsync("Gina", SchoolRole.Guardian);
        var room = await host.InDbAsync(
            district.Id,
            async db =>
            {
                var room = new SchoolClass(district.Id, district.School, "Room 5", host.Clock.Now());
                db.Classes.Add(room);
                db.ClassMemberships.Add(new ClassMembership(district.Id, room.Id, tess.Id, ClassRole.Teacher, host.Clock.Now()));
                db.ClassMemberships.Add(new ClassMembership(district.Id, room.Id, leo, ClassRole.Learner, host.Clock.Now()));
                db.Guardianships.Add(new Guardianship(district.Id, gina, leo, host.Clock.Now()));
                await db.SaveChangesAsync();
                return room.Id;
            }
        );
        return new InvitationScene(district, lea, otto, tess, room, sam, leo, gina);
    }

    /// <summary>The API's answer to an order for these people.</summary>
    public static async Task<HttpResponseMessage> OrderAsync(TestPerson maker, bool clearSecondStep, params Id<Person>[] people)
    {
        using var api = await maker.ApiAsync();
        return await api.PostAsJsonAsync("/api/v1/invitations", new { people = people.Select(one => one.ToString()), clearSecondStep });
    }

    /// <summary>The path of a new link; if it needs a second person, somebody entitled has confirmed it.</summary>
    public static async Task<string> InviteAsync(TestPerson maker, Id<Person> person, bool clearSecondStep = false) =>
        (await SecretsAsync(maker, person, clearSecondStep)).Link;

    public static async Task<(string Link, string Code)> SecretsAsync(TestPerson maker, Id<Person> person, bool clearSecondStep = false)
    {
        var (link, code, waits) = await MakeAsync(maker, person, clearSecondStep);
        if (waits)
            await ConfirmAsync(maker.District, person);
        return (link, code);
    }

    /// <summary>A new link that nobody has confirmed.</summary>
    public static async Task<(string Link, string Code, bool Waits)> MakeAsync(
        TestPerson maker,
        Id<Person> person,
        bool clearSecondStep = false
    )
    {
        using var answer = await OrderAsync(maker, clearSecondStep, person);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var line = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items")[0];
        return (
            new Uri(line.GetProperty("address").GetString()!).AbsolutePath,
            line.GetProperty("code").GetString()!,
            line.GetProperty("waits").GetBoolean()
        );
    }

    /// <summary>Confirmation by the first person who may give it.</summary>
    public static Task ConfirmAsync(TestDistrict district, Id<Person> person) =>
        district.Host.InDbAsync(
            district.Id,
            async db =>
            {
                var now = district.Host.Clock.Now();
                var link = await db
                    .Invitations.Where(one => one.PersonId == person && one.UsedAt == null && one.RevokedAt == null)
                    .Select(one => one.Id)
                    .SingleAsync();
                var leaders = await db
                    .RoleAssignments.Where(one => one.Role == SchoolRole.Leader || one.Role == SchoolRole.Operator)
                    .Select(one => one.PersonId)
                    .Distinct()
                    .ToListAsync();
                foreach (var leader in leaders)
                {
                    var actor = (await db.ActorAsync(leader, now, CancellationToken.None))!;
                    if ((await new Visit(actor, db, now, CancellationToken.None).ConfirmAsync(new Confirmation([link]))).Refusal is null)
                        return;
                }
                Assert.Fail("Nobody could confirm it.");
            }
        );

    /// <summary>Why the API refuses; "" if it does not.</summary>
    public static async Task<string> RefusalAsync(TestPerson maker, Id<Person> person, bool clearSecondStep = false)
    {
        using var answer = await OrderAsync(maker, clearSecondStep, person);
        return answer.IsSuccessStatusCode ? "" : (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!;
    }

    public static Task<HttpResponseMessage> JoinAsync(HttpClient client, string link, string username) =>
        client.PostFormAsync(link, ("Username", username), ("Password", NewPassword), ("PasswordAgain", NewPassword));

    public static Task<HttpResponseMessage> ResetAsync(HttpClient client, string link) =>
        client.PostFormAsync(link, ("Password", NewPassword), ("PasswordAgain", NewPassword));

    public async Task<HttpStatusCode> SignInAsync(string username, string password)
    {
        using var client = Host.Anonymous();
        return (await client.PostFormAsync("/sign-in", ("Username", username), ("Password", password))).StatusCode;
    }

    public Task<Guid?> AccountOfAsync(Id<Person> person) =>
        Host.InDbAsync(District.Id, db => db.People.Where(one => one.Id == person).Select(one => one.AccountId).SingleAsync());

    public Task<List<string>> EventsAsync() =>
        Host.InDbAsync(
            District.Id,
            db =>
                db.AuditEvents.Where(one => !one.Action.StartsWith("sign-in."))
                    .OrderBy(one => one.At)
                    .ThenBy(one => one.Id)
                    .Select(one => one.Action)
                    .ToListAsync()
        );

    public Task GiveAsync(Id<Person> person, SchoolRole role, Id<Organization> at) =>
        Host.InDbAsync(
            District.Id,
            async db =>
            {
                db.RoleAssignments.Add(new RoleAssignment(District.Id, person, at, role, Host.Clock.Now()));
                await db.SaveChangesAsync();
            }
        );

    public Task<Id<Organization>> OtherSchoolAsync() =>
        Host.InDbAsync(
            District.Id,
            async db =>
            {
                var school = new Organization(District.Id, OrganizationKind.School, "Other School", District.Top, Host.Clock.Now());
                db.Organizations.Add(school);
                await db.SaveChangesAsync();
                return school.Id;
            }
        );
}

internal static class Rostered
{
    /// <summary>Somebody whom a roster brought: a person with a role and without an account.</summary>
    public static Task<Id<Person>> RosteredAsync(
        this TestDistrict district,
        string givenName,
        SchoolRole? role,
        int? age = null,
        Id<Organization>? at = null
    ) =>
        district.Host.InDbAsync(
            district.Id,
            async db =>
            {
                var now = district.Host.Clock.Now();
                var person = new Person(district.Id, givenName, "Núñez", now)
                {
                    Grade = age is null ? null : "05",
                    BirthDate = age is { } years ? DateOnly.FromDateTime(now.UtcDateTime).AddYears(-years).AddDays(-30) : null,
                };
                if (age is null && role is not (null or SchoolRole.Learner))
                    person.RecordAdult(null, now);
                db.People.Add(person);
                if (role is { } held)
                    db.RoleAssignments.Add(new RoleAssignment(district.Id, person.Id, at ?? district.School, held, now));
                await db.SaveChangesAsync();
                return person.Id;
            }
        );
}
