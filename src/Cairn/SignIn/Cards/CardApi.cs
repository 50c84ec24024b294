using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn.Devices;
using Cairn.SignIn.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.SignIn.Cards;

internal static class CardApi
{
    public static void MapCardApi(this IEndpointRouteBuilder routes)
    {
        var cards = routes
            .MapGroup("/api/v1/classes/{classId}/cards")
            .RequireRole(SchoolRole.Teacher, SchoolRole.Leader)
            .WithTags("Classes");
        cards.MapGet("", Show);
        cards.MapPost("", Print).WithBodyOfAtMost(100_000).GivesAccess();
        cards.MapDelete("", Revoke).WithSummary("Take back every card of the class");
        cards.MapDelete("{learnerId}", RevokeOne).WithSummary("Take back the card of one child");
    }

    /// <summary>The children of the class who may have a card, since when they have one, and when and where it was used last.</summary>
    private static async Task<Results<Ok<ListOf<CardHolderLine>>, NotFound>> Show(
        Id<SchoolClass> classId,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    ) =>
        await db.ClassForCardsAsync(classId, http.Actor(), stop) is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(
                new ListOf<CardHolderLine>([.. (await db.CardHoldersAsync(classId, clock.Now(), stop)).Select(CardHolderLine.Of)], null)
            );

    /// <summary>New cards; each address is the secret of one child, given once.</summary>
    private static async Task<Results<Ok<ListOf<CardSecretLine>>, NotFound, ProblemHttpResult>> Print(
        Id<SchoolClass> classId,
        JsonBody<CardOrder> body,
        HttpContext http,
        CairnDb db,
        CairnOptions options,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var order, out var refusal))
            return texts.Problem(refusal);
        if (await db.ClassForCardsAsync(classId, http.Actor(), stop) is null)
            return TypedResults.NotFound();

        var children = (await db.CardHoldersAsync(classId, clock.Now(), stop)).Where(one => order.Learners.Contains(one.Child.Id)).ToList();
        if (children.Count != order.Learners.Distinct().Count())
            return texts.Problem(new Refusal("sign-in.not-in-class", "learners"));

        var printed = db.PrintCards(http.Actor(), children, clock.Now());
        await db.SaveChangesAsync(stop);
        return TypedResults.Ok(
            new ListOf<CardSecretLine>(
                [.. printed.Select(one => new CardSecretLine(one.Child.Id, $"{options.LocalOrigin}/card/{one.Secret}"))],
                null
            )
        );
    }

    private static async Task<Results<NoContent, NotFound>> Revoke(
        Id<SchoolClass> classId,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.ClassForCardsAsync(classId, http.Actor(), stop) is null)
            return TypedResults.NotFound();

        db.RevokeCards(http.Actor(), await db.CardHoldersAsync(classId, clock.Now(), stop), clock.Now());
        await db.SaveChangesAsync(stop);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound>> RevokeOne(
        Id<SchoolClass> classId,
        Id<Person> learnerId,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    ) =>
        await db.RevokeCardAsync(http.Actor(), classId, learnerId, clock.Now(), stop) is null
            ? TypedResults.NotFound()
            : TypedResults.NoContent();
}

internal sealed record CardOrder(IReadOnlyList<Id<Person>> Learners);

/// <param name="Since">When the card that works now was printed; null: there is none.</param>
/// <param name="LastUsed">Null: not yet.</param>
/// <param name="InUse">Where somebody came in with it within the school day and has not left.</param>
internal sealed record CardHolderLine(
    Id<Person> LearnerId,
    string Name,
    DateTimeOffset? Since,
    DateTimeOffset? LastUsed,
    DeviceKind? LastUsedOn,
    IReadOnlyList<CardInUse> InUse
)
{
    public static CardHolderLine Of(CardHolder one) =>
        new(
            one.Child.Id,
            one.Child.Name,
            one.Card?.PrintedAt,
            one.Used?.LastUsedAt,
            one.Used?.LastUsedOn,
            [.. one.Uses.Select(use => new CardInUse(use.At, use.Kind))]
        );
}

internal sealed record CardInUse(DateTimeOffset Since, DeviceKind On);

internal sealed record CardSecretLine(Id<Person> LearnerId, string Address);
