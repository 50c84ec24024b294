using Cairn.Design;
using Cairn.Foundation;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Earning.Starting;

/// <summary>Starting a micro-credential: a goal, a date, and for a teacher the children to start it with.</summary>
internal static class StartPages
{
    public static void MapStart(this IEndpointRouteBuilder routes)
    {
        var start = routes.MapGroup("/earning/start/{id}").RequirePerson();
        start.MapGet("", Show);
        start.MapPost("", Start);
    }

    private static async Task<IResult> Show(Id<MicroCredential> id, HttpContext http, CairnDb db, CancellationToken stop)
    {
        if (await db.FindOfferAsync(id, stop) is not { } offer)
            return TypedResults.NotFound();
        var begun = await db.FindBegunAsync(http.Actor().PersonId, id, stop);
        if (begun is { State: not EnrollmentState.Withdrawn } && !http.Actor().Has(SchoolRole.Teacher))
            return SeeOther.To(EarningUrls.Of(begun.Id));
        return await PageAsync(db, http.Actor(), offer, Form.Empty(), StatusCodes.Status200OK, stop);
    }

    private static async Task<IResult> Start(
        Id<MicroCredential> id,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.FindOfferAsync(id, stop) is not { } offer)
            return TypedResults.NotFound();
        var actor = http.Actor();
        var goal = form.Text("goal", max: 1000);
        var date = form.Date("targetDate");
        if (form.Invalid)
            return await PageAsync(db, actor, offer, form, StatusCodes.Status422UnprocessableEntity, stop);

        List<Id<Person>> learners = [.. form.All("learner").Select(text => Id<Person>.TryParse(text, out var learner) ? learner : default)];
        Enrollment? last = null;
        foreach (var learner in learners.Count > 0 ? learners : [actor.PersonId])
        {
            var result = await db.EnrollAsync(actor, learner, offer, goal, date, clock.Now(), stop);
            if (!result.Succeeds(out var started, out var refusal))
            {
                form.Errors.Add(refusal.Field ?? "", refusal.Code, [.. refusal.Args]);
                return await PageAsync(db, actor, offer, form, refusal.Status, stop);
            }
            last = started.Enrollment;
            // A second tab: what was typed there stays on the page, and the first goal stays in the plan.
            if (!started.First && learners.Count == 0 && goal is { Length: > 0 } && goal != last.Goal)
            {
                form.Errors.Add("goal", "earning.begun-with-another-goal");
                return await PageAsync(db, actor, offer, form, StatusCodes.Status409Conflict, stop);
            }
        }
        return learners.Count > 1
            ? SeeOther.To("/earning/capture").Saying<Texts>("Start.DoneForChildren", learners.Count)
            : SeeOther.To(EarningUrls.OfPart(last!.Id, Part.Overview)).Saying<Texts>("Start.Done");
    }

    private static async Task<IResult> PageAsync(CairnDb db, Actor actor, Offer offer, Form form, int status, CancellationToken stop)
    {
        var children = actor.Has(SchoolRole.Teacher) ? await ChildrenAsync(db, actor, stop) : [];
        return StartPage.With(new StartModel(offer, actor, children, form), status);
    }

    /// <summary>The youngest of the actor's classes.</summary>
    private static async Task<IReadOnlyList<Person>> ChildrenAsync(CairnDb db, Actor actor, CancellationToken stop)
    {
        var taught = db.TaughtBy(actor);
        // Sorted here: a database that may stop at a limit goes through everybody in the order of their names.
        var learners = await db
            .People.AsNoTracking()
            .Where(p => p.EndedAt == null && taught.Select(m => m.PersonId).Contains(p.Id))
            .ToListAsync(stop);
        return
        [
            .. learners
                .Where(p => EnrollmentAccesses.IsInCare(p.Grade, p.AccountId))
                .OrderBy(p => p.FamilyName, StringComparer.CurrentCulture)
                .ThenBy(p => p.Id),
        ];
    }
}

/// <summary>What is started, by whom, and for whom it could be.</summary>
public sealed class StartModel
{
    internal StartModel(Offer offer, Actor actor, IReadOnlyList<Person> children, Form form) =>
        (Offer, Actor, Children, Form) = (offer, actor, children, form);

    internal Offer Offer { get; }
    internal Actor Actor { get; }
    internal IReadOnlyList<Person> Children { get; }
    internal Form Form { get; }
    internal Blueprint Blueprint => Offer.Version.Blueprint;
    internal string Url => $"/earning/start/{Offer.MicroCredential.Id}";

    /// <summary>Written for children, started by an adult, or the other way round: a word of guidance, not a locked door.</summary>
    internal bool IsForOthers =>
        Blueprint.Audiences.Count > 0 && Actor.IsAdult != Blueprint.Audiences.Contains(Audience.Educators) && Children.Count == 0;

    internal IReadOnlyList<Choice> Choices => [.. Children.Select(c => new Choice(c.Id.ToString(), c.Name))];
}
