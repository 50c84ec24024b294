namespace Cairn.Foundation.Api;

/// <summary>The sentences for refusals of any endpoint: <c>Texts.resx</c> and its translations.</summary>
public sealed class Texts;
