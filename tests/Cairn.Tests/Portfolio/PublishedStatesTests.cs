using System.Data.Common;
using Cairn.Portfolio;

namespace Cairn.Tests.Portfolio;

/// <summary>
/// A published address is looked up before its request has taken a place: only so many query the database at once, and the others wait.
/// </summary>
public sealed class PublishedStatesTests
{
    private static readonly int Places = 4 * Environment.ProcessorCount;

    [Fact]
    public async Task A_flood_waits_in_front_of_the_database_and_not_within()
    {
        await using var database = new SlowDatabase();
        await using var states = new PublishedStates(database, new CairnOptions { Database = "Data Source=:memory:" }, TimeProvider.System);

        var flood = Enumerable
            .Range(0, Places + 20)
            .Select(_ => states.FindAsync(Guid.CreateVersion7(), CancellationToken.None).AsTask())
            .ToList();
        Assert.Equal(Places, database.Asked);

        database.Answer(); // each is an error, and its place is free again
        foreach (var one in flood)
            await Assert.ThrowsAsync<InvalidOperationException>(() => one.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(Places + 20, database.Asked);
    }

    [Fact]
    public async Task Who_goes_while_they_wait_takes_no_place()
    {
        await using var database = new SlowDatabase();
        await using var states = new PublishedStates(database, new CairnOptions { Database = "Data Source=:memory:" }, TimeProvider.System);
        var first = Enumerable
            .Range(0, Places)
            .Select(_ => states.FindAsync(Guid.CreateVersion7(), CancellationToken.None).AsTask())
            .ToList();
        using var gone = new CancellationTokenSource();
        var waiting = states.FindAsync(Guid.CreateVersion7(), gone.Token).AsTask();

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        database.Answer();
        foreach (var one in first)
            await Assert.ThrowsAsync<InvalidOperationException>(() => one.WaitAsync(TimeSpan.FromSeconds(10)));

        var again = Enumerable
            .Range(0, Places)
            .Select(_ => states.FindAsync(Guid.CreateVersion7(), CancellationToken.None).AsTask())
            .ToList();
        foreach (var one in again)
            await Assert.ThrowsAsync<InvalidOperationException>(() => one.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(2 * Places, database.Asked);
    }

    /// <summary>Gives no connection until told to, and then an error.</summary>
    private sealed class SlowDatabase : DbDataSource
    {
        private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public void Answer() => _told.SetResult();

        public override string ConnectionString => "";

        protected override DbConnection CreateDbConnection() => throw new NotSupportedException();

        protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _asked);
            await _told.Task.WaitAsync(cancellationToken);
            throw new InvalidOperationException("There is no database.");
        }
    }
}
