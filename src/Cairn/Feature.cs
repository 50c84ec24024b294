using Microsoft.AspNetCore.Components;

namespace Cairn;

/// <summary>
/// A part of the product, as the process sees it: what it needs, its addresses, its places in the header and what it puts on somebody's
/// first page. <see cref="CairnApplication.Features"/> lists them in the order in which one stands on another.
/// </summary>
internal abstract class Feature
{
    public virtual void Add(IServiceCollection services, CairnOptions options) { }

    public virtual void Map(IEndpointRouteBuilder routes) { }

    /// <summary>Where the header leads this person.</summary>
    public virtual IEnumerable<NavPlace> PlacesFor(Actor actor) => [];

    /// <summary>What stands on this person's first page.</summary>
    public virtual async IAsyncEnumerable<HomePart> HomeAsync(Visit visit)
    {
        await Task.CompletedTask;
        yield break;
    }
}

/// <summary>A text of a feature, before the reader's language is known.</summary>
/// <param name="Texts">The class of the <c>Texts.resx</c> in which it stands.</param>
internal sealed record Word(Type Texts, string Key, params object[] Arguments)
{
    public static Word Of<TTexts>(string key, params object[] arguments) => new(typeof(TTexts), key, arguments);

    public string In(IStringLocalizerFactory localizers) => localizers.Create(Texts)[Key, Arguments];
}

/// <param name="Rank">The most used stands first.</param>
/// <param name="Icon">A name of <c>wwwroot/icons.txt</c>.</param>
internal sealed record NavPlace(int Rank, string Href, Word Label, string Icon);

/// <param name="Rank">What is to be done first stands first.</param>
internal abstract record HomePart(int Rank);

/// <summary>A way to something that this person does.</summary>
/// <param name="Yours">Something waits there for them.</param>
internal sealed record HomeTile(int Rank, string Href, Word Title, Word Text, bool Yours = false) : HomePart(Rank)
{
    /// <summary>Where something may wait: how much of it, or that there is nothing.</summary>
    /// <param name="rank">As of every part.</param>
    /// <param name="href">Where it waits.</param>
    /// <param name="title">What is done there.</param>
    /// <param name="waiting">How much waits.</param>
    /// <param name="some">With {0}, the number.</param>
    /// <param name="none">Said when nothing waits.</param>
    public static HomeTile Waiting<TTexts>(int rank, string href, string title, BoundedCount waiting, string some, string none) =>
        new(
            rank,
            href,
            Word.Of<TTexts>(title),
            waiting.Counted == 0 ? Word.Of<TTexts>(none) : Word.Of<TTexts>(some, waiting),
            Yours: waiting.Counted > 0
        );
}

/// <summary>Something that is said once, before everything else.</summary>
internal sealed record HomeMoment(int Rank, RenderFragment Body) : HomePart(Rank);

/// <summary>A part of the first page with a heading.</summary>
/// <param name="Id">Of the heading, in the page.</param>
internal sealed record HomeSection(int Rank, string Id, Word Title, RenderFragment Body) : HomePart(Rank);
