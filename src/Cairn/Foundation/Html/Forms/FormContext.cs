using Microsoft.Extensions.Localization;

namespace Cairn.Foundation.Html.Forms;

/// <summary>What PostForm hands to the fields inside it.</summary>
public sealed class FormContext(Form form, IStringLocalizer? texts, IStringLocalizer shared)
{
    readonly Dictionary<string, string> labels = new(StringComparer.OrdinalIgnoreCase);

    public Form Form { get; } = form;

    /// <summary>Tells the error summary, which stands above the fields, that one more of them has said its name.</summary>
    public event Action? Named;

    public void Name(string field, string label)
    {
        if (!Form.Invalid || labels.GetValueOrDefault(field) == label)
            return;

        labels[field] = label;
        Named?.Invoke();
    }

    public string? LabelOf(string field) => labels.GetValueOrDefault(field);

    /// <summary>The error's sentence: the feature's own text, else the shared one, else its key.</summary>
    public string Word(FieldError error)
    {
        var arguments = error.Arguments.ToArray();
        return texts?[error.Key, arguments] is { ResourceNotFound: false } own ? own.Value : shared[error.Key, arguments].Value;
    }

    /// <summary>An element id for a field's name; names may hold dots and brackets.</summary>
    public static string IdOf(string name) =>
        "f-" + string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-' ? letter : '_'));
}
