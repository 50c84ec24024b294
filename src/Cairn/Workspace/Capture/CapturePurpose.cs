using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Workspace.Capture;

/// <summary>A micro-credential that children of the teacher's classes are working on now.</summary>
internal sealed record CapturePurpose(Id<MicroCredentialVersion> VersionId, Blueprint Blueprint, IReadOnlyList<CapturedChild> Children)
{
    public string UrlOf(EvidenceRequirement asked) => $"/earning/capture/{VersionId}/{Uri.EscapeDataString(asked.Key)}";
}

/// <param name="Pieces">How many pieces of evidence there are for each requirement.</param>
internal sealed record CapturedChild(
    Id<Enrollment> EnrollmentId,
    string GivenName,
    string FamilyName,
    IReadOnlyDictionary<string, int> Pieces
)
{
    public string Name => $"{GivenName} {FamilyName}".Trim();
}

internal static class CapturePurposes
{
    public static async Task<IReadOnlyList<CapturePurpose>> CapturePurposesAsync(this Visit visit, Id<MicroCredentialVersion>? only = null)
    {
        var (actor, db, _, stop) = visit;
        var taught = db.TaughtBy(actor);
        var rows = await (
            from enrollment in db.Enrollments.AsNoTracking()
            where enrollment.State == EnrollmentState.Working && taught.Select(m => m.PersonId).Contains(enrollment.LearnerId)
            join child in db.People.AsNoTracking() on enrollment.LearnerId equals child.Id
            where child.EndedAt == null
            orderby enrollment.Id
            select new
            {
                enrollment.Id,
                enrollment.VersionId,
                child.GivenName,
                child.FamilyName,
            }
        )
            .Take(2_000)
            .ToListAsync(stop);

        // One version is filtered here: if the query named it, the database might begin with everybody working on it, in the whole
        // district.
        if (only is { } version)
            rows.RemoveAll(row => row.VersionId != version);
        var versions = rows.Select(row => row.VersionId).Distinct().ToList();
        var blueprints = await db
            .Versions.AsNoTracking()
            .Where(v => versions.Contains(v.Id))
            .ToDictionaryAsync(v => v.Id, v => v.Blueprint, stop);
        var enrollments = rows.Select(row => row.Id).ToList();
        var pieces = (
            await db
                .Artifacts.AsNoTracking()
                .Where(a => enrollments.Contains(a.EnrollmentId) && a.RemovedAt == null)
                .GroupBy(a => new { a.EnrollmentId, a.Requirement })
                .Select(g => new
                {
                    g.Key.EnrollmentId,
                    g.Key.Requirement,
                    Count = g.Count(),
                })
                .ToListAsync(stop)
        ).ToLookup(p => p.EnrollmentId);

        return
        [
            .. from row in rows
            group row by row.VersionId into same
            let blueprint = blueprints[same.Key]
            orderby blueprint.Title
            select new CapturePurpose(
                same.Key,
                blueprint,
                [
                    .. same.InNameOrder(row => (row.FamilyName, row.GivenName))
                        .Select(row => new CapturedChild(
                            row.Id,
                            row.GivenName,
                            row.FamilyName,
                            pieces[row.Id].ToDictionary(p => p.Requirement, p => p.Count)
                        )),
                ]
            ),
        ];
    }
}
