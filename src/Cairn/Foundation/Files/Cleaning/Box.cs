using System.Buffers.Binary;

namespace Cairn.Foundation.Files.Cleaning;

/// <summary>ISO/IEC 14496-12, 4.2: a length, four letters, what is in it.</summary>
internal readonly record struct Box(byte[] File, int Start, int Body, int End, string Type)
{
    public Span<byte> Content => File.AsSpan(Body, End - Body);

    /// <summary>The boxes of a stretch of the file. The last one may be as long as what is left; fewer than eight bytes at the end are none.</summary>
    public static IEnumerable<Box> In(byte[] file, int start, int end)
    {
        while (end - start >= 8)
        {
            var box = At(file, start, end);
            yield return box;
            start = box.End;
        }
        file.AsSpan(start, end - start).Clear();
    }

    /// <param name="skipped">How many bytes stand before its first box.</param>
    public IEnumerable<Box> Children(int skipped = 0) => In(File, Body + skipped, End);

    /// <summary>The one box of this type in it.</summary>
    public Box Child(string type, int skipped = 0)
    {
        var found = Children(skipped).Where(child => child.Type == type).ToList();
        (found.Count == 1).Must();
        return found[0];
    }

    public long Number(int at) => BinaryPrimitives.ReadUInt32BigEndian(Content[at..]);

    public ushort Short(int at) => BinaryPrimitives.ReadUInt16BigEndian(Content[at..]);

    /// <summary>Keeps its place, and says nothing any more.</summary>
    public void Empty()
    {
        "free"u8.CopyTo(File.AsSpan(Start + 4));
        Content.Clear();
    }

    private static Box At(byte[] file, int start, int end)
    {
        var (body, length) = (start + 8, (long)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(start)));
        if (length == 1)
            (body, length) = (start + 16, BinaryPrimitives.ReadInt64BigEndian(file.AsSpan(start + 8)));
        else if (length == 0 && end == file.Length)
            length = end - start;
        (length >= body - start && length <= end - start).Must();
        return new Box(file, start, body, start + (int)length, Encoding.Latin1.GetString(file.AsSpan(start + 4, 4)));
    }
}
