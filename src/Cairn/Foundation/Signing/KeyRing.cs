using System.Xml.Linq;
using Cairn.Foundation.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Foundation.Signing;

/// <summary>Keeps ASP.NET's Data Protection keys in the database, wrapped, so that a restart signs nobody out and voids no open form.</summary>
internal sealed class KeyRing(IServiceScopeFactory scopes, MasterKey master, TimeProvider clock) : IXmlRepository
{
    private const string Purpose = "data-protection";

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
