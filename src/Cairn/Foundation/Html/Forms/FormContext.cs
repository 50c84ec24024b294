using Microsoft.Extensions.Localization;

namespace Cairn.Foundation.Html.Forms;

/// <summary>What PostForm hands to the fields inside it.</summary>
public sealed record FormContext(Form Form, IStringLocalizer? Texts, IStringLocalizer Shared)
{
    /// <summary>The error's sentence: the feature's own text, else the shared one, else its key.</summary>
    public string Word(FieldError error)
    {
        var arguments = error.Arguments.ToArray();
        return Texts?[error.Key, arguments] is { ResourceNotFound: false } own ? own.Value : Shared[error.Key, arguments].Value;
    }

    /// <summary>An element id for a field's name; names may hold dots and brackets.</summary>
    public static string IdOf(string name) =>
        "f-" + string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-' ? letter : '_'));
}
