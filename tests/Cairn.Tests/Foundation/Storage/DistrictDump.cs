using System.Data.Common;
using System.Globalization;
using System.Text;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Foundation.Storage;

/// <summary>Every row of a district, as in the database: by table, in one text that can be compared.</summary>
internal static class DistrictDump
{
    public static Task<IReadOnlyDictionary<string, string>> OfAsync(CairnHost host, Id<District> district) =>
        host.InDbAsync(
            district,
            async db =>
            {
                var accounts = await db.People.Where(p => p.AccountId != null).Select(p => p.AccountId!.Value).ToListAsync();
                await db.Database.OpenConnectionAsync();
                var dump = new Dictionary<string, string>();
                foreach (var entity in db.Model.GetEntityTypes().Where(e => !e.IsMappedToJson() && e.GetTableName() is not null))
                {
                    var table = entity.GetTableName()!;
                    var columns = entity.GetProperties().Select(p => p.GetColumnName()).ToHashSet();
                    var filter =
                        columns.Contains("district_id") ? $"district_id = {Parameter(db, 0)}"
                        : columns.Contains("user_id") ? In("user_id", accounts.Count, db)
                        : entity.ClrType == typeof(Cairn.SignIn.Account) ? In("id", accounts.Count, db)
                        : entity.ClrType == typeof(District) ? $"id = {Parameter(db, 0)}"
                        : null;
                    if (filter is null)
                        continue;
                    dump[table] = await RowsAsync(
                        db,
                        $"select * from \"{table}\" where {filter}",
                        filter.Contains(" in ", StringComparison.Ordinal) ? accounts : [district.Value]
                    );
                }
                return (IReadOnlyDictionary<string, string>)dump;
            }
        );

    private static async Task<string> RowsAsync(CairnDb db, string sql, IReadOnlyList<Guid> values)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        for (var index = 0; index < values.Count; index++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"p{index}", values[index]);
            command.Parameters.Add(parameter);
        }
        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(RowOf(reader));
        rows.Sort(StringComparer.Ordinal);
        return string.Join('\n', rows);
    }

    private static string RowOf(DbDataReader reader)
    {
        var row = new StringBuilder();
        for (var index = 0; index < reader.FieldCount; index++)
            row.Append('|')
                .Append(
                    reader.GetValue(index) switch
                    {
                        byte[] bytes => Convert.ToHexString(bytes),
                        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
                        var value => value.ToString(),
                    }
                );
        return row.ToString();
    }

    private static string In(string column, int count, CairnDb db) =>
        $"{column} in ({string.Join(", ", Enumerable.Range(0, count).Select(index => Parameter(db, index)))})";

    private static string Parameter(CairnDb db, int index) => db.Database.IsNpgsql() ? $"@p{index}" : $"$p{index}";
}
