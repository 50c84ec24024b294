using Cairn.Design;
using Cairn.Foundation.Html.Forms;

namespace Cairn.Earning.Workspace;

/// <summary>The ways in which one requirement takes evidence.</summary>
public sealed class AddEvidenceModel
{
    internal AddEvidenceModel(WorkspaceModel workspace, EvidenceRequirement asked) => (Workspace, Asked) = (workspace, asked);

    internal WorkspaceModel Workspace { get; }
    internal EvidenceRequirement Asked { get; }
    internal Form Form => Workspace.Form;
    internal string Url => $"{Workspace.Url}/evidence/{Asked.Key}";
    internal string Draft => $"answer.{Answering.DraftPrefix}{Asked.Key}";
    internal string DraftVersion => $"version.{Answering.DraftPrefix}{Asked.Key}";
    internal bool TakesText => Asked.Kinds.Contains(EvidenceKind.Text);
    internal bool TakesObservation => Asked.Kinds.Contains(EvidenceKind.Observation);

    /// <summary>The errors of this page belong to one of its forms; the others show none.</summary>
    internal Form? FormWith(string field) => Form.Errors.Any(error => error.Field == field) || !Form.Invalid ? Form : null;
}
