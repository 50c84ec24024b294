using Cairn.Design.Frameworks;

namespace Cairn.Design.Drafts;

/// <summary>A draft on the desk.</summary>
public sealed class EditorModel
{
    internal EditorModel(
        MicroCredentialVersion version,
        Form form,
        IReadOnlyList<DesignFeedback> feedback,
        IReadOnlyList<FoundItem>? found,
        string? find
    )
    {
        (Version, Form, Feedback, Found, Find) = (version, form, feedback, found, find);
        if (form[Seen.Field] is null)
            form.Set(Seen.Field, Seen.Of(DraftForm.Write(version.Blueprint)).ToString());
        if (form["find"] is null)
            form.Set("find", find ?? "");
    }

    internal MicroCredentialVersion Version { get; }
    internal Form Form { get; }
    internal IReadOnlyList<DesignFeedback> Feedback { get; }

    /// <summary>Possible alignments that match the search; null: nothing was searched.</summary>
    internal IReadOnlyList<FoundItem>? Found { get; }

    internal string? Find { get; }
    internal string Url => $"/design/{Version.Id}";
    internal string AutosaveUrl => $"{Url}/autosave";
    internal bool IsUploaded => Version.Blueprint.Badge.UploadSha256 is not null;

    /// <summary>What is missing before a review, unless the page is already about errors.</summary>
    internal IReadOnlyList<Refusal> ToDo => Form.Invalid ? [] : BlueprintCheck.Of(Version.Blueprint);

    internal string BadgeUrl => IsUploaded ? $"{Url}/badge" : Preview(Version.Blueprint);

    internal static string Preview(Blueprint b) =>
        $"/design/badge.svg?category={b.Category}&subject={b.Subject}&level={b.Level}"
        + $"&shape={b.Badge.Shape}&colour={b.Badge.Colour}&icon={b.Badge.Icon}";
}

/// <summary>One row of a list in the editor.</summary>
public sealed record RowModel(string List, int Index, int Count)
{
    internal string Path => $"{List}[{Index}]";
    internal string Id => FormContext.IdOf(Path);
}
