using Cairn.Audit;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.Schools.Classes;
using Microsoft.EntityFrameworkCore;

namespace Cairn.SignIn.Cards;

/// <param name="Child">Somebody who may have a card.</param>
/// <param name="Roles">What they may do; no more than a learner.</param>
/// <param name="Cards">Those that work now: one, or more when two were printed at the same instant.</param>
/// <param name="Uses">Where they are in use now, each device once.</param>
internal sealed record CardHolder(
    Person Child,
    IReadOnlyList<SchoolRole> Roles,
    IReadOnlyList<SignInCard> Cards,
    IReadOnlyList<CardUse> Uses
)
{
    public SignInCard? Card => Cards.MaxBy(card => card.PrintedAt);

    /// <summary>The one of its cards that was used last.</summary>
    public SignInCard? Used => Cards.Where(card => card.LastUsedAt is not null).MaxBy(card => card.LastUsedAt);
}

internal sealed record PrintedCard(Person Child, string Secret);

internal static class CardHolding
{
    /// <summary>A class that the actor teaches or whose school they lead; running the servers is no reason to act as a child.</summary>
    public static async Task<SchoolClass?> ClassForCardsAsync(this CairnDb db, Id<SchoolClass> id, Actor actor, CancellationToken stop)
    {
        if (await db.ClassAsync(id, actor, stop) is not { } found)
            return null;
        if (actor.Has(SchoolRole.Leader, found.SchoolId))
            return found;

        return await db.TeachesAsync(actor, id, stop) ? found : null;
    }

    /// <summary>The children of a class who may have a card, by name, each with the card that works now.</summary>
    public static async Task<List<CardHolder>> CardHoldersAsync(
        this CairnDb db,
        Id<SchoolClass> id,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var children = await db.LearnersIn(id).OrderBy(child => child.GivenName).ThenBy(child => child.FamilyName).ToListAsync(stop);
        var ids = children.ConvertAll(child => child.Id);
        var roles = (
            await db
                .RoleAssignments.Where(one => ids.Contains(one.PersonId))
                .Select(one => new { one.PersonId, one.Role })
                .ToListAsync(stop)
        ).ToLookup(one => one.PersonId, one => one.Role);
        var working = await db.SignInCards.Where(card => ids.Contains(card.PersonId) && card.RevokedAt == null).ToListAsync(stop);
        var cards = working.ToLookup(card => card.PersonId);
        var cardIds = working.ConvertAll(card => card.Id);
        var uses = (
            await CardUse.Open(db.CardUses.AsNoTracking(), now).Where(use => cardIds.Contains(use.CardId)).ToListAsync(stop)
        ).ToLookup(use => use.CardId);
        return
        [
            .. children
                .Where(child => SignInCard.MayBeHeldBy(child.IsAdult(now), roles[child.Id]))
                .Select(child => new CardHolder(
                    child,
                    [.. roles[child.Id]],
                    [.. cards[child.Id]],
                    [.. cards[child.Id].SelectMany(card => uses[card.Id]).OrderBy(use => use.At).ThenBy(use => use.Id)]
                )),
        ];
    }

    /// <summary>New cards; the ones before them stop working in the same save.</summary>
    public static IReadOnlyList<PrintedCard> PrintCards(
        this CairnDb db,
        Actor actor,
        IReadOnlyList<CardHolder> children,
        DateTimeOffset now
    )
    {
        var printed = new List<PrintedCard>(children.Count);
        db.RevokeCards(actor, children, now);
        foreach (var (child, roles, _, _) in children)
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
        foreach (var card in children.SelectMany(one => one.Cards))
        {
            card.Revoke(now);
            db.Audit(actor, "card.revoked", card.Id, now);
        }
    }

    /// <summary>
    /// The card of one child of the class, in one act; who came in with it is out at their next click. Null: no such child. Twice is once.
    /// </summary>
    public static async Task<Person?> RevokeCardAsync(
        this CairnDb db,
        Actor actor,
        Id<SchoolClass> classId,
        Id<Person> learner,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (await db.ClassForCardsAsync(classId, actor, stop) is null)
            return null;
        if ((await db.CardHoldersAsync(classId, now, stop)).Find(one => one.Child.Id == learner) is not { } holder)
            return null;

        db.RevokeCards(actor, [holder], now);
        await db.SaveChangesAsync(stop);
        return holder.Child;
    }
}
