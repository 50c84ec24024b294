using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Foundation.Jobs;

/// <summary>Takes due jobs of every district by lease. Raw SQL across districts: this file is on the list of those that may.</summary>
internal static class JobLeases
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(2);

    /// <summary>The jobs now leased to the caller, at most <paramref name="count"/>.</summary>
    public static async Task<List<(Id<District> District, Id<Job> Job)>> TakeAsync(CairnDb db, int count, DateTimeOffset now, CancellationToken cancellation)
    {
        var postgres = db.Database.IsNpgsql();
        object instant = postgres ? now : now.UnixMicroseconds(), until = postgres ? now + Length : (now + Length).UnixMicroseconds();
        var sql =
            $$"""
            update jobs set leased_until = {0}, attempts = attempts + 1
            where (district_id, id) in (
                select district_id, id from jobs
                where done_at is null and due_at <= {1} and (leased_until is null or leased_until < {1})
                order by due_at limit {2} {{(postgres ? "for update skip locked" : "")}})
            returning district_id as "District", id as "Job"
            """;
        var rows = await db.Database.SqlQueryRaw<Row>(sql, until, instant, count).ToListAsync(cancellation);
        return [.. rows.Select(row => (new Id<District>(row.District), new Id<Job>(row.Job)))];
    }

    private sealed record Row(Guid District, Guid Job);
}
