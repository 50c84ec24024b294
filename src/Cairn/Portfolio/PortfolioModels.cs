using Cairn.Awarding;
using Cairn.Verifying;

namespace Cairn.Portfolio;

/// <param name="Items">What still stands: the stones.</param> <param name="TakenBack">What the school took back: none is a stone.</param>
/// <param name="Stones">How many stand in total, including other pages of the list.</param>
public sealed record PortfolioModel(
    IReadOnlyList<PortfolioItem> Items,
    IReadOnlyList<PortfolioItem> TakenBack,
    int Stones,
    bool Adult,
    string? Handle,
    Form Form
)
{
    public string? Previous { get; init; }
    public string? Next { get; init; }
}

/// <param name="Withheld">Its holder published it, but it opens for nobody.</param> <param name="TakenBack">What its holder may be told;
/// null: it stands.</param>
public sealed record PortfolioItem(
    Guid PublicId,
    string Title,
    string Picture,
    DateOnly On,
    bool Signed,
    bool Published,
    bool Withheld,
    TakenBack? TakenBack
)
{
    internal static PortfolioItem Of(HeldAward held, TimeZoneInfo zone) =>
        new(
            held.PublicId,
            held.Title,
            Pictures.Of(held.VersionId),
            held.AwardedAt.DayIn(zone),
            held.CredentialId is not null,
            held.Published,
            held.Withheld,
            held.Revocation is { } revocation ? TakenBack.ToLearner(revocation, zone) : null
        );
}

/// <param name="LinkedIn">Null until it is published, and once it was taken back.</param> <param name="NewLink">The whole address of a link
/// just made, shown only once.</param>
public sealed record HeldCredentialModel(
    PortfolioItem Item,
    CredentialStory? Story,
    string Address,
    bool Adult,
    string? LinkedIn,
    string? NewLink,
    string? NewLinkQr,
    IReadOnlyList<ShareLinkView> Links,
    Form Form
)
{
    /// <summary>Where to begin again; null unless it was taken back and is still offered.</summary>
    public string? Again { get; init; }
}

/// <summary>What the reader is told once.</summary>
public sealed class EarnedModel
{
    internal EarnedModel(IReadOnlyList<NewlyEarned> items) => Items = items;

    internal IReadOnlyList<NewlyEarned> Items { get; }
}

public sealed record ShareLinkView(string Id, string Label, DateTimeOffset Expires, bool Open);

/// <param name="Downloads">The address before <c>.json</c>, <c>.png</c>, <c>.svg</c>.</param>
public sealed record PublicCredentialModel(ReportView Report, string Picture, string Downloads, string Address)
{
    /// <summary>What everybody may be told; null: it stands.</summary>
    public TakenBack? TakenBack { get; init; }
}

public sealed record PublicPortfolioModel(string Name, IReadOnlyList<PublicItem> Items, string? Previous, string? Next);

/// <param name="PublicId">Of the credential.</param>
public sealed record PublicItem(string Title, string Competency, string Picture, Guid PublicId, DateOnly On)
{
    public string Address => $"/credentials/{PublicId:D}";
}
