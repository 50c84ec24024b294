using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Cairn.SignIn.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Schools.Roles;

internal static class RoleApi
{
    public static void MapRoleApi(this IEndpointRouteBuilder routes)
    {
        var people = routes.MapGroup("/api/v1/schools/{id}/people").RequireRole(SchoolRole.Leader, SchoolRole.Operator).WithTags("Schools");
        people.MapGet("", List).WithSummary("People with a role at a school; with q, also other adults of the district");
        people
            .MapPut("{person}/roles", Set)
            .WithSummary("Make these the roles given by hand; roles from the roster stay")
            .WithBodyOfAtMost(4096)
            .GivesAccess();
    }

    static async Task<Results<Ok<ListOf<PersonRoles>>, NotFound>> List(
        Id<Organization> id,
        HttpContext http,
        CairnDb db,
        CancellationToken stop,
        string? q = null,
        SchoolRole? role = null,
        string? after = null
    )
    {
        if (await db.SchoolAsync(id, http.Actor(), stop) is null)
            return TypedResults.NotFound();

        var words = string.IsNullOrWhiteSpace(q) || q.Length > 100 ? null : q;
        var page = await db.PeopleAt(id, role, words).PageAsync(db, after, stop);
        var shown = page.Take(PeoplePaging.Size).ToList();
        var roles = (await db.RolesAtAsync(id, [.. shown.Select(person => person.Id)], stop)).ToLookup(held => held.PersonId);
        var query = QueryString
            .Create(new Dictionary<string, string?> { ["q"] = words, ["role"] = role?.ToString() }.Where(pair => pair.Value is not null))
            .ToUriComponent();
        return TypedResults.Ok(
            new ListOf<PersonRoles>(
                [.. shown.Select(person => PersonRoles.Of(person, roles[person.Id]))],
                page.Next($"/api/v1/schools/{id}/people{query}")
            )
        );
    }

    static async Task<Results<Ok<PersonRoles>, NotFound, ProblemHttpResult>> Set(
        Id<Organization> id,
        Id<Person> person,
        JsonBody<RolesWanted> body,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var wanted, out var refusal))
            return texts.Problem(refusal);
        if (await db.SchoolAsync(id, http.Actor(), stop) is not { } school)
            return TypedResults.NotFound();
        if (await db.PeopleAt(id, null, "").AsNoTracking().SingleOrDefaultAsync(one => one.Id == person, stop) is not { } found)
            return TypedResults.NotFound();

        var set = await db.SetRolesAsync(http.Actor(), school, person, wanted.Roles.ToHashSet(), clock.Now(), stop);
        return set.Succeeds(out _, out refusal)
            ? TypedResults.Ok(PersonRoles.Of(found, await db.RolesAtAsync(id, [person], stop)))
            : texts.Problem(refusal);
    }
}

internal sealed record RolesWanted(IReadOnlyList<SchoolRole> Roles);

/// <param name="Unconfirmed">Given by the first operator to themself while alone: to set them again, as somebody else, confirms
/// them.</param>
internal sealed record PersonRoles(
    Id<Person> Id,
    string Name,
    IReadOnlyList<SchoolRole> Roles,
    IReadOnlyList<SchoolRole> FromRoster,
    IReadOnlyList<SchoolRole> Unconfirmed
)
{
    public static PersonRoles Of(Person person, IEnumerable<RoleAssignment> held) =>
        new(
            person.Id,
            person.Name,
            [.. held.Select(one => one.Role).Order()],
            [.. held.Where(one => one.FromRoster).Select(one => one.Role).Order()],
            [.. held.Where(one => one.GivenAlone).Select(one => one.Role).Order()]
        );
}
