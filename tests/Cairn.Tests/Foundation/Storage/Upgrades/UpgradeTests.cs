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
        // A key without an address is its own; a list says its whole address (Issuing/IssuersBefore.cs).
        ("OneIssuer", "vcalm_keys", "web_did"),
        ("OneIssuer", "vcalm_lists", "origin"),
        ("OneIssuer", "status_lists", "origin"),
    ];

    private static readonly Move[] Moves =
    [
        new("OneIssuer", "issuer_keys", "issuer_keys", ("wrapped_seed", "wrapped_secret")),
        new("OneIssuer", "vcalm_keys", "issuer_keys", ("web_did", "did")),
        new("OneIssuer", "status_lists", "status_lists", ("origin", "address")),
        new("OneIssuer", "vcalm_lists", "status_lists", ("vcalm_key_id", "issuer_key_id"), ("origin", "address")),
        new("OneIssuer", "signed_vcalm_lists", "signed_status_lists", ("vcalm_list_id", "status_list_id")),
        new("OneIssuer", "issued_credentials", "issued_credentials", ("vcalm_key_id", "issuer_key_id")),
        new("OneIssuer", "status_places", "status_places", ("vcalm_list_id", "status_list_id"), ("issued_credential_id", "credential_id")),
    ];

    /// <summary>What gets rows that are made of those of other tables.</summary>
    private static readonly (string Migration, string Table)[] Grown =
    [
        ("OneIssuer", "issuer_keys"),
        ("OneIssuer", "status_lists"),
        ("OneIssuer", "signed_status_lists"),
        ("OneIssuer", "status_places"),
        ("OneIssuer", "status_changes"),
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
        var later = Recorded.Names(IsSqlite).SkipWhile(name => name != schema).Skip(1).ToList();
        var intended = Intended.Where(one => later.Contains(one.Migration)).ToList();
        var moves = Moves.Where(one => later.Contains(one.Migration)).ToList();
        string[] grown = [.. Grown.Where(one => later.Contains(one.Migration)).Select(one => one.Table)];
        var differences = before.DifferencesIn(after, moves, grown).ToList();
        Assert.DoesNotContain(differences, one => !intended.Exists(meant => (meant.Table, meant.Column) == (one.Table, one.Column)));
        Assert.All(intended, meant => Assert.Contains(differences, one => (one.Table, one.Column) == (meant.Table, meant.Column)));
        Assert.All(
            Signed.Where(before.Tables.ContainsKey),
            table =>
                Assert.All(
                    before.Tables[table],
                    row =>
                        Assert.Equal(row.Value["bytes"], after.Tables[moves.Find(one => one.Table == table)?.To ?? table][row.Key]["bytes"])
                )
        );
        await AssertFrozenAsync(connection, [.. before.Tables.Keys]);
    }

    /// <summary>What awards and programs had apart is in one place: each with the address, the issuer and the places that it had.</summary>
    [Fact]
    public async Task Keys_lists_and_places_of_two_issuers_become_those_of_one()
    {
        await using var database = await UpgradeDatabase.NewAsync(IsSqlite);
        await database.BringToAsync("Jobs");
        await using var connection = await database.OpenAsync();
        await Filling.FillAsync(connection, await TableShape.AllAsync(connection));
        var before = await Contents.OfAsync(connection);

        await database.SetUpAsync();

        var after = await Contents.OfAsync(connection);
        Assert.All(before.Tables["issuer_keys"].Keys, key => Assert.Equal("Awards", after.Tables["issuer_keys"][key]["kind"]));
        Assert.All(before.Tables["vcalm_keys"].Keys, key => Assert.Equal("Programs", after.Tables["issuer_keys"][key]["kind"]));
        var withDid = before.Tables["vcalm_keys"].Single(key => key.Value["web_did"] is { Length: > 0 });
        var itself = before.Tables["vcalm_keys"].Single(key => key.Value["web_did"] is not { Length: > 0 });
        var multikey = itself.Value["public_key_multibase"];
        Assert.Equal(
            ($"{withDid.Value["web_did"]}#{withDid.Value["algorithm"]}", $"did:key:{multikey}", $"did:key:{multikey}#{multikey}"),
            (
                after.Tables["issuer_keys"][withDid.Key]["verification_method"],
                after.Tables["issuer_keys"][itself.Key]["did"],
                after.Tables["issuer_keys"][itself.Key]["verification_method"]
            )
        );
        foreach (var (key, list) in before.Tables["status_lists"])
            Assert.Equal($"{list["origin"]}/status/{Hex(list["public_id"])}", after.Tables["status_lists"][key]["address"]);
        foreach (var (key, list) in before.Tables["vcalm_lists"])
            Assert.Equal(
                $"{list["origin"]}/vcalm/{Hex(list["organization_id"])}/status-lists/{Hex(list["id"])}",
                after.Tables["status_lists"][key]["address"]
            );
        foreach (var (key, issue) in before.Tables["credential_issues"])
        {
            var place = after.Tables["status_places"][key];
            Assert.Equal(
                (issue["status_list_id"], issue["status_index"], issue["credential_id"], "revocation"),
                (place["status_list_id"], place["list_index"], place["credential_id"], place["purpose"])
            );
            var revocation = before.Tables["revocations"].Single(one => one.Value["award_id"] == issue["award_id"]);
            var change = after.Tables["status_changes"][revocation.Key];
            Assert.Equal(
                (issue["id"], revocation.Value["revoked_at"], revocation.Value["revoked_by_id"]),
                (change["status_place_id"], change["changed_at"], change["changed_by_id"])
            );
            Assert.Contains(change["value"], (string[])["1", "True"]);
        }

        static string Hex(string? id) => id!.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
    }

    /// <summary>What waited before the queues had columns waits in them, in its tier: the first to be decided, the second to be judged.</summary>
    [Fact]
    public async Task What_waited_before_the_queues_waits_in_them()
    {
        await using var database = await UpgradeDatabase.NewAsync(IsSqlite);
        await database.BringToAsync("Doors");
        await using var connection = await database.OpenAsync();
        await Filling.FillAsync(connection, await TableShape.AllAsync(connection));
        var before = await Contents.OfAsync(connection);

        await database.SetUpAsync();

        var reviews = before.Tables["reviews"].Values.ToDictionary(one => one["submission_id"]!);
        Assert.Equal(2, reviews.Count);
        var after = (await Contents.OfAsync(connection)).Tables["enrollments"];
        foreach (var submission in before.Tables["submissions"].Values)
        {
            var review = reviews[submission["id"]!];
            var waiting = Assert.Single(after.Values, one => one["id"] == submission["enrollment_id"]);
            Assert.Equal(
                review["completed_at"] is { Length: > 0 } ? ("", review["id"]) : (submission["id"], ""),
                (waiting["waiting_submission_id"], waiting["waiting_review_id"])
            );
            Assert.Equal(before.Tables["versions"].Values.Single(one => one["id"] == waiting["version_id"])["tier"], waiting["tier"]);
        }
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
