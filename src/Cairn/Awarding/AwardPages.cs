using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;

namespace Cairn.Awarding;

/// <summary>What was awarded, and taking it back.</summary>
internal static class AwardPages
{
    public static void MapAwardPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/granting/awards", List).RequireRole(SchoolRole.Grantor, SchoolRole.Operator);
        var award = routes.MapGroup("/awards/{id}").RequireRole(SchoolRole.Grantor, SchoolRole.Operator);
        award.MapGet("", Show);
        award.MapPost("/revocation", Revoke);
    }

    private static async Task<IResult> List(HttpContext http, CairnDb db, Id<Award>? after, CancellationToken stop)
    {
        var items = await db.AwardsGrantedIn(http.Actor(), after, stop);
        var more = items.Count > AwardQueries.PageSize;
        return AwardsPage.With(new AwardsModel(
            [.. items.Take(AwardQueries.PageSize)], more ? $"/granting/awards?after={items[AwardQueries.PageSize - 1].Id}" : null, after is null ? null : "/granting/awards"));
    }

    private static async Task<IResult> Show(Id<Award> id, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop)
    {
        if (await db.FindAwardAsync(http.Actor(), id, stop) is not { } award) return TypedResults.NotFound();
        await db.NoteAwardReadAsync(http.Actor(), award, clock.Now(), stop);
        return AwardPage.With(new AwardModel(award, Form.Of(new { Reason = "", Note = "" })));
    }

    private static async Task<IResult> Revoke(Id<Award> id, Form form, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop)
    {
        var actor = http.Actor();
        if (await db.FindAwardAsync(actor, id, stop) is not { } award) return TypedResults.NotFound();
        var note = form.Text("Note", 500);
        if (form.OneOf<RevocationReason>("Reason", required: true) is not { } reason || form.Invalid)
            return AwardPage.With(new AwardModel(award, form), StatusCodes.Status422UnprocessableEntity);

        if (await db.RevokeAsync(actor, id, reason, note, clock.Now(), stop) is not { Refusal: { } refusal })
            return SeeOther.To($"/awards/{id}").Saying<Texts>("Award.RevokedDone");
        form.Errors.Add(refusal.Field is "note" ? "Note" : "", refusal.Code, [.. refusal.Args]);
        return AwardPage.With(new AwardModel(award, form), refusal.Status);
    }
}

/// <summary>Awards, the newest first.</summary>
public sealed class AwardsModel
{
    internal AwardsModel(IReadOnlyList<AwardView> items, string? next, string? previous) => (Items, Next, Previous) = (items, next, previous);

    internal IReadOnlyList<AwardView> Items { get; }
    internal string? Next { get; }
    internal string? Previous { get; }
}

/// <summary>One award, and the form that takes it back.</summary>
public sealed class AwardModel
{
    internal AwardModel(AwardView award, Form form) => (Award, Form) = (award, form);

    internal AwardView Award { get; }
    internal Form Form { get; }
}
