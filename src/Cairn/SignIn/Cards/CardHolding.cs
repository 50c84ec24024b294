using Cairn.Audit;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.Schools.Classes;
using Microsoft.EntityFrameworkCore;

namespace Cairn.SignIn.Cards;

/// <param name="Child">Somebody who may have a card.</param>
/// <param name="Roles">What they may do; no more than a learner.</param>
/// <param name="Card">The one that works now.</param>
internal sealed record CardHolder(Person Child, IReadOnlyList<SchoolRole> Roles, SignInCard? Card);

internal sealed record PrintedCard(Person Child, string Secret);

internal static class CardHolding
{
    /// <summary>A class that the actor teaches or whose school they lead; running the servers is no reason to act as a child.</summary>
    public static async Task<SchoolClass?> ClassForCardsAsync(this CairnDb db, Id<SchoolClass> id, Actor actor, CancellationToken cancellation)
    {
        if (await db.ClassAsync(id, actor, cancellation) is not { } found) return null;
        if (actor.Has(SchoolRole.Leader, found.SchoolId)) return found;

        return await db.TeachesAsync(actor, id, cancellation) ? found : null;
    }

    /// <summary>The children of a class who may have a card, by name, each with the card that works now.</summary>
    public static async Task<List<CardHolder>> CardHoldersAsync(this CairnDb db, Id<SchoolClass> id, DateTimeOffset now, CancellationToken cancellation)
    {
        var children = await db.LearnersIn(id).OrderBy(child => child.GivenName).ThenBy(child => child.FamilyName).ToListAsync(cancellation);
        var ids = children.ConvertAll(child => child.Id);
        var roles = (await db.RoleAssignments.Where(one => ids.Contains(one.PersonId)).Select(one => new { one.PersonId, one.Role }).ToListAsync(cancellation))
            .ToLookup(one => one.PersonId, one => one.Role);
        var cards = (await db.SignInCards.Where(card => ids.Contains(card.PersonId) && card.RevokedAt == null).ToListAsync(cancellation)).ToLookup(card => card.PersonId);
        return
        [
            .. children.Where(child => SignInCard.MayBeHeldBy(child.IsAdult(now), roles[child.Id]))
                .Select(child => new CardHolder(child, [.. roles[child.Id]], cards[child.Id].MaxBy(card => card.PrintedAt))),
        ];
    }

    /// <summary>New cards; the ones before them stop working in the same save.</summary>
    public static IReadOnlyList<PrintedCard> PrintCards(this CairnDb db, Actor actor, IReadOnlyList<CardHolder> children, DateTimeOffset now)
    {
        var printed = new List<PrintedCard>(children.Count);
        db.RevokeCards(actor, children, now);
        foreach (var (child, roles, _) in children)
        {
            var (card, secret) = SignInCard.Print(actor, child, roles, now).Value;
            db.SignInCards.Add(card);
            db.Locators.Add(new Locator(LocatorKind.SignInCard, card.SecretSha256, card.DistrictId, card.Id.Value));
            db.Audit(actor, "card.printed", card.Id, now);
            printed.Add(new PrintedCard(child, secret));
        }
        return printed;
    }

    public static void RevokeCards(this CairnDb db, Actor actor, IEnumerable<CardHolder> children, DateTimeOffset now)
    {
        foreach (var card in children.Select(one => one.Card).OfType<SignInCard>())
        {
            card.Revoke(now);
            db.Audit(actor, "card.revoked", card.Id, now);
        }
    }
}
