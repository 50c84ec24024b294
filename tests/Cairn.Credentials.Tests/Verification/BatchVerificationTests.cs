using System.Text;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Tests.Verification;

public sealed class BatchVerificationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(null)]
    public async Task Reports_come_in_the_order_of_the_inputs_and_are_those_of_each(int? parallelism)
    {
        var inputs = Enumerable.Range(0, 60).Select(Input).ToArray();
        Verifier verifier = new();

        var reports = await verifier.VerifyManyAsync(inputs.ToAsyncEnumerable(), Scenario.Now, parallelism).ToListAsync();

        Assert.Equal(inputs.Length, reports.Count);
        for (var i = 0; i < inputs.Length; i++)
            Assert.Equal((await verifier.VerifyAsync(inputs[i], Scenario.Now)).ToCanonicalJson(), reports[i].ToCanonicalJson());
    }

    [Fact]
    public async Task Inputs_are_taken_only_as_fast_as_reports_are()
    {
        var taken = 0;
        IEnumerable<ReadOnlyMemory<byte>> Endless()
        {
            while (true)
            {
                taken++;
                yield return Input(0);
            }
        }

        await foreach (var _ in new Verifier().VerifyManyAsync(Endless().ToAsyncEnumerable(), Scenario.Now, 2))
            break;

        Assert.InRange(taken, 1, 20);
    }

    [Fact]
    public async Task No_more_are_judged_at_a_time_than_allowed()
    {
        Gate gate = new(expected: 2);
        Verifier verifier = new(new() { Loader = gate });
        var inputs = Enumerable.Repeat((ReadOnlyMemory<byte>)WithStatus(), 8).ToArray();

        var reports = await verifier.VerifyManyAsync(inputs.ToAsyncEnumerable(), Scenario.Now, 2).ToListAsync();

        Assert.Equal(8, reports.Count);
        Assert.Equal(2, gate.Most);
    }

    [Fact]
    public async Task Fails_when_the_work_is_ended()
    {
        using CancellationTokenSource ended = new();
        Verifier verifier = new(new() { Loader = new Gate(expected: int.MaxValue, ended) });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await verifier
                .VerifyManyAsync(new[] { (ReadOnlyMemory<byte>)WithStatus() }.ToAsyncEnumerable(), Scenario.Now, 2, ended.Token)
                .ToListAsync()
        );
    }

    [Fact]
    public void Fails_when_nothing_may_be_done_at_a_time() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new Verifier().VerifyManyAsync(AsyncEnumerable.Empty<ReadOnlyMemory<byte>>(), Scenario.Now, 0)
        );

    // Every third is forged, every seventh no credential.
    static ReadOnlyMemory<byte> Input(int number)
    {
        var badge = Scenario.Badge();
        badge["name"] = $"Badge {number}";
        var signed = Encoding.UTF8.GetString(Scenario.Sign(badge));
        return Encoding.UTF8.GetBytes(
            number % 7 == 6 ? "[]"
            : number % 3 == 2 ? signed.Replace($"Badge {number}", "Badge", StringComparison.Ordinal)
            : signed
        );
    }

    static byte[] WithStatus()
    {
        var badge = Scenario.Badge();
        badge["credentialStatus"] = new Cairn.Credentials.Status.StatusListEntry("https://north.example/status/1", 7).ToJson();
        return Scenario.Sign(badge);
    }

    /// <summary>Lets through as many at once as expected; ends the work if none can come.</summary>
    sealed class Gate(int expected, CancellationTokenSource? ended = null) : IDocumentLoader
    {
        readonly Lock guard = new();
        TaskCompletionSource together = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int waiting;
        int inside;

        public int Most { get; private set; }

        public async ValueTask<LoadedDocument> LoadAsync(Uri url, CancellationToken cancellationToken)
        {
            if (ended is not null)
                await ended.CancelAsync();
            Task open;
            lock (guard)
            {
                Most = Math.Max(Most, ++inside);
                waiting++;
                open = together.Task;
                if (waiting == expected)
                {
                    waiting = 0;
                    together.SetResult();
                    together = new(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }

            await open.WaitAsync(cancellationToken);
            lock (guard)
                inside--;
            return LoadedDocument.Unavailable("closed");
        }
    }
}
