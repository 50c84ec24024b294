using Cairn.Design;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.SignIn;

namespace Cairn.Schools.Picks;

internal static class PickPages
{
    public static void MapPickPages(this IEndpointRouteBuilder routes)
    {
        var picks = routes.MapGroup("/schools/{id}/picks").RequireRole(SchoolRole.Leader, SchoolRole.Operator);
        picks.MapGet("", Show);
        picks.MapPost("", Choose);
        picks.MapPost("{pick}/removal", Drop);
    }

    static async Task<IResult> Show(Id<Organization> id, HttpContext http, CairnDb db, CancellationToken stop) =>
        await db.SchoolAsync(id, http.Actor(), stop) is { } school
            ? PicksPage.With(await ModelAsync(db, school, Form.Empty(), stop))
            : TypedResults.NotFound();

    static async Task<IResult> Choose(
        Id<Organization> id,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.SchoolAsync(id, http.Actor(), stop) is not { } school)
            return TypedResults.NotFound();

        var chosen = form.Text("MicroCredential", 40, required: true);
        var reason = form.Text("Reason", ShortListing.LongestReason);
        if (!form.Invalid && !Id<MicroCredential>.TryParse(chosen, out _))
            form.Errors.Add("MicroCredential", "input.choice");
        if (
            !form.Invalid
            && Id<MicroCredential>.TryParse(chosen, out var microCredential)
            && !(await db.ChooseAsync(http.Actor(), school, microCredential, reason, clock.Now(), stop)).Succeeds(out _, out var refusal)
        )
            form.Errors.Add(refusal.Field ?? "", refusal.Code, [.. refusal.Args]);
        return form.Invalid
            ? PicksPage.With(await ModelAsync(db, school, form, stop), 422)
            : SeeOther.To($"/schools/{id}/picks").Saying<Texts>("Picks.Chosen");
    }

    static async Task<IResult> Drop(
        Id<Organization> id,
        Id<ShortListing> pick,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.SchoolAsync(id, http.Actor(), stop) is null)
            return TypedResults.NotFound();

        await db.DropAsync(http.Actor(), id, pick, clock.Now(), stop);
        return SeeOther.To($"/schools/{id}/picks").Saying<Texts>("Picks.Dropped");
    }

    static async Task<PicksModel> ModelAsync(CairnDb db, Organization school, Form form, CancellationToken stop) =>
        new(
            $"/schools/{school.Id}",
            school.Name,
            form,
            [
                .. (await db.PicksAsync(school.Id, stop)).Select(pick => new PickLine(
                    $"/catalog/{pick.MicroCredentialId}",
                    $"/schools/{school.Id}/picks/{pick.Id}/removal",
                    pick.Title,
                    pick.Reason,
                    pick.Retired
                )),
            ],
            [.. (await db.OfferedAsync(school.Id, stop)).Select(offer => new Choice(offer.MicroCredentialId.ToString(), offer.Title))]
        );
}

public sealed record PicksModel(string SchoolUrl, string School, Form Form, IReadOnlyList<PickLine> Picks, IReadOnlyList<Choice> Offered);

public sealed record PickLine(string Url, string RemovalUrl, string Title, string? Reason, bool Retired);
