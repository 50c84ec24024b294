namespace Cairn.Schools;

/// <summary>
/// What an older database tells about learning and age, written down once by the migration that adds the columns. Roles and guardianships were
/// given to adults; of everybody else without a birth date nothing is known, and so they are not.
/// </summary>
internal static class KnownBefore
{
    /// <param name="now">The current instant in the SQL of the database.</param>
    public static string Sql(string now) => $"""
        update people set learns = true
        where grade is not null
            or exists (select 1 from class_memberships place where place.district_id = people.district_id and place.person_id = people.id and place.role = 'Learner')
            or exists (select 1 from role_assignments held where held.district_id = people.district_id and held.person_id = people.id and held.role = 'Learner'
                and (held.from_roster or not exists (
                    select 1 from role_assignments other where other.district_id = held.district_id and other.person_id = held.person_id and other.role <> 'Learner')));
        update people set known_adult_at = {now}
        where not learns and known_adult_at is null
            and (exists (select 1 from role_assignments held where held.district_id = people.district_id and held.person_id = people.id and held.role <> 'Learner')
                or exists (select 1 from guardianships tie where tie.district_id = people.district_id and tie.guardian_id = people.id));
        """;

    /// <summary>Microseconds since 1970.</summary>
    public static string Sqlite => Sql("cast(strftime('%s', 'now') as integer) * 1000000");

    public static string Postgres => Sql("now()");
}
