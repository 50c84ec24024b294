namespace Cairn.Earning;

/// <summary>The tier of work begun before enrollments stored it, for the migration that adds it.</summary>
internal static class TierBefore
{
    public const string Sql = """
        update enrollments set tier = (
            select v.tier from versions v where v.district_id = enrollments.district_id and v.id = enrollments.version_id);
        """;
}
