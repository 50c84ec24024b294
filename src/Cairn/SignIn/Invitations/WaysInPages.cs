using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.Schools.Classes;
using Cairn.SignIn.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Cairn.SignIn.Invitations;

/// <summary>Who of a class or a school has no way in yet, and a sheet of links and codes for those who are chosen.</summary>
internal static class WaysInPages
{
    public const int MostAtOnce = 100;

    public static void MapWaysIn(this IEndpointRouteBuilder routes)
    {
        var room = routes.MapGroup("/classes/{id}/ways-in").RequireRole(SchoolRole.Teacher, SchoolRole.Leader, SchoolRole.Operator);
        room.MapGet("", ShowClass);
        room.MapPost("", InviteClass).RequireFreshSignIn();
        var school = routes.MapGroup("/schools/{id}/ways-in").RequireRole(SchoolRole.Leader, SchoolRole.Operator);
        school.MapGet("", ShowSchool);
        school.MapPost("", InviteSchool).RequireFreshSignIn();
    }

    static async Task<IResult> ShowClass(
        Id<SchoolClass> id,
        string? after,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    ) =>
        await db.ClassAsync(id, http.Actor(), stop) is { } found
            ? WaysInPage.With(await ClassModelAsync(db, http.Actor(), found, after, null, clock.Now(), stop))
            : TypedResults.NotFound();

    static async Task<IResult> InviteClass(
        Id<SchoolClass> id,
        string? after,
        Form form,
        HttpContext http,
        CairnDb db,
        CairnOptions options,
        IStringLocalizer<Texts> texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.ClassAsync(id, http.Actor(), stop) is not { } found)
            return TypedResults.NotFound();

        return await SheetAsync(form, found.Title, $"/classes/{id}/ways-in", http, db, options, texts, clock.Now(), stop)
            ?? WaysInPage.With(
                await ClassModelAsync(db, http.Actor(), found, after, form, clock.Now(), stop),
                StatusCodes.Status422UnprocessableEntity
            );
    }

    static async Task<IResult> ShowSchool(
        Id<Organization> id,
        PeopleKind? who,
        bool? all,
        string? after,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    ) =>
        await db.SchoolAsync(id, http.Actor(), stop) is { } school
            ? WaysInPage.With(
                await SchoolModelAsync(db, http.Actor(), school, who ?? PeopleKind.Staff, all is true, after, null, clock.Now(), stop)
            )
            : TypedResults.NotFound();

    static async Task<IResult> InviteSchool(
        Id<Organization> id,
        PeopleKind? who,
        bool? all,
        string? after,
        Form form,
        HttpContext http,
        CairnDb db,
        CairnOptions options,
        IStringLocalizer<Texts> texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.SchoolAsync(id, http.Actor(), stop) is not { } school)
            return TypedResults.NotFound();

        return await SheetAsync(
                form,
                school.Name,
                SchoolAddress(id, who ?? PeopleKind.Staff, all is true, null),
                http,
                db,
                options,
                texts,
                clock.Now(),
                stop
            )
            ?? WaysInPage.With(
                await SchoolModelAsync(db, http.Actor(), school, who ?? PeopleKind.Staff, all is true, after, form, clock.Now(), stop),
                StatusCodes.Status422UnprocessableEntity
            );
    }

    /// <summary>
    /// The answer is the sheet itself and no redirect: the secrets stand on it and nowhere else. Null: the form says what is wrong.
    /// </summary>
    static async Task<IResult?> SheetAsync(
        Form form,
        string place,
        string back,
        HttpContext http,
        CairnDb db,
        CairnOptions options,
        IStringLocalizer texts,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var chosen = form.All("Person").Select(one => Id<Person>.TryParse(one, out var id) ? id : default).Distinct().ToList();
        if (chosen.Count == 0)
            form.Errors.Add("", "WaysIn.NobodyChosen");
        if (chosen.Count > MostAtOnce)
            form.Errors.Add("", "sign-in.too-many-invitations", MostAtOnce);
        if (form.Invalid)
            return null;

        if (!(await db.InviteAsync(http.Actor(), chosen, false, now, stop)).Succeeds(out var made, out var refusal))
        {
            form.Errors.Add("", refusal.Code, [.. refusal.Args]);
            return null;
        }
        var children = (await db.WaysInAsync(http.Actor(), chosen, now, stop))
            .SelectMany(one => one.Children.Select(child => (Guardian: one.Person.Id.ToString(), child)))
            .ToLookup(one => one.Guardian, one => one.child);
        return InvitationSheetPage.With(
            InvitationSheetModel.Of(place, back, texts["WaysIn.Title"], options.PublicOrigin(http.Request), made, children)
        );
    }

    /// <summary>Learners by name, fifty at a time, and behind them their guardians.</summary>
    static async Task<WaysInModel> ClassModelAsync(
        CairnDb db,
        Actor actor,
        SchoolClass found,
        string? after,
        Form? form,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var page = await db.LearnersIn(found.Id).PageAsync(db, after, stop);
        var learners = page.Take(PeoplePaging.Size).Select(person => person.Id).ToList();
        var guardians = await db.GuardiansOf(db.People.Where(person => learners.Contains(person.Id)).Select(person => person.Id))
            .OrderBy(person => person.FamilyName)
            .ThenBy(person => person.GivenName)
            .ThenBy(person => person.Id)
            .Select(person => person.Id)
            .ToListAsync(stop);
        var lines = (await db.WaysInAsync(actor, [.. learners, .. guardians.Except(learners)], now, stop)).Select(WayInLine.Of).ToList();
        var address = $"/classes/{found.Id}/ways-in";
        return new WaysInModel(
            Id<Person>.TryParse(after, out var last) ? $"{address}?after={last}" : address,
            found.Title,
            $"/classes/{found.Id}",
            null,
            lines,
            form ?? Chosen(lines),
            page.Next(address)
        );
    }

    static async Task<WaysInModel> SchoolModelAsync(
        CairnDb db,
        Actor actor,
        Organization school,
        PeopleKind who,
        bool all,
        string? after,
        Form? form,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var people = db.PeopleOf(school.Id, who);
        var page = await (all ? people : people.WithoutWayIn(db, now)).PageAsync(db, after, stop);
        var lines = (await db.WaysInAsync(actor, [.. page.Take(PeoplePaging.Size).Select(person => person.Id)], now, stop))
            .Select(WayInLine.Of)
            .ToList();
        var kinds =
            school.Kind is OrganizationKind.District
                ? Enum.GetValues<PeopleKind>()
                : [PeopleKind.Staff, PeopleKind.Learners, PeopleKind.Guardians];
        return new WaysInModel(
            SchoolAddress(school.Id, who, all, after),
            school.Name,
            $"/schools/{school.Id}",
            new WaysInFilter($"/schools/{school.Id}/ways-in", Form.Of(new { who, all }), [.. kinds.Select(kind => kind.ToString())]),
            lines,
            form ?? Chosen(lines),
            page.Next(SchoolAddress(school.Id, who, all, null))
        );
    }

    /// <summary>To begin with, everybody who needs one is ticked.</summary>
    static Form Chosen(IEnumerable<WayInLine> lines) =>
        Form.Empty().Set("Person", lines.Where(line => line is { MayInvite: true, State: WayIn.None }).Select(line => line.Id));

    static string SchoolAddress(Id<Organization> id, PeopleKind who, bool all, string? after) =>
        $"/schools/{id}/ways-in?who={who}{(all ? "&all=true" : "")}{(Id<Person>.TryParse(after, out var last) ? $"&after={last}" : "")}";
}
