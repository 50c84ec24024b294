namespace Cairn.Foundation.Files;

/// <summary>The sentences for refused files: <c>Texts.resx</c> and its translations.</summary>
public sealed class Texts;
