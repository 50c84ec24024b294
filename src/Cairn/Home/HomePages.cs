namespace Cairn.Home;

/// <summary>The first page: what is yours to do, before anything else.</summary>
internal static class HomePages
{
    public static void MapHome(this IEndpointRouteBuilder routes) => routes.MapGet("/", Show);

    private static async Task<RazorComponentResult<HomePage>> Show(
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        IReadOnlyList<Feature> features,
        IStringLocalizerFactory texts,
        CancellationToken stop
    )
    {
        if (http.FindActor() is not { } actor)
            return HomePage.With(new HomeModel(texts, null, [], false));

        var visit = new Visit(actor, db, clock.Now(), stop);
        var parts = new List<HomePart>();
        foreach (var feature in features)
        await foreach (var part in feature.HomeAsync(visit).WithCancellation(stop))
            parts.Add(part);
        parts.Sort((one, other) => one.Rank.CompareTo(other.Rank));
        return HomePage.With(new HomeModel(texts, actor.Name, parts, actor.Has(SchoolRole.Guardian)));
    }
}

/// <summary>What stands on somebody's first page.</summary>
public sealed class HomeModel
{
    internal HomeModel(IStringLocalizerFactory texts, string? name, IReadOnlyList<HomePart> parts, bool guards) =>
        (_texts, Name, _parts, Guards) = (texts, name, parts, guards);

    private readonly IStringLocalizerFactory _texts;
    private readonly IReadOnlyList<HomePart> _parts;

    /// <summary>Who is signed in; null: nobody.</summary>
    internal string? Name { get; }
    internal IEnumerable<HomeMoment> Moments => _parts.OfType<HomeMoment>();
    internal IReadOnlyList<HomeTile> Tiles => [.. _parts.OfType<HomeTile>()];
    internal IEnumerable<HomeSection> Sections => _parts.OfType<HomeSection>();
    internal bool Guards { get; }

    internal string Say(Word word) => word.In(_texts);
}
