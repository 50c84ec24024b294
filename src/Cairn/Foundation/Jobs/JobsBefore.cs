namespace Cairn.Foundation.Jobs;

/// <summary>Jobs from the time when they had only a kind and a subject, for the migration that adds lanes and payloads.</summary>
internal static class JobsBefore
{
    public const string Sql = """
        update jobs set lane = 'Quick', payload = '{"issue":"' || cast(subject_id as text) || '"}' where kind = 'sign-credential';
        update jobs set lane = 'Long', payload = '{"import":"' || cast(subject_id as text) || '"}' where kind = 'roster.import';
        """;
}
