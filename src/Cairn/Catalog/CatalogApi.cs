using Cairn.Design;
using Microsoft.AspNetCore.Mvc;

namespace Cairn.Catalog;

/// <summary>What can be earned, for programs.</summary>
internal static class CatalogApi
{
    public static void MapCatalogApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/micro-credentials").RequirePerson().WithTags("Catalogue");
        api.MapGet("", Search)
            .WithSummary("Search and filter what is published, the picks of my schools first; 24 a page, next page by cursor")
            .MayRefuse(StatusCodes.Status422UnprocessableEntity)
            .WithMetadata(new InPagesOf(CatalogQueries.PageSize));
        api.MapGet("/{id}", Show).WithSummary("The published version with its whole blueprint, and the finished example when there is one");
    }

    private static async Task<Outcome<CatalogList>> Search([AsParameters] CatalogQuery query, Visit visit)
    {
        if (!query.Filter(visit.Actor).Succeeds(out var filter, out var refusal))
            return refusal;
        CatalogCursor? from = null;
        if (query.From is { Length: > 0 } text && !CatalogCursor.TryParse(text, null, out from))
            return new Refusal("catalog.cursor", "from");

        var page = await visit.Db.CatalogAsync(filter, from, visit.Stop);
        return new CatalogList([.. page.Items.Select(CatalogEntry.Of)], page.Previous?.ToString(), page.Next?.ToString());
    }

    private static async Task<Outcome<PublishedDocument>> Show(Id<MicroCredential> id, Visit visit) =>
        await visit.Db.OfferedAsync(id, visit.Stop) is { } found ? PublishedDocument.Of(found) : Refusal.NotFound;
}

/// <summary>A search query as typed: anything not understood is a refusal that names it.</summary>
internal sealed record CatalogQuery(
    [property: FromQuery] string? Search = null,
    [property: FromQuery, EnumDataType(typeof(Audience))] string? Audience = null,
    [property: FromQuery, EnumDataType(typeof(SkillCategory))] string? Category = null,
    [property: FromQuery, EnumDataType(typeof(SubjectFamily))] string? Subject = null,
    [property: FromQuery, EnumDataType(typeof(SkillLevel))] string? Level = null,
    [property: FromQuery, EnumDataType(typeof(AssessmentTier))] string? Tier = null,
    [property: FromQuery] string? Minutes = null,
    [property: FromQuery] string? Language = null,
    [property: FromQuery, EnumDataType(typeof(CatalogOrder))] string? Order = null,
    [property: FromQuery] string? Picks = null,
    [property: FromQuery] string? From = null
)
{
    public Outcome<CatalogFilter> Filter(Actor actor)
    {
        string? wrong = null;
        var filter = new CatalogFilter
        {
            Search = Search,
            Audience = OneOf<Audience>("audience", Audience),
            Category = OneOf<SkillCategory>("category", Category),
            Subject = OneOf<SubjectFamily>("subject", Subject),
            Level = OneOf<SkillLevel>("level", Level),
            Tier = OneOf<AssessmentTier>("tier", Tier),
            Minutes = Number("minutes", Minutes),
            Language = string.IsNullOrEmpty(Language) ? null : Language,
            Order = OneOf<CatalogOrder>("order", Order) ?? CatalogOrder.Newest,
            PicksOnly = Picks is "true",
            Schools = [.. actor.Roles.Select(role => role.OrganizationId).Distinct()],
        };
        if (Search?.Length > CatalogFilter.LongestSearch)
            return new Refusal("input.too-long", "search", CatalogFilter.LongestSearch, Search.Length);
        return wrong is null ? filter : new Refusal("catalog.not-understood", wrong, wrong);

        T? OneOf<T>(string name, string? text)
            where T : struct, Enum
        {
            if (string.IsNullOrEmpty(text))
                return null;
            if (Enum.TryParse<T>(text, ignoreCase: true, out var one) && Enum.IsDefined(one) && char.IsAsciiLetter(text[0]))
                return one;
            wrong = name;
            return null;
        }

        int? Number(string name, string? text)
        {
            if (string.IsNullOrEmpty(text))
                return null;
            if (
                int.TryParse(
                    text,
                    System.Globalization.NumberStyles.None,
                    System.Globalization.CultureInfo.InvariantCulture,
                    out var number
                )
            )
                return number;
            wrong = name;
            return null;
        }
    }
}

/// <param name="Previous">Cursor of the page before, for <c>from</c>.</param>
/// <param name="Next">Cursor of the page after, for <c>from</c>.</param>
internal sealed record CatalogList(IReadOnlyList<CatalogEntry> Items, string? Previous, string? Next);

/// <param name="Picked">Whether one of my schools has it on its short list.</param>
/// <param name="PickedBecause">The school's own sentence about it.</param>
internal sealed record CatalogEntry(
    Id<MicroCredential> Id,
    Id<MicroCredentialVersion> VersionId,
    string Title,
    string Summary,
    SkillCategory Category,
    SubjectFamily Subject,
    SkillLevel Level,
    AssessmentTier Tier,
    int EffortMinutes,
    string Language,
    IReadOnlyList<Audience> Audiences,
    DateTimeOffset PublishedAt,
    bool Picked,
    string? PickedBecause
)
{
    public static CatalogEntry Of(CatalogItem i) =>
        new(
            i.Id,
            i.VersionId,
            i.Title,
            i.Summary,
            i.Category,
            i.Subject,
            i.Level,
            i.Tier,
            i.EffortMinutes,
            i.Language,
            [.. i.Audiences],
            i.PublishedAt,
            i.Picked == 1,
            i.PickedBecause
        );
}

internal sealed record PublishedDocument(
    Id<MicroCredential> Id,
    Id<MicroCredentialVersion> VersionId,
    int Number,
    Id<Organization> OrganizationId,
    string Organization,
    DateTimeOffset PublishedAt,
    Blueprint Blueprint,
    ExampleWork? FinishedExample
)
{
    public static PublishedDocument Of(Offered o) =>
        new(
            o.Version.MicroCredentialId,
            o.Version.Id,
            o.Version.Number,
            o.Version.OrganizationId,
            o.Organization.Name,
            o.Version.Publication!.PublishedAt,
            o.Version.Blueprint,
            o.Example?.Work
        );
}
