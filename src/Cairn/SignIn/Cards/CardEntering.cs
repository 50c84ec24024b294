using System.Security.Claims;
using Cairn.Audit;
using Cairn.SignIn.Devices;

namespace Cairn.SignIn.Cards;

/// <param name="Child">Whose card it is.</param>
/// <param name="Card">Tracked, because it records its last use.</param>
internal sealed record OpenCard(Person Child, SignInCard Card);

/// <summary>Signing in with a card, and leaving, as rows: the last use, where it is in use, and the events.</summary>
internal static class CardEntering
{
    /// <summary>Enters the district of a valid card; roles and age are checked each time. Null for every other secret.</summary>
    public static async Task<OpenCard?> OpenCardAsync(this CairnDb db, string secret, DateTimeOffset now, CancellationToken stop)
    {
        if (await db.LocateAsync(SignInCard.Located, Secrets.Hash(secret), stop) is not { } locator)
            return null;

        var id = new Id<SignInCard>(locator.TargetId);
        var found = await (
            from card in db.SignInCards
            where card.Id == id && card.RevokedAt == null
            join person in db.People on card.PersonId equals person.Id
            where person.EndedAt == null
            select new { card, person }
        ).FirstOrDefaultAsync(stop);
        if (found is null)
            return null;

        var roles = await db.RoleAssignments.Where(one => one.PersonId == found.person.Id).Select(one => one.Role).ToListAsync(stop);
        return SignInCard.MayBeHeldBy(found.person.IsAdult(now), roles) ? new OpenCard(found.person, found.card) : null;
    }

    /// <summary>Whoever used this device with a card no longer does.</summary>
    public static async Task<CardUse> UseAsync(
        this CairnDb db,
        OpenCard open,
        string deviceSha256,
        DeviceKind kind,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var use = open.Card.Use(deviceSha256, kind, now);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db
            .CardUses.Where(one => one.DeviceSha256 == deviceSha256 && one.LeftAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.LeftAt, now), stop);
        await CardUse.ForgetAsync(db, open.Card.Id, now, stop);
        db.CardUses.Add(use);
        db.AuditAs(open.Child.Id, "card.used", open.Card.Id, now, kind.ToString());
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return use;
    }

    /// <summary>Somebody leaves this browser, however they signed in.</summary>
    public static async Task LeftAsync(this CairnDb db, HttpContext http, DateTimeOffset now, CancellationToken stop)
    {
        if (http.FindActor() is not { } actor)
            return;

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (Id<CardUse>.TryParse(http.User.FindFirstValue(PresenceClaims.CardUse), out var use))
            await db
                .CardUses.Where(one => one.Id == use && one.LeftAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.LeftAt, now), stop);
        db.Audit(actor, "sign-in.left", actor.PersonId, now);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }
}
