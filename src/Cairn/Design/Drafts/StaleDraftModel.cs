namespace Cairn.Design.Drafts;

/// <summary>A draft that was changed elsewhere while it was open here: what is saved and what was typed, side by side.</summary>
public sealed class StaleDraftModel
{
    internal StaleDraftModel(MicroCredentialVersion saved, Form typed)
    {
        (Saved, Typed) = (saved, typed);
        var theirs = DraftForm.Write(saved.Blueprint);
        Differences =
        [
            .. theirs
                .Names.Union(typed.Names, StringComparer.OrdinalIgnoreCase)
                .Where(IsOfTheDraft)
                .Select(name => (Name: name, Saved: Shown(theirs, name), Typed: Shown(typed, name)))
                .Where(row => row.Saved != row.Typed),
        ];
    }

    internal MicroCredentialVersion Saved { get; }
    internal Form Typed { get; }
    internal IReadOnlyList<(string Name, string Saved, string Typed)> Differences { get; }

    /// <summary>Everything that was typed, to send once more.</summary>
    internal IEnumerable<(string Name, string Value)> Kept =>
        Typed
            .Names.Where(name => IsOfTheDraft(name) || name.EndsWith(".key", StringComparison.Ordinal))
            .SelectMany(name => Typed.All(name) is { Count: > 0 } several ? several.Select(value => (name, value)) : [(name, "")]);

    private static bool IsOfTheDraft(string name) =>
        name is not ("revision" or "editor" or "do" or "find" or "badgeFile")
        && !name.StartsWith("__", StringComparison.Ordinal)
        && !name.EndsWith(".key", StringComparison.Ordinal);

    private static string Shown(Form form, string name) => string.Join(", ", form.All(name)).Trim().ReplaceLineEndings("\n");
}
