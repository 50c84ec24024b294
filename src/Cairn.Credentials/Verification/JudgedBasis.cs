namespace Cairn.Credentials.Verification;

/// <summary>
/// What checks are judged on, noted while they look: the document itself, then what was fetched or handed in for it, in the order of its
/// use. A check inside another one (an endorsement's proof) counts for both.
/// </summary>
sealed class JudgedBasis
{
    /// <summary>What the open checks noted, those of the innermost last.</summary>
    readonly List<ContentDigest> noted = [];

    /// <summary>Of each open check: where its notes begin, and of which document it is.</summary>
    readonly Stack<(int Start, ContentDigest? Document)> open = new();

    /// <summary>Begins the checks of a document.</summary>
    public void Begin(ContentDigest document)
    {
        open.Push((noted.Count, document));
        noted.Add(document);
    }

    /// <summary>Begins a check by itself, of the same document.</summary>
    public void BeginPart()
    {
        if (open.TryPeek(out var around) && around.Document is { } document)
            Begin(document);
        else
            open.Push((noted.Count, null));
    }

    /// <summary>Something that the current check looks at.</summary>
    public void Note(ContentDigest content)
    {
        if (open.TryPeek(out var current) && noted.IndexOf(content, current.Start) < 0)
            noted.Add(content);
    }

    /// <summary>Ends the current check; what it was judged on, the check around it was judged on too.</summary>
    public IReadOnlyList<ContentDigest> End()
    {
        var (start, _) = open.Pop();
        // Most checks are judged on the document alone.
        IReadOnlyList<ContentDigest> ended = noted.Count == start + 1 ? noted[start].Alone : noted.GetRange(start, noted.Count - start);
        noted.RemoveRange(start, noted.Count - start);
        foreach (var content in ended)
            Note(content);
        return ended;
    }

    /// <summary>Ends the current check and says so of its findings, unless they know it more exactly.</summary>
    public Check End(Check check) => check.On(End());
}
