using Cairn.Audit;
using Cairn.Credentials.Keys;
using Cairn.Foundation.Signing;

namespace Cairn.Vcalm;

/// <summary>An organization's keys for this interface, each made when it is first needed and saved at once.</summary>
internal sealed class VcalmKeys(CairnDb db, MasterKey master, CairnOptions options, TimeProvider clock)
{
    /// <summary>The organization's <c>did:web</c> for this interface, never that of its awards; null without a public origin.</summary>
    public static string? WebDidOf(CairnOptions options, Guid organization) =>
        options.Origin is { } origin ? DidWeb.FromUrl(new Uri($"{origin}/vcalm/{organization:N}")) : null;

    public Task<VcalmKey> KeyOfAsync(Actor? actor, Organization organization, KeyAlgorithm algorithm, CancellationToken stop) =>
        db.OnceAsync(async () =>
        {
            if (
                await db.VcalmKeys.FirstOrDefaultAsync(k => k.OrganizationId == organization.Id && k.Algorithm == algorithm, stop) is
                { } there
            )
                return there;

            var now = clock.Now();
            var key = VcalmKey.Make(organization, algorithm, WebDidOf(options, organization.Id.Value), master, now);
            db.VcalmKeys.Add(key);
            var name = organization.Id.Value.ToString("D");
            if (!await db.Locators.AnyAsync(l => l.Kind == LocatorKind.Vcalm && l.Key == name, stop))
                db.Locators.Add(new Locator(LocatorKind.Vcalm, name, organization.DistrictId, organization.Id.Value));
            db.Audit(actor, "vcalm-key.made", key.Id, now, key.VerificationMethod(key.Issuer));
            await db.SaveChangesAsync(stop);
            return key;
        });
}
