using Cairn.Design;

namespace Cairn.Earning;

internal static class Blueprints
{
    public static Task<Blueprint> BlueprintOfAsync(this CairnDb db, Enrollment enrollment, CancellationToken stop) =>
        db.PublishedBlueprintAsync(enrollment.VersionId, stop);

    public static Task<AssessmentTier> TierOfAsync(this CairnDb db, Enrollment enrollment, CancellationToken stop) =>
        db.Versions.Where(v => v.Id == enrollment.VersionId).Select(v => v.Tier).SingleAsync(stop);
}
