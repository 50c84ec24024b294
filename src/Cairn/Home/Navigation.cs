using Cairn.Schools;
using Cairn.SignIn;

namespace Cairn.Home;

/// <summary>What each role finds in the header: at most five places, most used first.</summary>
internal static class Navigation
{
    public static FrameContent Of(HttpContext http)
    {
        if (http.FindActor() is not { } actor)
            return FrameContent.Nobody;
        var texts = http.RequestServices.GetRequiredService<IStringLocalizer<Texts>>();
        var account = new FrameAccount(actor.Name, "", [new("/account", texts["Nav.Account"], "person-circle")], "/sign-out");
        return new FrameContent(account, [.. Places(actor, texts).Take(5)], actor.Zone);
    }

    private static IEnumerable<NavItem> Places(Actor actor, IStringLocalizer<Texts> texts)
    {
        var learns = actor.Has(SchoolRole.Learner);
        if (learns)
            yield return new("/earning", texts["Nav.Work"], "compass");
        if (actor.Has(SchoolRole.Teacher))
            yield return new("/classes", texts["Nav.Classes"], "people");
        yield return new("/catalog", texts["Nav.Catalog"], "collection");
        if (actor.Has(SchoolRole.Assessor) || actor.Has(SchoolRole.Teacher))
            yield return new("/assessing", texts["Nav.Assess"], "clipboard-check");
        if (actor.Has(SchoolRole.Grantor))
            yield return new("/granting", texts["Nav.Grant"], "award");
        if (actor.Has(SchoolRole.Author))
            yield return new("/design", texts["Nav.Design"], "pencil");
        if (actor.Has(SchoolRole.Reviewer))
            yield return new("/design/reviews", texts["Nav.Reviews"], "patch-check");
        if (actor.Has(SchoolRole.Leader) || actor.Has(SchoolRole.Operator))
            yield return new("/schools", texts["Nav.School"], "building");
        yield return new("/portfolio", texts["Nav.Portfolio"], "award");
    }
}
