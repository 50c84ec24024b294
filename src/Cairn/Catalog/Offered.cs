using Cairn.Design;

namespace Cairn.Catalog;

/// <summary>A micro-credential with the version that the catalogue offers, who issues it and what a finished one looks like.</summary>
internal sealed record Offered(
    MicroCredential MicroCredential,
    MicroCredentialVersion Version,
    Organization Organization,
    FinishedExample? Example
);

internal static class OfferedQueries
{
    /// <summary>Null until it is published. A retired one is still found, so that people who have begun it can read on.</summary>
    public static async Task<Offered?> OfferedAsync(this CairnDb db, Id<MicroCredential> id, CancellationToken stop)
    {
        var row = await (
            from microCredential in db.MicroCredentials.AsNoTracking()
            where microCredential.Id == id
            join version in db.Versions.Include(v => v.Publication) on microCredential.CurrentVersionId equals version.Id
            join organization in db.Organizations on microCredential.OrganizationId equals organization.Id
            join example in db.FinishedExamples on microCredential.Id equals example.MicroCredentialId into examples
            from example in examples.DefaultIfEmpty()
            select new
            {
                microCredential,
                version,
                version.Publication,
                organization,
                example,
            }
        ).FirstOrDefaultAsync(stop);
        return row is null ? null : new Offered(row.microCredential, row.version, row.organization, row.example);
    }
}
