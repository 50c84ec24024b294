using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

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
        return AwardsPage.With(
            new AwardsModel(
                [.. items.Take(AwardQueries.PageSize)],
                more ? $"/granting/awards?after={items[AwardQueries.PageSize - 1].Id}" : null,
                after is null ? null : "/granting/awards"
            )
        );
    }

    private static async Task<IResult> Show(Id<Award> id, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop)
    {
        if (await db.FindAwardAsync(http.Actor(), id, stop) is not { } award)
            return TypedResults.NotFound();
        await db.NoteAwardReadAsync(http.Actor(), award, clock.Now(), stop);
        return await PageAsync(
            db,
            award,
            Form.Of(
                new
                {
                    Reason = "",
                    Note = "",
                    PublicReason = AwardModel.Nothing,
                    PublicWords = "",
                }
            ),
            clock,
            200,
            stop
        );
    }

    private static async Task<IResult> PageAsync(
        CairnDb db,
        AwardView award,
        Form form,
        TimeProvider clock,
        int status,
        CancellationToken stop
    )
    {
        var learner = await db.People.AsNoTracking().SingleAsync(p => p.Id == award.LearnerId, stop);
        return AwardPage.With(new AwardModel(award, form, learner.IsAdult(clock.Now())), status);
    }

    private static async Task<IResult> Revoke(
        Id<Award> id,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var actor = http.Actor();
        if (await db.FindAwardAsync(actor, id, stop) is not { } award)
            return TypedResults.NotFound();
        var note = form.Text("Note", 500);
        var told = form["PublicReason"] is null or AwardModel.Nothing ? null : form.OneOf<RevocationReason>("PublicReason");
        var telling = new Telling(told, form.Text("PublicWords", Telling.Longest), form.Ticked("TellLearner"));
        if (form.OneOf<RevocationReason>("Reason", required: true) is not { } reason || form.Invalid)
            return await PageAsync(db, award, form, clock, StatusCodes.Status422UnprocessableEntity, stop);

        if (await db.RevokeAsync(actor, id, reason, note, telling, clock.Now(), stop) is not { Refusal: { } refusal })
            return SeeOther.To($"/awards/{id}").Saying<Texts>("Award.RevokedDone");
        form.Errors.Add(
            refusal.Field switch
            {
                "note" => "Note",
                "publicReason" => "PublicReason",
                "publicWords" => "PublicWords",
                _ => "",
            },
            refusal.Code,
            [.. refusal.Args]
        );
        return await PageAsync(db, award, form, clock, refusal.Status, stop);
    }
}

/// <summary>Awards, the newest first.</summary>
public sealed class AwardsModel
{
    internal AwardsModel(IReadOnlyList<AwardView> items, string? next, string? previous) =>
        (Items, Next, Previous) = (items, next, previous);

    internal IReadOnlyList<AwardView> Items { get; }
    internal string? Next { get; }
    internal string? Previous { get; }
}

/// <summary>One award, and the form that takes it back.</summary>
public sealed class AwardModel
{
    /// <summary>The choice to tell nothing but the day.</summary>
    internal const string Nothing = "Nothing";

    internal AwardModel(AwardView award, Form form, bool ofAdult) => (Award, Form, OfAdult) = (award, form, ofAdult);

    internal AwardView Award { get; }
    internal Form Form { get; }

    /// <summary>Of a child less may be told to everybody.</summary>
    internal bool OfAdult { get; }
}
