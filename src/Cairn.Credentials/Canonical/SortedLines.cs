namespace Cairn.Credentials.Canonical;

/// <summary>Lines in one buffer, sorted in code point order, which is the order of their UTF-8 bytes.</summary>
internal sealed class SortedLines(ByteBuffer buffer)
{
    readonly List<(int Start, int End)> lines = [];

    public void Add(int start) => lines.Add((start, buffer.Length));

    public void Sort() => lines.Sort((x, y) => buffer[x.Start..x.End].SequenceCompareTo(buffer[y.Start..y.End]));

    public void CopyTo(ByteBuffer output)
    {
        foreach (var (start, end) in lines)
            output.Append(buffer[start..end]);
    }

    public void Clear() => lines.Clear();
}
