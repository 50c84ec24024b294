using System.Collections;

namespace Cairn.Foundation.Html.Forms;

/// <summary>What is wrong with a form, in order of discovery: field, name of the text, arguments. Never prose.</summary>
public sealed class FormErrors : IEnumerable<FieldError>
{
    readonly List<FieldError> errors = [];

    public bool Any => errors.Count > 0;

    /// <param name="field">The field's name; empty for the form as a whole.</param>
    /// <param name="key">A constant of the page's Texts, or the code of a refusal ("input.required").</param>
    /// <param name="arguments">What the text's {0}, {1}… stand for.</param>
    public void Add(string field, string key, params object[] arguments) => errors.Add(new(field, key, arguments));

    internal void Clear() => errors.Clear();

    public FieldError? On(string field) => errors.Find(error => error.Field.Equals(field, StringComparison.OrdinalIgnoreCase));

    public IEnumerator<FieldError> GetEnumerator() => errors.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public sealed record FieldError(string Field, string Key, IReadOnlyList<object> Arguments);
