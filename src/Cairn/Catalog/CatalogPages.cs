using Cairn.Design;
using Cairn.Earning;
using Microsoft.AspNetCore.WebUtilities;

namespace Cairn.Catalog;

/// <summary>Find something worth learning, and see all of it before starting.</summary>
internal static class CatalogPages
{
    public static void MapCatalog(this IEndpointRouteBuilder routes)
    {
        var catalog = routes.MapGroup("/catalog").RequirePerson();
        catalog.MapGet("", List);
        catalog.MapGet("/{id}", Show);
    }

    private static async Task<IResult> List([AsParameters] CatalogQuery query, HttpContext http, CairnDb db, CancellationToken stop)
    {
        var actor = http.Actor();
        var mine = AudienceOf(actor);
        // A learner sees what fits their grade, until they ask for more.
        var asked = query with
        {
            Audience = query.Audience switch
            {
                null => mine?.ToString(),
                "all" => null,
                var chosen => chosen,
            },
        };
        var form = Form.Of(
            new
            {
                query.Search,
                Audience = asked.Audience ?? "all",
                query.Category,
                query.Subject,
                query.Level,
                query.Tier,
                query.Minutes,
                query.Language,
                Order = query.Order ?? nameof(CatalogOrder.Newest),
            }
        );
        if (!asked.Filter(actor).Succeeds(out var filter, out var refusal))
        {
            if (refusal.Code is "input.too-long")
                form.Refuse(refusal);
            else
                form.Errors.Add(refusal.Field!, "input.choice");
            return CatalogPage.With(
                new CatalogPageModel(form, new CatalogList([], null, null), null, actor),
                StatusCodes.Status422UnprocessableEntity
            );
        }
        CatalogCursor.TryParse(query.From, null, out var from);

        var found = await db.CatalogAsync(filter, from, stop);
        var list = new CatalogList([.. found.Items.Select(CatalogEntry.Of)], Address(http, found.Previous), Address(http, found.Next));
        var untouched = !http.Request.Query.Any(field => field.Key is not "lang" && field.Value.ToString().Length > 0);
        return CatalogPage.With(
            new CatalogPageModel(form, list, asked.Audience == mine?.ToString() ? mine : null, actor)
            {
                ShowPicks = untouched,
                All = Address(http, "audience", "all"),
            }
        );
    }

    private static async Task<IResult> Show(Id<MicroCredential> id, HttpContext http, CairnDb db, CancellationToken stop)
    {
        if (await db.OfferedAsync(id, stop) is not { } offered)
            return TypedResults.NotFound();
        var actor = http.Actor();
        var begun = await db
            .Enrollments.AsNoTracking()
            .Where(e => e.MicroCredentialId == id && e.LearnerId == actor.PersonId && e.State != EnrollmentState.Revoked)
            .OrderByDescending(e => e.StartedAt)
            .Select(e => new { e.Id, e.State })
            .FirstOrDefaultAsync(stop);
        return MicroCredentialPage.With(
            new MicroCredentialPageModel(offered, begun?.Id, begun?.State is EnrollmentState.Earned, offered.Version.IsAuthor(actor))
        );
    }

    private static Audience? AudienceOf(Actor actor) => actor.Has(SchoolRole.Learner) ? CatalogFilter.AudienceOf(actor.Grade) : null;

    private static string? Address(HttpContext http, CatalogCursor? cursor) =>
        cursor is null ? null : Address(http, "from", cursor.ToString());

    /// <summary>What is asked for now, with one thing changed; with another question the pages begin anew.</summary>
    private static string Address(HttpContext http, string changed, string value)
    {
        var others = http
            .Request.Query.Where(field => field.Key is not "from" && !field.Key.Equals(changed, StringComparison.OrdinalIgnoreCase))
            .SelectMany(field => field.Value, (field, one) => KeyValuePair.Create(field.Key, one));
        return QueryHelpers.AddQueryString("/catalog", [.. others, KeyValuePair.Create<string, string?>(changed, value)]);
    }
}
