using Cairn.SignIn.Sessions;
using Cairn.SignIn.Tokens;

namespace Cairn.Schools.Roles;

/// <summary>The people of a school, and what they may do there.</summary>
internal static class PeopleAndRoles
{
    public static void MapPeopleAndRoles(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/schools/{id}/people").RequireRole(SchoolRole.Leader, SchoolRole.Operator);
        pages.MapGet("", ShowAll);
        pages.MapGet("{person}", Show);
        pages.MapPost("{person}", Set).RequireFreshSignIn().AsPage<PersonRoles>(Show, Said);

        var api = routes.MapGroup("/api/v1/schools/{id}/people").RequireRole(SchoolRole.Leader, SchoolRole.Operator).WithTags("Schools");
        api.MapGet("", List).WithSummary("People with a role at a school; with q, also other adults of the district");
        api.MapPut("{person}/roles", Set)
            .WithSummary("Make these the roles given by hand; roles from the roster, and those that are not yours to take, stay")
            .WithBodyOfAtMost(4096)
            .GivesAccess();
    }

    private static Task<Outcome<PersonRoles>> Set(Id<Organization> id, Id<Person> person, Input<RolesWanted> asked, Visit visit) =>
        visit.SetRolesAsync(id, person, asked.Value.Roles);

    private static SeeOther Said(PersonRoles set, HttpContext http) =>
        SeeOther.To($"/schools/{http.Request.RouteValues["id"]}/people").Saying<Texts>(Texts.RolesKept, set.Name);

    private static async Task<IResult> ShowAll(
        Id<Organization> id,
        Visit visit,
        string? q = null,
        string? role = null,
        Id<Person>? after = null
    )
    {
        if (!(await visit.SchoolAsync(id)).Succeeds(out var school, out _))
            return TypedResults.NotFound();

        var filter = new PeopleFilter(q, Enum.TryParse<SchoolRole>(role, out var one) && Enum.IsDefined(one) ? one : null);
        return RolesPage.With(
            new RolesModel(school, filter, (await visit.PeopleAtAsync(id, filter, after)).At(filter.At($"/schools/{id}/people"), p => p.Id))
        );
    }

    private static async Task<IResult> Show(Id<Organization> id, Id<Person> person, Visit visit, Form form)
    {
        if (!(await visit.PersonAtAsync(id, person)).Succeeds(out var found, out _))
            return TypedResults.NotFound();

        // A role waiting for a second person's confirmation is not ticked: ticking it confirms it.
        var isSelf = visit.Actor.Is(person, found.Person.AccountId);
        var ticked = found.Held.Where(one => !one.FromRoster && (!one.GivenAlone || isSelf)).Select(one => one.Role);
        return PersonRolesPage.With(new PersonRolesModel(found, visit, form.Start<RolesWanted>(new { Roles = ticked })));
    }

    private static async Task<Outcome<ListOf<PersonRoles>>> List(
        Id<Organization> id,
        Visit visit,
        string? q = null,
        SchoolRole? role = null,
        Id<Person>? after = null
    )
    {
        var filter = new PeopleFilter(q, role);
        return (await visit.SchoolAsync(id)).Succeeds(out _, out var refusal)
            ? (await visit.PeopleAtAsync(id, filter, after)).At(filter.At($"/api/v1/schools/{id}/people"), p => p.Id)
            : refusal;
    }
}
