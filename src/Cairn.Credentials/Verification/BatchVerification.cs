using System.Runtime.CompilerServices;

namespace Cairn.Credentials.Verification;

/// <summary>Judges many credentials on all cores.</summary>
public static class BatchVerification
{
    // How many inputs are taken ahead for each that is being judged, so that one that takes long does not keep the others waiting.
    const int Ahead = 8;

    /// <summary>
    /// Judges credentials as <see cref="Verifier.VerifyAsync"/> does each, several at a time. The reports come in the order of the inputs,
    /// each as soon as those before it are there; inputs are taken only as fast as reports are, so a stream may be as long as it likes. The
    /// loader, when there is one, is asked by several at once.
    /// </summary>
    /// <param name="verifier">Judges.</param>
    /// <param name="inputs">Credentials, as <see cref="Verifier.VerifyAsync"/> takes them; the bytes stay as they are until their report is
    /// there.</param>
    /// <param name="instant">When the credentials are to be valid.</param>
    /// <param name="parallelism">How many are judged at a time; without it, as many as there are cores.</param>
    /// <param name="cancellationToken">Ends the work; what has begun is waited for.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parallelism below one.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static IAsyncEnumerable<VerificationReport> VerifyManyAsync(
        this Verifier verifier,
        IAsyncEnumerable<ReadOnlyMemory<byte>> inputs,
        DateTimeOffset instant,
        int? parallelism = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(verifier);
        ArgumentNullException.ThrowIfNull(inputs);
        if (parallelism is { } given)
            ArgumentOutOfRangeException.ThrowIfLessThan(given, 1, nameof(parallelism));

        return RunAsync(verifier, inputs, instant, parallelism ?? Environment.ProcessorCount, cancellationToken);
    }

    static async IAsyncEnumerable<VerificationReport> RunAsync(
        Verifier verifier,
        IAsyncEnumerable<ReadOnlyMemory<byte>> inputs,
        DateTimeOffset instant,
        int parallelism,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using SemaphoreSlim places = new(parallelism);
        Queue<Task<VerificationReport>> begun = new();
        try
        {
            await foreach (var input in inputs.WithCancellation(ended.Token))
            {
                if (begun.Count >= parallelism * Ahead)
                    yield return await begun.Dequeue();
                begun.Enqueue(Task.Run(() => JudgeAsync(input), ended.Token));
            }

            while (begun.TryDequeue(out var next))
                yield return await next;
        }
        finally
        {
            // Whoever stops listening, or an input that could not be read, ends the others too.
            await ended.CancelAsync();
            foreach (var task in begun)
                await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task<VerificationReport> JudgeAsync(ReadOnlyMemory<byte> input)
        {
            await places.WaitAsync(ended.Token);
            try
            {
                return await verifier.VerifyAsync(input, instant, ended.Token);
            }
            finally
            {
                places.Release();
            }
        }
    }
}
