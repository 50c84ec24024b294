using Cairn.Audit;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Cairn.SignIn.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Cairn.Schools.Roles;

internal static class RolePages
{
    public static void MapRolePages(this IEndpointRouteBuilder routes)
    {
        var people = routes.MapGroup("/schools/{id}/people").RequireRole(SchoolRole.Leader, SchoolRole.Operator);
        people.MapGet("", List);
        people.MapGet("{person}", Show);
        people.MapPost("{person}", Keep).RequireFreshSignIn();
    }

    static async Task<IResult> List(
        Id<Organization> id,
        string? q,
        string? role,
        string? after,
        HttpContext http,
        CairnDb db,
        IStringLocalizer<Texts> texts,
        CancellationToken stop
    )
    {
        if (await db.SchoolAsync(id, http.Actor(), stop) is not { } school)
            return TypedResults.NotFound();

        var words = string.IsNullOrWhiteSpace(q) ? null : q.Trim()[..Math.Min(q.Trim().Length, 100)];
        var only = Enum.TryParse<SchoolRole>(role, out var one) && Enum.IsDefined(one) ? one : (SchoolRole?)null;
        var page = await db.PeopleAt(id, only, words).PageAsync(db, after, stop);
        var shown = page.Take(PeoplePaging.Size).ToList();
        var roles = (await db.RolesAtAsync(id, [.. shown.Select(person => person.Id)], stop)).ToLookup(
            held => held.PersonId,
            held => held.Role
        );
        return RolesPage.With(
            new RolesModel(
                $"/schools/{id}",
                school.Name,
                Form.Of(new { q = words, role = only?.ToString() }),
                [.. RoleAssignment.ByHand.Append(SchoolRole.Guardian).Select(each => new Choice(each.ToString(), texts[$"Role.{each}"]))],
                [
                    .. shown.Select(person => new RoleLine(
                        $"/schools/{id}/people/{person.Id}",
                        person.Name,
                        string.Join(", ", roles[person.Id].Order().Select(each => texts[$"Role.{each}"].Value))
                    )),
                ],
                page.Next(
                    QueryString
                        .Create(
                            new Dictionary<string, string?> { ["q"] = words, ["role"] = only?.ToString() }.Where(pair =>
                                pair.Value is not null
                            )
                        )
                        .ToUriComponent()
                        is { Length: > 0 } query
                        ? $"/schools/{id}/people{query}"
                        : $"/schools/{id}/people"
                )
            )
        );
    }

    static async Task<IResult> Show(
        Id<Organization> id,
        Id<Person> person,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        IStringLocalizer<Texts> texts,
        CancellationToken stop
    )
    {
        if (await FindAsync(db, id, person, http.Actor(), stop) is not var (school, found))
            return TypedResults.NotFound();

        var held = await db.RolesAtAsync(id, [person], stop);
        // What waits for a second person's word is not ticked: whoever ticks it gives that word.
        var form = Form.Of(
            new
            {
                Roles = held.Where(one => !one.FromRoster && (!one.GivenAlone || http.Actor().Is(found.Id, found.AccountId)))
                    .Select(one => one.Role),
            }
        );
        return PersonRolesPage.With(await ModelAsync(db, http.Actor(), school, found, held, form, clock.Now(), texts, stop));
    }

    static async Task<IResult> Keep(
        Id<Organization> id,
        Id<Person> person,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        IStringLocalizer<Texts> texts,
        CancellationToken stop
    )
    {
        if (await FindAsync(db, id, person, http.Actor(), stop) is not var (school, found))
            return TypedResults.NotFound();

        var wanted = form.All("Roles").Select(word => Enum.TryParse<SchoolRole>(word, out var role) ? role : (SchoolRole?)null).ToList();
        // What the actor may not change is not on the form, and stays.
        var held = await db.RolesAtAsync(id, [person], stop);
        wanted.AddRange(held.Where(one => !RoleAssignment.MayTake(http.Actor(), found, id, one.Role)).Select(one => (SchoolRole?)one.Role));
        if (wanted.Contains(null))
            form.Errors.Add("Roles", "input.choice");
        else if (
            !(await db.SetRolesAsync(http.Actor(), school, person, wanted.OfType<SchoolRole>().ToHashSet(), clock.Now(), stop)).Succeeds(
                out _,
                out var refusal
            )
        )
            form.Errors.Add("Roles", refusal.Code, [.. refusal.Args]);
        if (!form.Invalid)
            return SeeOther.To($"/schools/{id}/people").Saying<Texts>("Roles.Kept", found.Name);

        db.ChangeTracker.Clear();
        return PersonRolesPage.With(
            await ModelAsync(db, http.Actor(), school, found, await db.RolesAtAsync(id, [person], stop), form, clock.Now(), texts, stop),
            422
        );
    }

    static async Task<(Organization School, Person Person)?> FindAsync(
        CairnDb db,
        Id<Organization> id,
        Id<Person> personId,
        Actor actor,
        CancellationToken stop
    ) =>
        await db.SchoolAsync(id, actor, stop) is { } school
        && await db.PeopleAt(id, null, "").AsNoTracking().SingleOrDefaultAsync(one => one.Id == personId, stop) is { } person
            ? (school, person)
            : null;

    static async Task<PersonRolesModel> ModelAsync(
        CairnDb db,
        Actor actor,
        Organization school,
        Person person,
        List<RoleAssignment> held,
        Form form,
        DateTimeOffset now,
        IStringLocalizer texts,
        CancellationToken stop
    )
    {
        var alone = await db.IsAloneAsync(actor, person, now, stop);
        bool MayChange(SchoolRole role) =>
            RoleAssignment.MayGive(actor, person, school.Id, role, alone)
            || held.Exists(one => one.Role == role) && RoleAssignment.MayTake(actor, person, school.Id, role);
        var fixedRoles = held.Where(one => one.FromRoster || !RoleAssignment.ByHand.Contains(one.Role)).Select(one => one.Role).ToHashSet();
        var others = held.Select(one => one.Role).Where(role => !fixedRoles.Contains(role) && !MayChange(role)).ToHashSet();
        return new PersonRolesModel(
            $"/schools/{school.Id}",
            $"/schools/{school.Id}/people/{person.Id}",
            $"/people/{person.Id}/way-in",
            actor.MayReadTrail() ? $"/operations/audit?person={person.Id}" : null,
            school.Name,
            person.Name,
            form,
            [
                .. RoleAssignment
                    .ByHand.Where(role => !fixedRoles.Contains(role) && MayChange(role))
                    .Select(role => new Choice(role.ToString(), texts[$"Role.{role}"], texts[$"Role.{role}.Hint"])),
            ],
            [.. fixedRoles.Order().Select(role => texts[$"Role.{role}"].Value)],
            [.. others.Order().Select(role => texts[$"Role.{role}"].Value)],
            [.. held.Where(one => one.GivenAlone).Select(one => one.Role).Order().Select(role => texts[$"Role.{role}"].Value)],
            alone,
            !person.IsAdult(now) && person is { BirthDate: null, Learns: false, Grade: null }
        );
    }
}

public sealed record RolesModel(
    string SchoolUrl,
    string School,
    Form Filter,
    IReadOnlyList<Choice> Roles,
    IReadOnlyList<RoleLine> People,
    string? Next
);

public sealed record RoleLine(string Url, string Name, string Roles);

/// <param name="GivenAlone">Roles that the person gave to themself while they were alone, and that nobody has confirmed.</param>
/// <param name="Alone">It is the reader's own page, and there is no second adult.</param>
/// <param name="AgeUnknown">Giving a role that takes an adult says that this is one.</param>
public sealed record PersonRolesModel(
    string SchoolUrl,
    string Url,
    string WayInUrl,
    string? TrailUrl,
    string School,
    string Name,
    Form Form,
    IReadOnlyList<Choice> Choices,
    IReadOnlyList<string> FromRoster,
    IReadOnlyList<string> NotYours,
    IReadOnlyList<string> GivenAlone,
    bool Alone,
    bool AgeUnknown
);
