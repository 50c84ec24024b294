namespace Cairn.Foundation.Html;

/// <summary>The texts of the frame and the components: HtmlTexts.resx, HtmlTexts.es.resx.</summary>
public sealed class HtmlTexts;
