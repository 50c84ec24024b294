namespace Cairn.Design.Drafts;

/// <param name="School">Not asked if they write for only one school.</param>
internal sealed record DraftBegun([MaxLength(BlueprintBounds.Title)] string Title, Id<Organization>? School = null);

/// <summary>The first two questions: its name and whose it is.</summary>
public sealed class NewDraftModel
{
    internal NewDraftModel(Form form, IReadOnlyList<SchoolChoice> schools) => (Form, Schools) = (form, schools);

    internal Form Form { get; }
    internal IReadOnlyList<SchoolChoice> Schools { get; }
}

internal sealed record SchoolChoice(Id<Organization> Id, string Name);
