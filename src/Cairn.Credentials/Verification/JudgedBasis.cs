namespace Cairn.Credentials.Verification;

/// <summary>
/// What checks judge, noted during the check: the document itself, then what was fetched or supplied for it, in order of use. A check
/// inside another one (an endorsement's proof) counts for both.
/// </summary>
sealed class JudgedBasis
{
    /// <summary>What the open checks noted, those of the innermost last.</summary>
    readonly List<ContentDigest> noted = [];

    /// <summary>For each open check: where its notes begin, and which document it is about.</summary>
    readonly Stack<(int Start, ContentDigest? Document)> open = new();

    /// <summary>Begins the checks of a document.</summary>
    public void Begin(ContentDigest document)
    {
        open.Push((noted.Count, document));
        noted.Add(document);
    }

    /// <summary>Begins a separate check of the same document.</summary>
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

    /// <summary>Ends the current check; what it judged, the check around it judged too.</summary>
    public IReadOnlyList<ContentDigest> End()
    {
        var (start, _) = open.Pop();
        // Most checks judge the document alone.
        IReadOnlyList<ContentDigest> ended = noted.Count == start + 1 ? noted[start].Alone : noted.GetRange(start, noted.Count - start);
        noted.RemoveRange(start, noted.Count - start);
        foreach (var content in ended)
            Note(content);
        return ended;
    }

    /// <summary>Ends the current check and sets this on its findings, unless they already have something more exact.</summary>
    public Check End(Check check) => check.On(End());
}
