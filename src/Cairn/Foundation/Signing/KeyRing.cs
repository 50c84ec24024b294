using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Cairn.Foundation.Signing;

/// <summary>
/// Keeps ASP.NET's Data Protection keys in the database, encrypted, so that a restart signs nobody out and voids no open form.
/// </summary>
internal sealed class KeyRing(IServiceScopeFactory scopes, MasterKey master, TimeProvider clock) : IXmlRepository
{
    private const string Purpose = "data-protection";

    /// <summary>
    /// Throws <see cref="InvalidDataException"/> if the database's keys were encrypted with another master key: otherwise a new key would
    /// silently be made or used, and no credential could be signed again. Call it before anything opens the key.
    /// </summary>
    public static async Task RefuseAnotherKeyAsync(CairnDb db, string masterKeyFile, CancellationToken stop)
    {
        if (
            await db.KeyRing.AsNoTracking().OrderBy(entry => entry.Name).Select(entry => entry.SealedXml).FirstOrDefaultAsync(stop)
            is not { } wrapped
        )
            return;
        if (!File.Exists(masterKeyFile))
            throw new InvalidDataException(
                $"CAIRN_MASTER_KEY_FILE: {masterKeyFile} is not there, and the database holds keys that only it opens. Put the key back."
            );
        try
        {
            using var master = new MasterKey(masterKeyFile);
            master.Unwrap(wrapped, Purpose);
        }
        catch (CryptographicException)
        {
            throw new InvalidDataException(
                $"CAIRN_MASTER_KEY_FILE: {masterKeyFile} is not the key that wrapped what the database holds. Put the right one there."
            );
        }
    }

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var entries = scope.ServiceProvider.GetRequiredService<CairnDb>().KeyRing.AsNoTracking().ToList();
        return [.. entries.Select(entry => XElement.Parse(System.Text.Encoding.UTF8.GetString(master.Unwrap(entry.SealedXml, Purpose))))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        var xml = System.Text.Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        db.KeyRing.Add(new KeyRingEntry(friendlyName, master.Wrap(xml, Purpose), clock.Now()));
        // IXmlRepository is synchronous; keys are made a few times a year.
        db.SaveChangesAsync().GetAwaiter().GetResult();
    }
}
