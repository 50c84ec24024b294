using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.SignIn.Cards;

internal static class CardApi
{
    public static void MapCardApi(this IEndpointRouteBuilder routes)
    {
        var cards = routes.MapGroup("/api/v1/classes/{classId}/cards").RequireRole(SchoolRole.Teacher, SchoolRole.Leader).WithTags("Classes");
        cards.MapGet("", Show);
        cards.MapPost("", Print).WithBodyOfAtMost(100_000);
        cards.MapDelete("", Revoke);
    }

    /// <summary>The children of the class who may have a card, and since when they have one.</summary>
    private static async Task<Results<Ok<ListOf<CardHolderLine>>, NotFound>> Show(
        Id<SchoolClass> classId, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken cancellation) =>
        await db.ClassForCardsAsync(classId, http.Actor(), cancellation) is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(new ListOf<CardHolderLine>(
                [.. (await db.CardHoldersAsync(classId, clock.Now(), cancellation)).Select(one => new CardHolderLine(one.Child.Id, one.Child.Name, one.Card?.PrintedAt))], null));

    /// <summary>New cards; each address is the secret of one child, given once.</summary>
    private static async Task<Results<Ok<ListOf<CardSecretLine>>, NotFound, ProblemHttpResult>> Print(
        Id<SchoolClass> classId, JsonBody<CardOrder> body, HttpContext http, CairnDb db, CairnOptions options, RefusalTexts texts, TimeProvider clock, CancellationToken cancellation)
    {
        if (!body.Succeeds(out var order, out var refusal)) return texts.Problem(refusal);
        if (await db.ClassForCardsAsync(classId, http.Actor(), cancellation) is null) return TypedResults.NotFound();

        var children = (await db.CardHoldersAsync(classId, clock.Now(), cancellation)).Where(one => order.Learners.Contains(one.Child.Id)).ToList();
        if (children.Count != order.Learners.Distinct().Count()) return texts.Problem(new Refusal("sign-in.not-in-class", "learners"));

        var printed = db.PrintCards(http.Actor(), children, clock.Now());
        await db.SaveChangesAsync(cancellation);
        return TypedResults.Ok(new ListOf<CardSecretLine>([.. printed.Select(one => new CardSecretLine(one.Child.Id, $"{options.LocalOrigin}/card/{one.Secret}"))], null));
    }

    private static async Task<Results<NoContent, NotFound>> Revoke(
        Id<SchoolClass> classId, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.ClassForCardsAsync(classId, http.Actor(), cancellation) is null) return TypedResults.NotFound();

        db.RevokeCards(http.Actor(), await db.CardHoldersAsync(classId, clock.Now(), cancellation), clock.Now());
        await db.SaveChangesAsync(cancellation);
        return TypedResults.NoContent();
    }
}

internal sealed record CardOrder(IReadOnlyList<Id<Person>> Learners);

internal sealed record CardHolderLine(Id<Person> LearnerId, string Name, DateTimeOffset? Since);

internal sealed record CardSecretLine(Id<Person> LearnerId, string Address);
