namespace Cairn.Earning;

/// <summary>
/// People who had brought or handed in work before hands were recorded, from the earliest row; for the migration that adds them.
/// </summary>
internal static class HandsBefore
{
    public const string Sql = """
        insert into hands (district_id, id, enrollment_id, person_id, account_id, since)
        select a.district_id, a.id, a.enrollment_id, a.added_by_id, p.account_id, a.added_at
        from artifacts a
        join enrollments e on e.district_id = a.district_id and e.id = a.enrollment_id
        join people p on p.district_id = a.district_id and p.id = a.added_by_id
        where a.added_by_id <> e.learner_id and not exists (
            select 1 from artifacts b
            where b.district_id = a.district_id and b.enrollment_id = a.enrollment_id and b.added_by_id = a.added_by_id and b.id < a.id);
        insert into hands (district_id, id, enrollment_id, person_id, account_id, since)
        select s.district_id, s.id, s.enrollment_id, s.submitted_by_id, p.account_id, s.submitted_at
        from submissions s
        join people p on p.district_id = s.district_id and p.id = s.submitted_by_id
        where s.submitted_by_id <> s.learner_id
            and not exists (
                select 1 from hands h
                where h.district_id = s.district_id and h.enrollment_id = s.enrollment_id and h.person_id = s.submitted_by_id)
            and not exists (
                select 1 from submissions b
                where b.district_id = s.district_id and b.enrollment_id = s.enrollment_id
                    and b.submitted_by_id = s.submitted_by_id and b.id < s.id);
        """;
}
