using Cairn.Assessing;
using Cairn.Workspace.Capture;
using Cairn.Workspace.Starting;

namespace Cairn.Workspace;

internal sealed class WorkspaceFeature : Feature
{
    private const int OnHome = 6;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapStarts();
        routes.MapCaptures();

        var work = routes.MapGroup("").AsksOutsideDuty();
        work.MapParts();
        work.MapWritings();
        work.MapEvidence();
        work.MapArtifactFiles();
        work.MapSubmissions();
    }

    public override IEnumerable<NavPlace> PlacesFor(Actor actor)
    {
        if (actor.Has(SchoolRole.Learner))
            yield return new(10, "/earning", Word.Of<Texts>(Texts.NavWork), "compass");
    }

    public override async IAsyncEnumerable<HomePart> HomeAsync(Visit visit)
    {
        if (visit.Actor.IsTeacher && await SomePupil.ToListAsync(visit.Db, visit.Actor, visit.Stop) is [_])
            yield return new HomeTile(10, "/earning/capture", Word.Of<Texts>(Texts.HomeCapture), Word.Of<Texts>(Texts.HomeCaptureText));
        if (visit.Actor.Has(SchoolRole.Learner))
        {
            var mine = new MyEnrollmentList((await visit.MyEnrollmentsAsync(size: OnHome)).Items);
            yield return new HomeSection(20, "work", Word.Of<Texts>(Texts.HomeWork), MyEnrollmentCards.Of(mine));
        }
    }

    private static readonly KeptQuery<Actor, Id<Person>> SomePupil = new(
        (db, actor) => db.TaughtBy(actor).Select(one => one.PersonId).Take(1)
    );
}
