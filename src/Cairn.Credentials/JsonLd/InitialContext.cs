namespace Cairn.Credentials.JsonLd;

/// <summary>
/// JSON-LD 1.1 API, section 4.1: a newly-initialized active context. Without a base IRI it is one that all documents share.
/// </summary>
internal static class InitialContext
{
    const int MaxShared = 1024;

    static ActiveContext shared = new ActiveContext(null).Share();
    static int count;

    public static ActiveContext Shared => Volatile.Read(ref shared);

    public static ActiveContext For(JsonLdOptions options) => options.Base is null ? Shared : new(options.Base);

    /// <summary>
    /// Counts what is kept; documents could combine contexts without end, so all of it is dropped when there is too much.
    /// </summary>
    public static void Kept()
    {
        if (Interlocked.Increment(ref count) < MaxShared)
            return;

        Interlocked.Exchange(ref count, 0);
        Volatile.Write(ref shared, new ActiveContext(null).Share());
    }
}
