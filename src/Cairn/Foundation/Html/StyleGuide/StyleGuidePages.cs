using Cairn.Foundation.Html.Parts;

namespace Cairn.Foundation.Html.StyleGuide;

/// <summary>Every component on one page, in development and in the demo. Also the compiled example of how a form is handled.</summary>
internal static class StyleGuidePages
{
    const string Sample = "It is the style guide's sample; it keeps nothing, and is there in demos only.";

    public static void MapStyleGuide(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/style-guide", Show).AllowAnonymous();
        routes.MapPost("/style-guide", Try).AllowAnonymous().OnlyForBrowsers(Sample);
        routes.MapPost("/style-guide/draft", () => TypedResults.NoContent()).AllowAnonymous().DisableAntiforgery().OnlyForBrowsers(Sample);
        routes.MapGet("/style-guide/public", () => StyleGuidePublicPage.With(Samples.Rubric)).AllowAnonymous().AsPublicPage();
    }

    static RazorComponentResult<StyleGuidePage> Show() =>
        StyleGuidePage.With(new StyleGuideModel(Form.Of(new { Title = "Water watchers", Level = SampleLevel.Growing }), Samples.Rubric));

    // Reading a field records what is wrong with it; the page shows the same form again, with what was typed.
    static IResult Try(Form form)
    {
        var title = form.Text("Title", max: 40, required: true);
        form.Text("Story", max: 200, required: true);
        form.Date("Due");
        form.Number("Minutes", 5, 600);
        form.OneOf<SampleLevel>("Level", required: true);
        form.File("Photo", required: true);
        if (!form.Ticked("Promise"))
            form.Errors.Add("Promise", "input.required");
        foreach (var row in Samples.Rubric.Rows)
            form.Text($"level.{row.Key}", 20, required: true);
        if (form.Invalid)
            return StyleGuidePage.With(new StyleGuideModel(form, Samples.Rubric), StatusCodes.Status422UnprocessableEntity);

        return SeeOther.To("/style-guide").Saying<HtmlTexts>(HtmlTexts.ProgressOf, title!, form.File("Photo")!.Length);
    }
}

public enum SampleLevel
{
    Starting,
    Growing,
    Leading,
}

public sealed record StyleGuideModel(Form Form, RubricGrid Rubric);
