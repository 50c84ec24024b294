using Microsoft.AspNetCore.Components;

namespace Cairn.Foundation.Html.Forms;

/// <summary>What every field has: name, label, hint, the typed value, the error and how they are tied together.</summary>
public abstract class FieldBase : ComponentBase
{
    [CascadingParameter]
    public FormContext Context { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public string? Hint { get; set; }

    [Parameter]
    public bool Required { get; set; }

    /// <summary>More attributes for the control: <c>autocomplete</c>, <c>inputmode</c>… Not <c>maxlength</c>, which cuts what is pasted.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    public string Id => Context.Id(Name);
    public string HintId => Id + "-hint";
    public string ErrorId => Id + "-error";
    public string? Typed => Context.Form[Name];
    public string? Error => Context.Form.Errors.On(Name) is { } error ? Context.Word(error) : null;

    /// <summary>How many characters fit; a longer text stays in the field, and a module says so while it is typed.</summary>
    protected int? Longest => Context.Form.Longest(Name);
    protected string? Invalid => Error is null ? null : "true";
    protected string? AriaRequired => Required ? "true" : null;

    /// <summary>The words for a choice's value; null: the field holds text.</summary>
    public virtual Func<string, string>? Word => null;

    /// <summary>How many lines of text the field shows.</summary>
    public virtual int Lines => 1;

    public string? DescribedBy =>
        (Hint, Error) switch
        {
            (null, null) => null,
            (_, null) => HintId,
            (null, _) => ErrorId,
            _ => $"{HintId} {ErrorId}",
        };

    protected override void OnParametersSet()
    {
        if (Context is null)
            throw new InvalidOperationException($"The field '{Name}' stands outside a PostForm or GetForm.");
        Context.Name(Name, Label);
    }
}
