namespace Cairn.Home;

/// <summary>What the header holds: the account, and the places of the features for whoever is signed in.</summary>
internal static class Navigation
{
    public static FrameContent Of(HttpContext http)
    {
        if (http.FindActor() is not { } actor)
            return FrameContent.Nobody;
        var services = http.RequestServices;
        var texts = services.GetRequiredService<IStringLocalizerFactory>();
        var places = services
            .GetRequiredService<IReadOnlyList<Feature>>()
            .SelectMany(feature => feature.PlacesFor(actor))
            .OrderBy(place => place.Rank)
            .Select(place => new NavItem(place.Href, place.Label.In(texts), place.Icon));
        var account = new FrameAccount(
            actor.Name,
            "",
            [new("/account", Word.Of<Texts>(Texts.NavAccount).In(texts), "person-circle")],
            "/sign-out",
            Secrets.Hash($"whose words {actor.PersonId}")[..12]
        );
        return new FrameContent(account, [.. places], actor.Zone);
    }
}
