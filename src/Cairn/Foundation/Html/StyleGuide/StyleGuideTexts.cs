namespace Cairn.Foundation.Html.StyleGuide;

public sealed class StyleGuideTexts;
