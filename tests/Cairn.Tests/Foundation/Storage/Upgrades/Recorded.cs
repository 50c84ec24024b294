using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Cairn.Tests.Foundation.Storage.Upgrades;

/// <summary>
/// What installations already have, in files beside this one: each migration's SQL checksum, and the triggers of a database with its
/// schema. CAIRN_UPDATE_MIGRATIONS=1 appends what is new; nothing changes existing lines. A newer Entity Framework may word the same
/// migration differently: then, after comparing the two, change the line by hand.
/// </summary>
internal static class Recorded
{
    public static bool IsUpdating => Environment.GetEnvironmentVariable("CAIRN_UPDATE_MIGRATIONS") is "1";

    /// <summary>The names of all migrations, the earliest first; the same on both databases.</summary>
    public static IReadOnlyList<string> Names(bool sqlite)
    {
        using var db = UpgradeDatabase.Nowhere(sqlite);
        return [.. db.Database.GetMigrations().Select(NameOf)];
    }

    public static string IdOf(CairnDb db, string name) => db.Database.GetMigrations().Single(id => NameOf(id) == name);

    /// <summary>"id checksum" of each migration that the product has.</summary>
    public static IReadOnlyList<string> Present(bool sqlite)
    {
        using var db = UpgradeDatabase.Nowhere(sqlite);
        var migrator = db.GetService<IMigrator>();
        var before = Migration.InitialDatabase;
        List<string> lines = [];
        foreach (var id in db.Database.GetMigrations())
        {
            var sql = migrator.GenerateScript(before, id).ReplaceLineEndings("\n");
            lines.Add($"{id} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)))}");
            before = id;
        }
        return lines;
    }

    public static string ListFile(bool sqlite) => Path.Combine(Here(), sqlite ? "Sqlite.txt" : "Postgres.txt");

    /// <summary>Null if the present lines begin with the recorded ones and none is missing; otherwise what to do.</summary>
    public static string? Complaint(IReadOnlyList<string> recorded, IReadOnlyList<string> present)
    {
        for (var at = 0; at < recorded.Count; at++)
            if (present.ElementAtOrDefault(at) != recorded[at])
                return $"The migration {recorded[at].Split(' ')[0]} is not what it was, or not where it was. Databases have it already, so it stays: "
                    + "put it and the SQL that it calls back, and append what you want to change by ./migration NAME.";
        return present.Count == recorded.Count
            ? null
            : $"The migration {present[recorded.Count].Split(' ')[0]} is new. Run this test once with CAIRN_UPDATE_MIGRATIONS=1 and commit the line that it appends.";
    }

    /// <summary>The triggers of a database of this schema: the file of the migration, or of the last before it that changed any.</summary>
    public static string TriggersOf(bool sqlite, string name) =>
        Names(sqlite).TakeWhile(one => one != name).Append(name).Select(one => TriggerFile(sqlite, one)).Last(File.Exists);

    public static string TriggerFile(bool sqlite, string name) => Path.Combine(Here(), $"{(sqlite ? "Sqlite" : "Postgres")}.{name}.sql");

    /// <summary>Every trigger of the database, in the SQL that makes it.</summary>
    public static async Task<string> TriggersInAsync(DbConnection connection, bool sqlite)
    {
        var rows = await TableShape.RowsAsync(
            connection,
            sqlite
                ? "select sql from sqlite_master where type = 'trigger' order by name"
                : """
                select sql from (
                    select 1 as part, proname::text as name, pg_get_functiondef(oid) as sql from pg_proc
                    where prorettype = 'trigger'::regtype and pronamespace = 'public'::regnamespace
                    union all
                    select 2, tgname::text, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal) as made
                order by part, name
                """
        );
        return string.Concat(rows.Select(row => $"{row[0]}".ReplaceLineEndings("\n").TrimEnd() + ";\n"));
    }

    private static string NameOf(string id) => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..];

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
