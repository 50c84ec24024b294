using Microsoft.AspNetCore.Components;

namespace Cairn.Foundation.Html;

/// <summary>A whole page as a typed template: one model, rendered once, with the status that the handler chose.</summary>
/// <typeparam name="TSelf">The page itself: <c>@inherits Page&lt;EnrollmentPage, EnrollmentPageModel&gt;</c>.</typeparam>
/// <typeparam name="TModel">All that it shows.</typeparam>
public abstract class Page<TSelf, TModel> : ComponentBase
    where TSelf : Page<TSelf, TModel>
{
    [Parameter, EditorRequired]
    public TModel Model { get; set; } = default!;

    public static RazorComponentResult<TSelf> With(TModel model, int status = StatusCodes.Status200OK) =>
        new(new Dictionary<string, object?> { [nameof(Model)] = model }) { StatusCode = status, PreventStreamingRendering = true };
}
