namespace Cairn.Credentials.Verification;

/// <summary>
/// What checks are judged on, noted while they look: the document itself, then what was fetched or handed in for it, in the order of its use. A check inside
/// another one (an endorsement's proof) counts for both.
/// </summary>
sealed class JudgedBasis
{
    readonly Stack<Frame> open = new();

    sealed record Frame(ContentDigest? Document, List<ContentDigest> Noted);

    /// <summary>Begins the checks of a document.</summary>
    public void Begin(ContentDigest document) => open.Push(new(document, [document]));

    /// <summary>Begins a check by itself, of the same document.</summary>
    public void BeginPart()
    {
        var document = open.TryPeek(out var around) ? around.Document : null;
        open.Push(new(document, document is null ? [] : [document]));
    }

    /// <summary>Something that the current check looks at.</summary>
    public void Note(ContentDigest content)
    {
        if (open.TryPeek(out var current) && !current.Noted.Contains(content))
            current.Noted.Add(content);
    }

    /// <summary>Ends the current check; what it was judged on, the check around it was judged on too.</summary>
    public IReadOnlyList<ContentDigest> End()
    {
        var ended = open.Pop().Noted;
        foreach (var content in ended)
            Note(content);
        return ended;
    }

    /// <summary>Ends the current check and says so of its findings, unless they know it more exactly.</summary>
    public Check End(Check check)
    {
        var basis = End();
        return check.Basis.Count > 0 ? check : check with { Basis = basis };
    }
}
