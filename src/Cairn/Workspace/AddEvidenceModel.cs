using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Workspace;

/// <summary>The ways in which one requirement takes evidence.</summary>
public sealed class AddEvidenceModel
{
    internal AddEvidenceModel(WorkspaceModel workspace, EvidenceRequirement asked)
    {
        (Workspace, Asked) = (workspace, asked);
        var kept = workspace.Work.Answers.GetValueOrDefault(Answering.DraftPrefix + asked.Key);
        DraftForm = Typed?["draft"] is null
            ? Form.Empty().Set("text", kept?.Text).Set("draft", kept?.Version ?? 0).Start<BringingAsked>()
            : Typed;
        if (DraftForm != Typed)
            DraftForm.Know(AnswerFields.SeenOf([KeyValuePair.Create("text", kept?.Version ?? 0)]).Tokens);
    }

    internal WorkspaceModel Workspace { get; }
    internal EvidenceRequirement Asked { get; }
    internal string Url => $"{Workspace.Url}/evidence/{Asked.Key}";
    internal bool TakesText => Asked.Kinds.Contains(EvidenceKind.Text);
    internal bool TakesObservation => Asked.Kinds.Contains(EvidenceKind.Observation);

    /// <summary>What was typed belongs to one form of one requirement, the one with the field; the others begin empty.</summary>
    internal Form FormWith(string field) =>
        (Typed is { } typed && typed[field] is not null && typed["draft"] is null ? typed : Form.Empty()).Start<BringingAsked>();

    /// <summary>The form of the text that is saved as it is typed.</summary>
    internal Form DraftForm { get; }

    private Form? Typed => Workspace.Form["requirement"] == Asked.Key ? Workspace.Form : null;
}
