using System.Collections.Concurrent;
using System.Reflection;

namespace Cairn.Foundation.Html;

/// <summary>
/// The texts of a folder and of those above it. The class <c>Texts</c> of a subfolder inherits from that of the folder above, with its
/// constants; so do the texts that they name.
/// </summary>
internal sealed class FolderTexts(ResourceManagerStringLocalizerFactory files) : IStringLocalizerFactory
{
    private readonly ConcurrentDictionary<Type, IStringLocalizer> _made = new();

    public IStringLocalizer Create(Type texts) => _made.GetOrAdd(texts, Make);

    public IStringLocalizer Create(string baseName, string location) => files.Create(baseName, location);

    /// <summary>Where a text of a folder or of those above it stands, the folder itself first.</summary>
    public static IEnumerable<Type> At(Type texts)
    {
        for (var at = texts; at is not null && at.Name == texts.Name; at = at.BaseType)
            yield return at;
    }

    private IStringLocalizer Make(Type texts) =>
        At(texts).ElementAtOrDefault(1) is { } above ? new Layered(files.Create(texts), KeysOf(texts), Create(above)) : files.Create(texts);

    private static HashSet<string> KeysOf(Type texts) =>
        texts
            .GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Select(field => (string)field.GetRawConstantValue()!)
            .ToHashSet(StringComparer.Ordinal);

    private sealed class Layered(IStringLocalizer own, HashSet<string> keys, IStringLocalizer above) : IStringLocalizer
    {
        public LocalizedString this[string name] => Of(name)[name];

        public LocalizedString this[string name, params object[] arguments] => Of(name)[name, arguments];

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
            own.GetAllStrings(includeParentCultures).Concat(above.GetAllStrings(includeParentCultures));

        private IStringLocalizer Of(string name) => keys.Contains(name) ? own : above;
    }
}
