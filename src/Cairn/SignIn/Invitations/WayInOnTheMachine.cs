using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Invitations;

/// <summary>The way back for an operator whom nobody above can help, for somebody who may run commands on the server.</summary>
internal static class WayInOnTheMachine
{
    /// <summary>Null if no account of that name is present in a district.</summary>
    public static async Task<NewInvitation?> MakeAsync(CairnOptions options, string username, CancellationToken stop)
    {
        var services = new ServiceCollection();
        services.AddCairnDb(options.Database);
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();

        var name = new UpperInvariantLookupNormalizer().NormalizeName(username);
        var account = await db.Users.AsNoTracking().FirstOrDefaultAsync(one => one.NormalizedUserName == name, stop);
        if (account is null || (await new Presences(db).OfAsync(account.Id, stop)) is not [var person, ..])
            return null;

        var now = TimeProvider.System.Now();
        db.Tenant.Enter(person.DistrictId);
        return await db.OnceAsync(async () =>
        {
            var made = Invitation.MakeOnTheMachine(person, now);
            await db.RevokeOpenAsync(null, [person.Id], now, stop);
            db.Add(null, made, now);
            await db.SaveChangesAsync(stop);
            return made;
        });
    }
}
