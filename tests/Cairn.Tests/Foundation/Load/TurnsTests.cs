using Cairn.Foundation.Load;
using Microsoft.Extensions.Time.Testing;

namespace Cairn.Tests.Foundation.Load;

public sealed class TurnsTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Who_is_alone_waits_for_nobody_up_to_an_askers_part()
    {
        var turns = Make(atOnce: 4, perAsker: 2);

        Assert.NotNull(await Now(turns, "a"));
        Assert.NotNull(await Now(turns, "a"));
        Assert.False(turns.TakeAsync("a", default).IsCompleted);
    }

    [Fact]
    public async Task Others_find_a_place_while_somebody_asks_for_all()
    {
        var turns = Make(atOnce: 4, perAsker: 2);
        for (var i = 0; i < 50; i++)
            _ = turns.TakeAsync("greedy", default);

        Assert.NotNull(await Now(turns, "b"));
        Assert.NotNull(await Now(turns, "c"));
    }

    [Fact]
    public async Task One_asker_has_a_smaller_part_for_a_second_after_somebody_else_came()
    {
        var turns = Make(atOnce: 4, perAsker: 2, amongOthers: 1);
        var first = await Now(turns, "greedy");
        var second = await Now(turns, "greedy");
        (await Now(turns, "b"))!.Dispose();
        first!.Dispose();
        var third = turns.TakeAsync("greedy", default);
        Assert.False(third.IsCompleted);

        second!.Dispose();
        Assert.NotNull(await third.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.False(turns.TakeAsync("greedy", default).IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await Now(turns, "greedy"));
    }

    [Fact]
    public async Task Places_go_round_the_askers_one_turn_each()
    {
        var turns = Make(atOnce: 1, perAsker: 1);
        var first = await Now(turns, "greedy");
        List<string> served = [];
        List<Task> all =
        [
            .. ((string[])["greedy", "greedy", "greedy", "b", "c", "b"]).Select(async name =>
            {
                using var turn = await turns.TakeAsync(name, default);
                lock (served)
                    served.Add(name);
            }),
        ];

        first!.Dispose();
        await Task.WhenAll(all).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(["greedy", "b", "c", "greedy", "b", "greedy"], served);
    }

    [Fact]
    public async Task Fails_when_one_asker_has_too_many_here_and_not_when_they_have_gone()
    {
        var turns = Make(atOnce: 2, perAsker: 1, most: 3);
        var one = await Now(turns, "a");
        using var gone = new CancellationTokenSource();
        var second = turns.TakeAsync("a", gone.Token);
        _ = turns.TakeAsync("a", default);

        Assert.Null(await Now(turns, "a"));
        Assert.NotNull(await Now(turns, "b"));
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(turns.TakeAsync("a", default).IsCompleted);
        one!.Dispose();
    }

    [Fact]
    public async Task A_turn_that_lasts_too_long_makes_room_and_counts_until_its_work_has_ended()
    {
        var turns = Make(atOnce: 1, perAsker: 1, most: 2);
        var slow = await Now(turns, "slow");
        var next = turns.TakeAsync("b", default);
        Assert.False(next.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(1));

        using var turn = await next.WaitAsync(TimeSpan.FromSeconds(10));
        _ = turns.TakeAsync("slow", default);
        Assert.Null(await Now(turns, "slow")); // the slow one and one that waits
        slow!.Dispose();
        Assert.False(turns.TakeAsync("slow", default).IsCompleted); // waits, where it was refused before
    }

    [Fact]
    public async Task Under_any_order_of_coming_and_going_places_are_neither_lost_nor_doubled()
    {
        var turns = Make(atOnce: 3, perAsker: 2);
        var (working, most) = (0, 0);
        var all = Enumerable
            .Range(0, 2_000)
            .Select(i =>
                Task.Run(async () =>
                {
                    using var stop = new CancellationTokenSource();
                    if (i % 5 == 0)
                        stop.CancelAfter(TimeSpan.FromMilliseconds(i % 7));
                    try
                    {
                        using var turn = await turns.TakeAsync($"{i % 11}", stop.Token);
                        var now = Interlocked.Increment(ref working);
                        for (int seen; now > (seen = Volatile.Read(ref most)) && Interlocked.CompareExchange(ref most, now, seen) != seen; )
                        { }
                        if (i % 3 == 0)
                            await Task.Yield();
                        Interlocked.Decrement(ref working);
                    }
                    catch (OperationCanceledException)
                    {
                        // Went before their turn.
                    }
                })
            );

        await Task.WhenAll(all).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.InRange(most, 1, 3);
        Assert.NotNull(await Now(turns, "x"));
        Assert.NotNull(await Now(turns, "y"));
        Assert.NotNull(await Now(turns, "z"));
        Assert.False(turns.TakeAsync("w", default).IsCompleted);
    }

    private Turns Make(int atOnce, int perAsker, int most = 5_000, int? amongOthers = null) =>
        new(atOnce, perAsker, amongOthers ?? perAsker, most, TimeSpan.FromSeconds(1), _clock);

    private static Task<IDisposable?> Now(Turns turns, string name)
    {
        var turn = turns.TakeAsync(name, default);
        Assert.True(turn.IsCompleted);
        return turn;
    }
}
