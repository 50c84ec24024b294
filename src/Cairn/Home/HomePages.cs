using Cairn.Assessing;
using Cairn.Catalog;
using Cairn.Earning;
using Cairn.Schools;
using Cairn.Schools.Classes;
using Cairn.SignIn;
using Cairn.SignIn.Invitations;

namespace Cairn.Home;

/// <summary>The first page: what is yours to do, before anything else.</summary>
internal static class HomePages
{
    private const int MostPicks = 3;
    private const int MostWork = 6;

    public static void MapHome(this IEndpointRouteBuilder routes) => routes.MapGet("/", Show);

    private static async Task<RazorComponentResult<HomePage>> Show(HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop)
    {
        if (http.FindActor() is not { } actor)
            return HomePage.With(HomeModel.Nobody);

        var visit = new Visit(actor, db, clock.Now(), stop);
        var learns = actor.Has(SchoolRole.Learner);
        var leads = actor.Has(SchoolRole.Leader) || actor.Has(SchoolRole.Operator);
        var classes = actor.Has(SchoolRole.Teacher) ? await visit.ClassesTaughtAsync() : null;
        return HomePage.With(
            new HomeModel
            {
                Name = actor.Name,
                Work = learns ? new MyWorkList((await visit.MyWorkAsync(size: MostWork)).Items) : null,
                Picks = learns ? await PicksAsync(db, actor, stop) : [],
                Classes = classes is null ? [] : await ClassesAsync(visit, classes.Items),
                MoreClasses = classes?.HasMore is true,
                ToJudge = actor.Has(SchoolRole.Assessor) || actor.Has(SchoolRole.Teacher) ? (await visit.WaitingAsync(null)).Count : null,
                ToDecide = actor.Has(SchoolRole.Grantor) ? (await visit.UndecidedAsync(null)).Count : null,
                Designs = actor.Has(SchoolRole.Author),
                Reviews = actor.Has(SchoolRole.Reviewer),
                Leads = leads,
                ToConfirm = leads ? (await visit.WaitingForWordAsync(null)).Count : default,
                Operates = actor.HasEverywhere(SchoolRole.Operator),
                Guards = actor.Has(SchoolRole.Guardian),
            }
        );
    }

    /// <summary>Three picks of the learner's schools that fit their grade; what the school picked comes first.</summary>
    private static async Task<IReadOnlyList<CatalogCardModel>> PicksAsync(CairnDb db, Actor actor, CancellationToken stop)
    {
        var filter = new CatalogFilter
        {
            Audience = CatalogFilter.AudienceOf(actor.Grade),
            Schools = [.. actor.Roles.Select(role => role.OrganizationId).Distinct()],
        };
        var begun = await db
            .Enrollments.Where(e => e.LearnerId == actor.PersonId && e.State != EnrollmentState.Revoked)
            .Select(e => e.MicroCredentialId)
            .ToListAsync(stop);
        var found = await db.CatalogAsync(filter, null, stop);
        return
        [
            .. found
                .Items.Where(item => !begun.Contains(item.Id))
                .Take(MostPicks)
                .Select(item => new CatalogCardModel(CatalogEntry.Of(item))),
        ];
    }

    private static async Task<IReadOnlyList<HomeClass>> ClassesAsync(Visit visit, IReadOnlyList<SchoolClass> classes)
    {
        var ids = classes.Select(c => c.Id).ToList();
        var sizes = await visit
            .Db.ClassMemberships.Where(m => ids.Contains(m.ClassId) && m.Role == ClassRole.Learner && m.EndedAt == null)
            .GroupBy(m => m.ClassId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, visit.Stop);
        return [.. classes.Select(c => new HomeClass($"/classes/{c.Id}", c.Title, sizes.GetValueOrDefault(c.Id)))];
    }
}

/// <summary>What stands on somebody's first page. Null and empty: it is none of their business.</summary>
public sealed record HomeModel
{
    public static HomeModel Nobody { get; } = new();

    /// <summary>Who is signed in; null: nobody.</summary>
    public string? Name { get; init; }

    public MyWorkList? Work { get; init; }
    public IReadOnlyList<CatalogCardModel> Picks { get; init; } = [];
    public IReadOnlyList<HomeClass> Classes { get; init; } = [];

    /// <summary>The reader teaches more than these.</summary>
    public bool MoreClasses { get; init; }
    public BoundedCount? ToJudge { get; init; }
    public BoundedCount? ToDecide { get; init; }
    public bool Designs { get; init; }
    public bool Reviews { get; init; }
    public bool Leads { get; init; }

    /// <summary>Links to people on the staff that wait for the reader as the second person.</summary>
    public BoundedCount ToConfirm { get; init; }

    public bool Operates { get; init; }
    public bool Guards { get; init; }
}

public sealed record HomeClass(string Address, string Title, int Learners);
