using Cairn.Audit;

namespace Cairn.SignIn.Cards;

/// <param name="Child">Somebody who may have a card.</param>
/// <param name="Roles">What they may do; no more than a learner.</param> <param name="Cards">Those that work now: one, or more if two were
/// printed at the same instant.</param>
/// <param name="Uses">Where they are in use now, each device once.</param>
internal sealed record CardHolder(
    Person Child,
    IReadOnlyList<SchoolRole> Roles,
    IReadOnlyList<SignInCard> Cards,
    IReadOnlyList<CardUse> Uses
)
{
    public SignInCard? Card => Cards.MaxBy(card => card.PrintedAt);

    /// <summary>The most recently used of its cards.</summary>
    public SignInCard? Used => Cards.Where(card => card.LastUsedAt is not null).MaxBy(card => card.LastUsedAt);
}

/// <summary>A class, and the children in it who may have a card, by name.</summary>
internal sealed record CardHolders(SchoolClass Class, IReadOnlyList<CardHolder> Children);

internal static class CardHolding
{
    /// <summary>For a class that the actor teaches or whose school they lead; running the servers is no reason to act as a child.</summary>
    public static async Task<Outcome<CardHolders>> CardHoldersAsync(this Visit visit, Id<SchoolClass> id)
    {
        if (!(await visit.ClassAsync(id)).Succeeds(out var found, out var refusal))
            return refusal;
        return visit.Actor.Has(SchoolRole.Leader, found.SchoolId) || await visit.Db.TeachesAsync(visit.Actor, id, visit.Stop)
            ? new CardHolders(found, await visit.Db.HoldersAsync(id, visit.Now, visit.Stop))
            : Refusal.NotFound;
    }

    /// <summary>New cards; the ones before them stop working in the same save.</summary>
    /// <param name="origin">How addresses given to programs begin.</param>
    public static async Task<Outcome<PrintedCards>> PrintCardsAsync(this Visit visit, Id<SchoolClass> id, CardOrder order, string origin)
    {
        var (actor, db, now, stop) = visit;
        if (!(await visit.CardHoldersAsync(id)).Succeeds(out var holders, out var refusal))
            return refusal;
        var chosen = holders.Children.Where(one => order.Learners.Contains(one.Child.Id)).ToList();
        if (chosen.Count != order.Learners.Distinct().Count())
            return new Refusal("sign-in.not-in-class", "learners");

        db.Revoke(actor, chosen, now);
        var printed = new List<CardSecretLine>(chosen.Count);
        foreach (var (child, roles, _, _) in chosen)
        {
            var (card, secret) = SignInCard.Print(actor, child, roles, now).Value;
            db.SignInCards.Add(card);
            db.Locators.Add(new Locator(SignInCard.Located, card.SecretSha256, card.DistrictId, card.Id.Value));
            db.Audit(actor, "card.printed", card.Id, now);
            printed.Add(new CardSecretLine(child.Id, $"{origin}/card/{secret}") { GivenName = child.GivenName, Secret = secret });
        }
        await db.SaveChangesAsync(stop);
        return new PrintedCards(holders.Class, printed);
    }

    /// <summary>
    /// Takes back the cards of the class, or of one child in it; anybody signed in with one is out at their next click. Twice is once.
    /// </summary>
    public static async Task<Outcome<Done>> RevokeCardsAsync(this Visit visit, Id<SchoolClass> id, Id<Person>? learner = null)
    {
        if (!(await visit.CardHoldersAsync(id)).Succeeds(out var holders, out var refusal))
            return refusal;
        var whose = holders.Children.Where(one => learner is null || one.Child.Id == learner).ToList();
        if (learner is not null && whose.Count == 0)
            return Refusal.NotFound;

        visit.Db.Revoke(visit.Actor, whose, visit.Now);
        await visit.Db.SaveChangesAsync(visit.Stop);
        return new Done(learner is null ? "" : whose[0].Child.GivenName);
    }

    private static async Task<IReadOnlyList<CardHolder>> HoldersAsync(
        this CairnDb db,
        Id<SchoolClass> id,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        List<Person> children = [.. (await db.LearnersIn(id).ToListAsync(stop)).InNameOrder()];
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

    private static void Revoke(this CairnDb db, Actor actor, IEnumerable<CardHolder> children, DateTimeOffset now)
    {
        foreach (var card in children.SelectMany(one => one.Cards))
        {
            card.Revoke(now);
            db.Audit(actor, "card.revoked", card.Id, now);
        }
    }
}
