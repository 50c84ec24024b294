using Cairn.SignIn.Sessions;
using Cairn.SignIn.Tokens;

namespace Cairn.SignIn.Invitations;

/// <summary>Who in a class or a school has no way in yet, and links and codes for those who are chosen.</summary>
internal static class WaysIn
{
    public const string Invitations = "POST /api/v1/invitations";

    public static void MapWaysIn(this IEndpointRouteBuilder routes)
    {
        var room = routes.MapGroup("/classes/{id}/ways-in").RequireRole(SchoolRole.Teacher, SchoolRole.Leader, SchoolRole.Operator);
        room.MapGet("", ShowClass);
        room.MapPost("", InviteClass).RequireFreshSignIn().AsPage<MadeInvitations>(ShowClass, Sheet).InOtherWords(Invitations);
        var school = routes.MapGroup("/schools/{id}/ways-in").RequireRole(SchoolRole.Leader, SchoolRole.Operator);
        school.MapGet("", ShowSchool);
        school.MapPost("", InviteSchool).RequireFreshSignIn().AsPage<MadeInvitations>(ShowSchool, Sheet).InOtherWords(Invitations);

        var api = routes.MapGroup("/api/v1").RequireRole(SchoolRole.Teacher, SchoolRole.Leader, SchoolRole.Operator).WithTags("Ways in");
        api.MapGet("classes/{id}/ways-in", OfClass).WithSummary("How the learners of a class and their guardians sign in");
        api.MapGet("schools/{id}/ways-in", OfSchool).WithSummary("People of a school who cannot sign in yet; with all, everybody");
        api.MapPost("invitations", Invite)
            .WithSummary("A new link and code for each of these people, given once; what they had before is void")
            .WithBodyOfAtMost(20_000)
            .GivesAccess();
    }

    private static Task<Outcome<MadeInvitations>> Invite(Input<InvitationOrder> asked, Visit visit, CairnOptions options) =>
        visit.InviteAsync(asked.Value, options.LocalOrigin);

    private static async Task<Outcome<MadeInvitations>> InviteClass(
        Id<SchoolClass> id,
        Input<InvitationOrder> asked,
        Visit visit,
        CairnOptions options
    ) =>
        (await visit.ClassAsync(id)).Succeeds(out var found, out var refusal)
            ? (await Invite(asked, visit, options)).As(made => made with { Place = found.Title })
            : refusal;

    private static async Task<Outcome<MadeInvitations>> InviteSchool(
        Id<Organization> id,
        Input<InvitationOrder> asked,
        Visit visit,
        CairnOptions options
    ) =>
        (await visit.SchoolAsync(id)).Succeeds(out var school, out var refusal)
            ? (await Invite(asked, visit, options)).As(made => made with { Place = school.Name })
            : refusal;

    /// <summary>The answer is the sheet itself, not a redirect: only it shows the secrets.</summary>
    private static async Task<IResult> Sheet(MadeInvitations made, HttpContext http)
    {
        var visit = (await Visit.BindAsync(http))!;
        var people = await visit.WaysInAsync([.. made.Items.Select(one => one.PersonId)]);
        return InvitationSheetPage.With(
            new InvitationSheetModel(made, http) { GuardianOf = people.ToDictionary(one => one.Person.Id, one => one.Children) }
        );
    }

    /// <summary>Learners by name, fifty at a time, followed by their guardians.</summary>
    private static async Task<IResult> ShowClass(Id<SchoolClass> id, Visit visit, Form form, Id<Person>? after = null)
    {
        if (!(await visit.ClassAsync(id)).Succeeds(out var found, out _))
            return TypedResults.NotFound();

        var address = $"/classes/{id}/ways-in";
        return WaysInPage.With(
            new WaysInModel(found.Title, $"/classes/{id}", await visit.LearnersAndGuardiansAsync(id, after, address), form)
            {
                Url = address + (after is { } last ? $"?after={last}" : ""),
            }
        );
    }

    private static async Task<IResult> ShowSchool(
        Id<Organization> id,
        Visit visit,
        Form form,
        PeopleKind who = PeopleKind.Staff,
        bool all = false,
        Id<Person>? after = null
    )
    {
        if (!(await visit.SchoolAsync(id)).Succeeds(out var school, out _))
            return TypedResults.NotFound();

        var address = $"/schools/{id}/ways-in?who={who}{(all ? "&all=true" : "")}";
        var people = (await visit.WaysInOfSchoolAsync(id, who, all, after)).At(address, one => one.PersonId);
        return WaysInPage.With(
            new WaysInModel(school.Name, $"/schools/{id}", people, form)
            {
                Url = address + (after is { } last ? $"&after={last}" : ""),
                Filter = Form.Of(new { who, all }),
                Kinds =
                    school.Kind is OrganizationKind.District
                        ? Enum.GetValues<PeopleKind>()
                        : [PeopleKind.Staff, PeopleKind.Learners, PeopleKind.Guardians],
            }
        );
    }

    private static async Task<Outcome<ListOf<WayInAnswer>>> OfClass(
        Id<SchoolClass> id,
        Visit visit,
        bool guardians = false,
        Id<Person>? after = null
    ) =>
        (await visit.ClassAsync(id)).Succeeds(out _, out var refusal)
            ? (await visit.WaysInOfAsync(guardians ? visit.Db.GuardiansIn(id) : visit.Db.LearnersIn(id), after)).At(
                $"/api/v1/classes/{id}/ways-in{(guardians ? "?guardians=true" : "")}",
                one => one.PersonId
            )
            : refusal;

    private static async Task<Outcome<ListOf<WayInAnswer>>> OfSchool(
        Id<Organization> id,
        Visit visit,
        PeopleKind who = PeopleKind.Staff,
        bool all = false,
        Id<Person>? after = null
    ) =>
        (await visit.SchoolAsync(id)).Succeeds(out _, out var refusal)
            ? (await visit.WaysInOfSchoolAsync(id, who, all, after)).At(
                $"/api/v1/schools/{id}/ways-in?who={who}{(all ? "&all=true" : "")}",
                one => one.PersonId
            )
            : refusal;
}
