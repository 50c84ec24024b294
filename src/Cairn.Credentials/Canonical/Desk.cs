namespace Cairn.Credentials.Canonical;

/// <summary>The buffers of the one-pass way: one set is kept for each thread.</summary>
internal sealed class Desk : IDisposable
{
    const int MaxKept = 1 << 20;

    [ThreadStatic]
    static Desk? kept;

    public Statements Statements { get; } = new();

    public EntryStack Entries { get; } = new();

    public ByteBuffer Scratch { get; } = new(int.MaxValue / 2);

    public static Desk Take()
    {
        var desk = kept ?? new();
        kept = null;
        return desk;
    }

    public void Return()
    {
        Statements.Clear();
        Entries.Clear();
        Scratch.Clear();
        if (kept is null && Statements.Text.Capacity <= MaxKept && Scratch.Capacity <= MaxKept)
            kept = this;
        else
            Dispose();
    }

    public void Dispose()
    {
        Statements.Dispose();
        Scratch.Dispose();
    }
}
