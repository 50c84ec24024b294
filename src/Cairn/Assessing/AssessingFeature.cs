namespace Cairn.Assessing;

internal sealed class AssessingFeature : Feature
{
    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapReviewing();
        routes.MapPractice();
        routes.MapReadings();
    }

    public override IEnumerable<NavPlace> PlacesFor(Actor actor)
    {
        if (Judges(actor))
            yield return new(40, "/assessing", Word.Of<Texts>(Texts.NavAssess), "clipboard-check");
    }

    public override async IAsyncEnumerable<HomePart> HomeAsync(Visit visit)
    {
        if (!Judges(visit.Actor))
            yield break;
        var waiting = (await visit.WaitingAsync(null)).Count;
        yield return HomeTile.Waiting<Texts>(20, "/assessing", Texts.HomeJudge, waiting, Texts.HomeJudgeSome, Texts.HomeJudgeNone);
        yield return new HomeTile(25, "/assessing/practice", Word.Of<Texts>(Texts.HomePractice), Word.Of<Texts>(Texts.HomePracticeText));
    }

    private static bool Judges(Actor actor) => actor.Has(SchoolRole.Assessor) || actor.Has(SchoolRole.Teacher);
}
