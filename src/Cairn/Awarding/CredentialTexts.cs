using System.Globalization;
using System.Resources;

namespace Cairn.Awarding;

/// <summary>Words that are signed: they follow the micro-credential's language, never the reader's, and so stay what they were.</summary>
internal sealed class CredentialTexts(string language)
{
    private static readonly ResourceManager Words = new(typeof(Texts));

    // A language that Cairn does not write falls back to English.
    private readonly CultureInfo _culture = CultureInfo.GetCultureInfo(language.Split('-')[0] is "es" ? "es" : "en");

    public string this[string key, params object[] arguments] =>
        string.Format(_culture, Words.GetString(key, _culture) ?? throw new ArgumentException("No such text.", nameof(key)), arguments);
}
