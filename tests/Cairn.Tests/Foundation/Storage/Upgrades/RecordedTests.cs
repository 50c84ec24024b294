using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Foundation.Storage.Upgrades;

/// <summary>Migrations are appended; none that a database may already have is changed.</summary>
public sealed class RecordedTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_migration_is_as_it_was_recorded(bool sqlite)
    {
        var (file, present) = (Recorded.ListFile(sqlite), Recorded.Present(sqlite));
        var recorded = await File.ReadAllLinesAsync(file);
        if (Recorded.IsUpdating)
        {
            await File.AppendAllLinesAsync(file, present.Skip(recorded.Length));
            recorded = await File.ReadAllLinesAsync(file);
        }

        var complaint = Recorded.Complaint(recorded, present);
        Assert.True(complaint is null, complaint);
    }

    [Theory]
    [InlineData("1_A aa|2_B bb", "1_A aa|2_B bb", null)]
    [InlineData("1_A aa|2_B bb", "1_A aa|2_B xx", "2_B is not what it was")]
    [InlineData("1_A aa|2_B bb", "1_A aa", "2_B is not what it was")]
    [InlineData("1_A aa|3_B bb", "1_A aa|2_C cc|3_B bb", "3_B is not what it was, or not where it was")]
    [InlineData("1_A aa", "1_A aa|2_B bb", "2_B is new")]
    public void Fails_when_a_migration_is_changed_removed_put_between_or_not_recorded(string recorded, string present, string? complaint)
    {
        var said = Recorded.Complaint(recorded.Split('|'), present.Split('|'));

        if (complaint is null)
            Assert.Null(said);
        else
            Assert.Contains(complaint, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_databases_have_the_same_migrations() => Assert.Equal(Recorded.Names(sqlite: true), Recorded.Names(sqlite: false));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_model_is_what_the_migrations_make(bool sqlite)
    {
        using var db = UpgradeDatabase.Nowhere(sqlite);

        Assert.False(db.Database.HasPendingModelChanges(), "The model has something that no migration brings: ./migration NAME.");
    }

    /// <summary>So that a later upgrade finds in its databases what is in today's.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_triggers_of_today_are_recorded(bool sqlite)
    {
        await using var database = await UpgradeDatabase.NewAsync(sqlite);
        await database.SetUpAsync();
        await using var connection = await database.OpenAsync();
        var made = await Recorded.TriggersInAsync(connection, sqlite);
        var newest = Recorded.Names(sqlite)[^1];
        if (Recorded.IsUpdating && await File.ReadAllTextAsync(Recorded.TriggersOf(sqlite, newest)) != made)
            await File.WriteAllTextAsync(Recorded.TriggerFile(sqlite, newest), made);

        var recorded = await File.ReadAllTextAsync(Recorded.TriggersOf(sqlite, newest));

        Assert.True(recorded == made, "The triggers changed: run this test once with CAIRN_UPDATE_MIGRATIONS=1 and commit what it writes.");
    }
}
