namespace Cairn.Foundation.Files.Cleaning;

/// <summary>The stretches of a file that a picture, a film or a sound refers to.</summary>
internal sealed class KeptBytes
{
    private readonly List<(long Start, long End)> _stretches = [];

    public void Add(long start, long length)
    {
        (start >= 0 && length >= 0).Must();
        if (length > 0)
            _stretches.Add((start, checked(start + length)));
    }

    /// <summary>Whether each lies in one of these boxes: a film that was cut off refers to what is not there.</summary>
    public bool AreWithin(IReadOnlyList<Box> data) =>
        _stretches.Count > 0 && _stretches.All(one => data.Any(box => one.Start >= box.Body && one.End <= box.End));

    public void ClearOthers(Box box)
    {
        long at = box.Body;
        foreach (var (start, end) in _stretches.Where(one => one.Start >= box.Body && one.End <= box.End).Order())
        {
            if (start > at)
                box.File.AsSpan((int)at, (int)(start - at)).Clear();
            at = Math.Max(at, end);
        }
        box.File.AsSpan((int)at, (int)(box.End - at)).Clear();
    }
}
