namespace Cairn.Schools;

/// <summary>
/// What an older database says about learning and age, recorded once by the migration that adds the columns. Roles and guardianships were
/// given to adults; nothing is known about anybody else without a birth date, so they do not count as adults: what such a person shows to
/// others is taken down.
/// </summary>
internal static class KnownBefore
{
    /// <param name="now">The current instant in the SQL of the database.</param>
    public static string Sql(string now) =>
        $"""
            update people set learns = true
            where grade is not null
                or exists (
                    select 1 from class_memberships place
                    where place.district_id = people.district_id and place.person_id = people.id and place.role = 'Learner')
                or exists (
                    select 1 from role_assignments held
                    where held.district_id = people.district_id and held.person_id = people.id and held.role = 'Learner'
                        and (held.from_roster or not exists (
                        select 1 from role_assignments other
                        where other.district_id = held.district_id and other.person_id = held.person_id and other.role <> 'Learner')));
            update people set known_adult_at = {now}
            where not learns and known_adult_at is null
                and (exists (
                    select 1 from role_assignments held
                    where held.district_id = people.district_id and held.person_id = people.id and held.role <> 'Learner')
                    or exists (select 1 from guardianships tie where tie.district_id = people.district_id and tie.guardian_id = people.id));
            update public_portfolios set closed_at = {now} where closed_at is null and {IsNobodysAdult("person_id", "public_portfolios")};
            update credential_publications set withdrawn_at = {now}
            where withdrawn_at is null and {IsNobodysAdult("learner_id", "credential_publications")};
            update share_links set revoked_at = {now} where revoked_at is null and {IsNobodysAdult("learner_id", "share_links")};
            """;

    /// <summary>
    /// Somebody present, without a birth date or anything that shows an adult. People who have left have lost the roles that would show it.
    /// </summary>
    private static string IsNobodysAdult(string column, string table) =>
        $"""
            exists (select 1 from people where people.district_id = {table}.district_id and people.id = {table}.{column}
                and people.ended_at is null and people.birth_date is null and people.known_adult_at is null)
            """;

    /// <summary>Microseconds since 1970.</summary>
    public static string Sqlite => Sql("cast(strftime('%s', 'now') as integer) * 1000000");

    public static string Postgres => Sql("now()");
}
