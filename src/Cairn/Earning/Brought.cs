using System.Resources;
using Cairn.Design;

namespace Cairn.Earning;

/// <summary>What somebody brings: a file, a link or a text, for one requirement.</summary>
/// <param name="Requirement">Key of the evidence requirement.</param>
/// <param name="Criterion">Key of the criterion that it was taken for, if one was picked.</param> <param name="Title">A caption; empty: one
/// is made from the name.</param>
internal sealed record Brought(
    string Requirement,
    string? Criterion = null,
    string? Title = null,
    BroughtFile? File = null,
    string? Url = null,
    string? Text = null
)
{
    public string TitleOr(string name)
    {
        var title = Title?.Trim() is { Length: > 0 } own ? own : name.Trim();
        return title.Length > Artifact.MaxTitle ? title[..Artifact.MaxTitle] : title;
    }
}

/// <summary>A file already in the store.</summary>
/// <param name="Sha256">Lowercase hex, of its bytes; its name in the store.</param>
/// <param name="Name">Made safe.</param>
/// <param name="MediaType">By its content.</param>
/// <param name="Kinds">What it can be: a film without a picture is a sound, and its container does not say which.</param>
internal sealed record BroughtFile(string Sha256, string Name, string MediaType, long Size, IReadOnlyList<EvidenceKind> Kinds);

/// <summary>Kinds of evidence as words in the reader's language, for a refusal's sentence.</summary>
internal sealed record KindList(IReadOnlyList<EvidenceKind> Kinds)
{
    private static readonly ResourceManager Words = new("Cairn.Earning.Texts", typeof(KindList).Assembly);

    public override string ToString() =>
        string.Join(", ", Kinds.Select(kind => Words.GetString($"Kind.{kind}", CultureInfo.CurrentUICulture) ?? kind.ToString()));
}
