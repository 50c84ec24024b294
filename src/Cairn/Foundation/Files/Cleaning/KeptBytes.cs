namespace Cairn.Foundation.Files.Cleaning;

/// <summary>The stretches of a file that a picture, a film or a sound refers to.</summary>
internal sealed class KeptBytes
{
    private readonly List<(long Start, long End)> _stretches = [];
    private bool _isSorted;

    public void Add(long start, long length)
    {
        (start >= 0 && length >= 0).Must();
        if (length == 0)
            return;
        _stretches.Add((start, checked(start + length)));
        _isSorted = false;
    }

    /// <summary>Whether each lies in one of these boxes: a film that was cut off refers to what is not there.</summary>
    public bool AreWithin(IReadOnlyList<Box> data)
    {
        Sort();
        var boxes = data.OrderBy(box => box.Body).ToArray();
        var box = 0;
        foreach (var (start, end) in _stretches)
        {
            while (box < boxes.Length && boxes[box].End < end)
                box++;
            if (box == boxes.Length || start < boxes[box].Body)
                return false;
        }
        return _stretches.Count > 0;
    }

    public void ClearOthers(Box box)
    {
        Sort();
        long at = box.Body;
        var first = _stretches.BinarySearch((box.Body, 0));
        for (var i = first < 0 ? ~first : first; i < _stretches.Count && _stretches[i].Start < box.End; i++)
        {
            var (start, end) = _stretches[i];
            if (end > box.End)
                continue;
            if (start > at)
                box.File.AsSpan((int)at, (int)(start - at)).Clear();
            at = Math.Max(at, end);
        }
        box.File.AsSpan((int)at, (int)(box.End - at)).Clear();
    }

    /// <summary>There may be millions of them, and of boxes: both are gone through once.</summary>
    private void Sort()
    {
        if (!_isSorted)
            _stretches.Sort();
        _isSorted = true;
    }
}
