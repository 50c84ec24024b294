using Cairn.Design.Achievements;
using Cairn.Design.Drafts;
using Cairn.Design.Examples;
using Cairn.Design.Frameworks;
using Cairn.Design.Reviews;

namespace Cairn.Design;

internal sealed class DesignFeature : Feature
{
    public override void Add(IServiceCollection services, CairnOptions options) =>
        services.AddScoped<BadgePictures>().AddScoped<BadgeUploads>();

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapVersions();
        routes.MapDrafts();
        routes.MapDesignReviews();
        routes.MapExamples();
        routes.MapFrameworks();
        routes.MapAchievements();
    }

    public override IEnumerable<NavPlace> PlacesFor(Actor actor)
    {
        if (actor.Has(SchoolRole.Author))
            yield return new(60, "/design", Word.Of<Texts>(Texts.NavDesign), "pencil");
        if (actor.Has(SchoolRole.Reviewer))
            yield return new(70, "/design/reviews", Word.Of<Texts>(Texts.NavReviews), "patch-check");
    }

    public override async IAsyncEnumerable<HomePart> HomeAsync(Visit visit)
    {
        if (visit.Actor.Has(SchoolRole.Author))
        {
            var sentBack = await visit.CountSentBackAsync();
            yield return HomeTile.Waiting<Texts>(40, "/design", Texts.HomeDesign, sentBack, Texts.HomeDesignSome, Texts.HomeDesignText);
        }
        if (visit.Actor.Has(SchoolRole.Reviewer))
        {
            var waiting = (await visit.WaitingForReviewAsync(null)).Count;
            yield return HomeTile.Waiting<Texts>(
                50,
                "/design/reviews",
                Texts.HomeReview,
                waiting,
                Texts.HomeReviewSome,
                Texts.HomeReviewText
            );
        }
    }
}
