namespace Cairn.Foundation.Html.Forms;

/// <summary>What PostForm passes to the fields inside it.</summary>
public sealed class FormContext
{
    readonly Dictionary<string, string> labels = new(StringComparer.OrdinalIgnoreCase);
    readonly IStringLocalizer? texts;
    readonly RefusalTexts refusals;
    readonly string? scope;

    internal FormContext(Form form, IStringLocalizer? texts, RefusalTexts refusals, string? scope = null) =>
        (Form, this.texts, this.refusals, this.scope) = (form, texts, refusals, scope);

    public Form Form { get; }

    /// <summary>Tells the error summary above the fields that another field has reported its name.</summary>
    public event Action? Named;

    public void Name(string field, string label)
    {
        if (!Form.Invalid || labels.GetValueOrDefault(field) == label)
            return;

        labels[field] = label;
        Named?.Invoke();
    }

    public string? LabelOf(string field) => labels.GetValueOrDefault(field);

    /// <summary>
    /// The error's sentence: a text of the page's own feature, otherwise of the feature named by the code's first word.
    /// </summary>
    public string Word(FieldError error)
    {
        var arguments = error.Arguments.ToArray();
        return texts?[error.Key, arguments] is { ResourceNotFound: false } own
            ? own.Value
            : refusals.Sentence(new Refusal(error.Key, null, arguments));
    }

    /// <summary>The element id of a field of this form.</summary>
    public string Id(string field) => IdOf(scope is null ? field : $"{field}.{scope}");

    /// <summary>An element id for a field's name; names may hold dots and brackets.</summary>
    public static string IdOf(string name) =>
        "f-" + string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-' ? letter : '_'));
}
