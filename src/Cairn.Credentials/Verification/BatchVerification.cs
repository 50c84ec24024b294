using System.Runtime.CompilerServices;

namespace Cairn.Credentials.Verification;

/// <summary>Judges many credentials on all cores.</summary>
public static class BatchVerification
{
    // How many inputs are read ahead for each one being judged, so that a slow one does not hold up the others.
    const int Ahead = 8;

    /// <summary>
    /// Judges each credential as <see cref="Verifier.VerifyAsync"/> does, several at a time. The reports come in the order of the inputs,
    /// each as soon as those before it are ready; inputs are read only as fast as reports are taken, so a stream may be of any length. The
    /// loader, if there is one, is called by several at once.
    /// </summary>
    /// <param name="verifier">Judges.</param>
    /// <param name="inputs">Credentials, as <see cref="Verifier.VerifyAsync"/> takes them; their bytes must not change until their report
    /// is ready.</param>
    /// <param name="instant">When the credentials are to be valid.</param>
    /// <param name="parallelism">How many are judged at a time; by default, as many as there are cores.</param>
    /// <param name="cancellationToken">Ends the work, after waiting for what has begun.</param>
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
            // If the caller stops listening, or an input cannot be read, the others end too.
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
