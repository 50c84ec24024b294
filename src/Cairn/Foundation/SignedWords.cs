using System.Resources;

namespace Cairn.Foundation;

/// <summary>
/// Words that are signed or published: they follow the document's language, never the reader's, so they stay the same.
/// </summary>
/// <param name="texts">The marker class of the feature's texts.</param>
/// <param name="language">BCP 47; a language that Cairn does not write falls back to English.</param>
internal sealed class SignedWords(Type texts, string language)
{
    private readonly ResourceManager _words = new(texts);
    private readonly CultureInfo _culture = CultureInfo.GetCultureInfo(language.Split('-')[0] is "es" ? "es" : "en");

    public string this[string key, params object[] arguments] =>
        string.Format(_culture, _words.GetString(key, _culture) ?? throw new ArgumentException("No such text.", nameof(key)), arguments);
}
