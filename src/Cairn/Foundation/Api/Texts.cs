namespace Cairn.Foundation.Api;

/// <summary>The sentences of what any endpoint refuses: <c>Texts.resx</c> and its translations.</summary>
public sealed class Texts;
