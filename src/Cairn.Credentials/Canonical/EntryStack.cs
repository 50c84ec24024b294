namespace Cairn.Credentials.Canonical;

/// <summary>An entry of a map: where its name is in the document's text, and its value.</summary>
internal readonly record struct Entry(int Start, int Length, JsonElement Value);

/// <summary>The entries of the maps that the one-pass way is inside of.</summary>
internal sealed class EntryStack
{
    Entry[] entries = new Entry[64];
    int highest;

    public int Count { get; set; }

    public Entry this[int index] => entries[index];

    public void Push(int start, int length, JsonElement value)
    {
        if (Count == entries.Length)
            Array.Resize(ref entries, Count * 2);
        entries[Count++] = new(start, length, value);
        highest = Math.Max(highest, Count);
    }

    /// <summary>Lets go of the documents that the entries belong to.</summary>
    public void Clear()
    {
        entries.AsSpan(0, highest).Clear();
        Count = highest = 0;
    }
}
