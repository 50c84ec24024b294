namespace Cairn.Earning;

/// <summary>What waited before the queues had their own columns, for the migration that adds them.</summary>
internal static class WaitingBefore
{
    public const string Sql = """
        update enrollments set waiting_review_id = (
            select r.id from submissions s join reviews r on r.district_id = s.district_id and r.submission_id = s.id
            where s.district_id = enrollments.district_id and s.enrollment_id = enrollments.id and s.attempt = enrollments.attempts
                and r.completed_at is not null)
        where state = 'Submitted';
        update enrollments set waiting_submission_id = (
            select s.id from submissions s
            where s.district_id = enrollments.district_id and s.enrollment_id = enrollments.id and s.attempt = enrollments.attempts)
        where state = 'Submitted' and waiting_review_id is null;
        """;
}
