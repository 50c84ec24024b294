using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cairn.Foundation.Html.Parts;

/// <summary>Markdown to HTML that is safe to show: raw HTML is text, links lead to the web or to ourselves, pictures are links.</summary>
internal static class MarkdownText
{
    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();

    public static string ToHtml(string? markdown)
    {
        if (string.IsNullOrWhiteSpace(markdown))
            return "";

        var document = Markdig.Markdown.Parse(markdown, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
            heading.Level = Math.Clamp(heading.Level + 2, 3, 6);
        foreach (var link in document.Descendants<LinkInline>().ToList())
            Tame(link);
        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !Leads(link.Url)).ToList())
            link.ReplaceBy(new LiteralInline(link.Url));
        return document.ToHtml(Pipeline);
    }

    static void Tame(LinkInline link)
    {
        // A picture from elsewhere would tell that server who is reading, and the content policy blocks it anyway.
        link.IsImage = false;
        if (!Leads(link.Url))
            link.Url = "#";
    }

    static bool Leads(string? url) =>
        url is not null
        && (
            SeeOther.IsLocal(url)
            || url.StartsWith('#')
            || Uri.TryCreate(url, UriKind.Absolute, out var absolute) && absolute.Scheme is ("https" or "http" or "mailto")
        );
}
