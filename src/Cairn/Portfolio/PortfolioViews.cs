using Cairn.Awarding;
using Cairn.Design;
using Cairn.Verifying;

namespace Cairn.Portfolio;

/// <param name="Label">Your note on whom it is for.</param> <param name="Days">How many days it opens.</param>
internal sealed record ShareAsked([MaxLength(100)] string? Label = null, [Range(1, 365)] int Days = 30);

/// <param name="Url">The whole address; only this answer has it.</param>
internal sealed record SharedLink(Id<ShareLink> Id, string Url, DateTimeOffset ExpiresAt)
{
    public static SharedLink Of(ShareLink link, string secret, string origin) => new(link.Id, $"{origin}/s/{secret}", link.ExpiresAt);
}

/// <param name="Open">Whether it opens now.</param>
/// <param name="Shows"><c>credential</c>, or <c>takenBack</c>.</param>
internal sealed record LinkLine(
    Id<ShareLink> Id,
    string Label,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? RevokedAt,
    bool Open,
    string Shows
)
{
    public static LinkLine Of(ShareLink link, string shows, Visit visit) =>
        new(
            link.Id,
            link.Label,
            link.CreatedAt,
            link.ExpiresAt,
            link.RevokedAt,
            visit.Actor.Age.Allows(AgeMatter.Share) && link.IsOpen(visit.Now),
            shows
        );
}

/// <param name="Id">The credential's, in its addresses.</param>
/// <param name="AwardedOn">The day in the district.</param>
/// <param name="NotPublic">The code of why what you published opens for nobody; null: nothing is withheld.</param>
internal sealed record HeldLine(
    Guid Id,
    string Title,
    DateTimeOffset AwardedAt,
    DateOnly AwardedOn,
    bool Signed,
    bool Published,
    string? NotPublic,
    DateTimeOffset? RevokedAt,
    TakenBack? TakenBack
)
{
    public static HeldLine Of(HeldAward held, TimeZoneInfo zone) =>
        new(
            held.PublicId,
            held.Title,
            held.AwardedAt,
            held.AwardedAt.DayIn(zone),
            held.CredentialId is not null,
            held.Published,
            Sharing.WhyNotPublic(held.Withheld),
            held.Revocation?.RevokedAt,
            held.Revocation is { } revocation ? TakenBack.ToLearner(revocation, zone) : null
        );
}

/// <param name="Handle">3 to 60 small letters, digits and hyphens.</param>
internal sealed record HandleAsked(string Handle);

/// <param name="Url">Null: it opens for nobody.</param>
/// <param name="NotPublic">The code of why it opens for nobody; null: it opens.</param>
internal sealed record PublicPage(string Handle, string? Url, DateTimeOffset OpenedAt, string? NotPublic);

/// <param name="IsAdult">Whether you may share on your own; a minor's sharing waits for the guardians' consent.</param>
/// <param name="PublicPage">Null: none is open.</param>
/// <param name="Items">What stands.</param>
/// <param name="TakenBack">What the school took back.</param>
/// <param name="Next">The address of what follows; null: this is all.</param>
internal sealed record PortfolioOverview(
    bool IsAdult,
    PublicPage? PublicPage,
    IReadOnlyList<PortfolioLine> Items,
    IReadOnlyList<TakenBackLine> TakenBack,
    string? Next
);

/// <param name="Id">The credential's, in its addresses.</param>
/// <param name="AwardedOn">The day in the district.</param>
/// <param name="CredentialUrl">Its public address; null unless it is published.</param>
/// <param name="LinkedInUrl">LinkedIn's "add to profile"; null unless it is published.</param>
/// <param name="NotPublic">The code of why what you published opens for nobody, and can be withdrawn; null: nothing is withheld.</param>
internal sealed record PortfolioLine(
    Guid Id,
    string Title,
    Id<MicroCredentialVersion> VersionId,
    DateTimeOffset AwardedAt,
    DateOnly AwardedOn,
    bool Signed,
    bool Published,
    string? CredentialUrl,
    string? LinkedInUrl,
    string? NotPublic
)
{
    public static PortfolioLine Of(HeldAward held, CredentialStory? story, string origin, TimeZoneInfo zone) =>
        new(
            held.PublicId,
            held.Title,
            held.VersionId,
            held.AwardedAt,
            held.AwardedAt.DayIn(zone),
            held.CredentialId is not null,
            held.Published,
            held.Published ? held.AddressAt(origin) : null,
            LinkedIn.Of(held, story, held.AddressAt(origin), zone),
            Sharing.WhyNotPublic(held.Withheld)
        );
}

/// <param name="TakenBack">The day, and the reason if the school tells you.</param>
/// <param name="CredentialUrl">Where it shows that it was taken back; null unless it was published.</param>
internal sealed record TakenBackLine(
    Guid Id,
    string Title,
    Id<MicroCredentialVersion> VersionId,
    DateTimeOffset AwardedAt,
    DateOnly AwardedOn,
    DateTimeOffset RevokedAt,
    TakenBack TakenBack,
    string? CredentialUrl
)
{
    public static TakenBackLine Of(HeldAward held, string origin, TimeZoneInfo zone) =>
        new(
            held.PublicId,
            held.Title,
            held.VersionId,
            held.AwardedAt,
            held.AwardedAt.DayIn(zone),
            held.Revocation!.RevokedAt,
            TakenBack.ToLearner(held.Revocation, zone),
            held.Published ? held.AddressAt(origin) : null
        );
}

/// <summary>What everybody sees of somebody who opened a public page.</summary>
/// <param name="Next">The address of what follows.</param>
internal sealed record PublicPortfolioView(string Handle, string Name, IReadOnlyList<PublicLine> Items, string? Next);

internal sealed record PublicLine(string Title, string Competency, DateOnly AwardedOn, string CredentialUrl, string ImageUrl);
