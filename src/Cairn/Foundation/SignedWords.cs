using System.Resources;

namespace Cairn.Foundation;

/// <summary>
/// Words that are signed or published: they follow the document's language, never the reader's, so they stay the same.
/// </summary>
/// <param name="texts">The class of the folder's texts.</param>
/// <param name="language">BCP 47; a language that Cairn does not write falls back to English.</param>
internal sealed class SignedWords(Type texts, string language)
{
    private readonly List<ResourceManager> _words = [.. FolderTexts.At(texts).Select(at => new ResourceManager(at))];
    private readonly CultureInfo _culture = CultureInfo.GetCultureInfo(language.Split('-')[0] is "es" ? "es" : "en");

    public string this[string key, params object[] arguments] =>
        string.Format(
            _culture,
            _words.Select(words => words.GetString(key, _culture)).FirstOrDefault(word => word is not null)
                ?? throw new ArgumentException("No such text.", nameof(key)),
            arguments
        );
}
