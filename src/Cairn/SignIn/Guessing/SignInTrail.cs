using Cairn.Audit;
using Cairn.SignIn.Devices;

namespace Cairn.SignIn.Guessing;

/// <summary>
/// Sign-ins in the audit trail. A sign-in belongs to an account, which may be present in several districts: each of them gets the event,
/// because the sign-in opens each. NOTE: each in its own scope, because a scope stays in one district, and the browser may still be signed
/// in elsewhere.
/// </summary>
internal sealed partial class SignInTrail(
    IServiceScopeFactory scopes,
    Presences presences,
    Guesses guesses,
    IHttpContextAccessor requests,
    TimeProvider clock,
    ILogger<SignInTrail> logger
)
{
    /// <summary>
    /// A wrong try. A name without an account here leaves only a count (decision 0024), which takes as long to write.
    /// </summary>
    public async Task FailedAsync(Try made, Guid? account, string how, CancellationToken stop)
    {
        var present = await presences.OfAsync(account ?? Guid.Empty, stop);
        if (made.Slowed)
            Log.Slowed(logger, how, account);
        if (present.Count == 0)
            await guesses.NoteAsync(made, stop);
        if (present.Count == 0 && made.Slowed)
            await guesses.NoteAsync(made, stop);
        foreach (var person in present)
            await WriteAsync(
                person,
                async (db, now) =>
                {
                    db.AuditAs(null, "sign-in.failed", person.Id, now, how);
                    await db.SaveChangesAsync(stop);
                    if (!made.Slowed)
                        return;
                    db.AuditAs(null, "sign-in.delayed", person.Id, now, how); // a separate statement, as when nobody has the name
                    await db.SaveChangesAsync(stop);
                }
            );
    }

    /// <summary>Somebody has signed in: from now on the account knows this device.</summary>
    public async Task ArrivedAsync(Account account, string how, CancellationToken stop)
    {
        var http = requests.HttpContext!;
        var device = DeviceCookie.Keep(http);
        var kind = DeviceKinds.Of(http.Request);
        foreach (var person in await presences.OfAsync(account.Id, stop))
            await WriteAsync(
                person,
                (db, now) =>
                    db.OnceAsync(async () =>
                    {
                        await db.KnowAsync(account.Id, device, now, stop);
                        db.AuditAs(person.Id, "sign-in.entered", person.Id, now, $"{how} {kind}");
                        return await db.SaveChangesAsync(stop);
                    })
            );
    }

    private async Task WriteAsync(Person person, Func<CairnDb, DateTimeOffset, Task> write)
    {
        await using var scope = scopes.CreateAsyncScope();
        var tenant = scope.ServiceProvider.GetRequiredService<Tenant>();
        tenant.Enter(person.DistrictId);
        tenant.From = NetworkAddress.Of(requests.HttpContext!.Connection.RemoteIpAddress);
        await write(scope.ServiceProvider.GetRequiredService<CairnDb>(), clock.Now());
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Wrong tries wait from now on: {How}, account {Account}")]
        public static partial void Slowed(ILogger logger, string how, Guid? account);
    }
}
