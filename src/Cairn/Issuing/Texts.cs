namespace Cairn.Issuing;

/// <summary>The texts of this feature: <c>Texts.resx</c> and its translations.</summary>
public sealed class Texts;
