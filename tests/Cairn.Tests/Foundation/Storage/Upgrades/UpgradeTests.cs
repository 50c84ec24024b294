using System.Data.Common;
using Cairn.Foundation.Storage;

namespace Cairn.Tests.Foundation.Storage.Upgrades;

/// <summary>
/// A database of each earlier schema, with rows in every table, is brought to the newest: everything is there, and what was frozen still
/// is.
/// </summary>
public abstract class UpgradeTests
{
    /// <summary>What a migration deliberately changes in existing rows.</summary>
    private static readonly (string Migration, string Table, string Column)[] Intended =
    [
        // What people not known to be of age show to others is taken down (Schools/KnownBefore.cs).
        ("Doors", "public_portfolios", "closed_at"),
        ("Doors", "credential_publications", "withdrawn_at"),
        ("Doors", "share_links", "revoked_at"),
    ];

    /// <summary>What we signed: not a byte of it may change.</summary>
    private static readonly string[] Signed = ["credentials", "signed_status_lists", "issued_credentials", "signed_vcalm_lists"];

    public static TheoryData<string> Earlier => [.. Recorded.Names(sqlite: true).SkipLast(1)];

    private protected abstract bool IsSqlite { get; }

    [Theory]
    [MemberData(nameof(Earlier))]
    public async Task An_earlier_database_is_whole_after_the_upgrade(string schema)
    {
        await using var database = await UpgradeDatabase.NewAsync(IsSqlite);
        await database.BringToAsync(schema);
        await using var connection = await database.OpenAsync();
        await Filling.FillAsync(connection, await TableShape.AllAsync(connection));
        await ExecuteAsync(connection, await File.ReadAllTextAsync(Recorded.TriggersOf(IsSqlite, schema)));
        var before = await Contents.OfAsync(connection);
        Assert.All(before.Tables, table => Assert.Equal((table.Key, 2), (table.Key, table.Value.Count)));
        await Assert.ThrowsAnyAsync<DbException>(() => ExecuteAsync(connection, "update credentials set bytes = bytes"));

        await database.SetUpAsync();

        var after = await Contents.OfAsync(connection);
        var intended = Intended
            .Where(one => !Recorded.Names(IsSqlite).TakeWhile(name => name != schema).Append(schema).Contains(one.Migration))
            .ToList();
        var differences = before.DifferencesIn(after).ToList();
        Assert.DoesNotContain(differences, one => !intended.Exists(meant => (meant.Table, meant.Column) == (one.Table, one.Column)));
        Assert.All(intended, meant => Assert.Contains(differences, one => (one.Table, one.Column) == (meant.Table, meant.Column)));
        Assert.All(
            Signed,
            table => Assert.All(before.Tables[table], row => Assert.Equal(row.Value["bytes"], after.Tables[table][row.Key]["bytes"]))
        );
        await AssertFrozenAsync(connection, [.. before.Tables.Keys]);
    }

    private async Task AssertFrozenAsync(DbConnection connection, IReadOnlyList<string> filled)
    {
        var made = await Recorded.TriggersInAsync(connection, IsSqlite);
        var names = Triggers.NamesOn(IsSqlite).ToList();
        Assert.All(names, name => Assert.Contains(name, made, StringComparison.Ordinal));
        var frozen = names
            .Where(name => name.EndsWith("_update", StringComparison.Ordinal))
            .Select(name => name["frozen_".Length..^"_update".Length]);
        foreach (var table in frozen.Where(filled.Contains))
        foreach (var change in (string[])[$"update {table} set id = district_id", $"delete from {table}"])
        {
            var refused = await Assert.ThrowsAnyAsync<DbException>(() => ExecuteAsync(connection, change));
            Assert.Contains($"row of {table} is immutable", refused.Message, StringComparison.Ordinal);
        }
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}

public sealed class SqliteUpgradeTests : UpgradeTests
{
    private protected override bool IsSqlite => true;
}

public sealed class PostgresUpgradeTests : UpgradeTests
{
    private protected override bool IsSqlite => false;
}
