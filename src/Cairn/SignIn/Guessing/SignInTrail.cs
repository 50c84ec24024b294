using Cairn.Audit;
using Cairn.SignIn.Devices;

namespace Cairn.SignIn.Guessing;

/// <summary>
/// What happens at the door, in the audit trail. A sign-in is an account's, which may be present in several districts: each of them gets
/// the event, for each of them is entered by it. NOTE: each in a scope of its own, for a scope stays in one district, and the browser may
/// still be signed in elsewhere.
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
    /// A try that was not right. Who has no account here leaves nothing but a count (decision 0024), which takes as long to write.
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
                    db.AuditAs(null, "sign-in.delayed", person.Id, now, how); // a statement of its own, as where nobody has the name
                    await db.SaveChangesAsync(stop);
                }
            );
    }

    /// <summary>Somebody is in: from now on this device is no stranger to the account.</summary>
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
