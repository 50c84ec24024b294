using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Cairn.Foundation.Html;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Cairn.Tests.Foundation.Html;

/// <summary>Every text exists in every language, and no page says anything that is not one of the texts.</summary>
public sealed partial class TextsTests
{
    public static TheoryData<string> Resources =>
        [
            .. typeof(Frame)
                .Assembly.GetManifestResourceNames()
                .Where(name => name.EndsWith(".resources", StringComparison.Ordinal))
                .Select(name => name[..^".resources".Length]),
        ];

    public static TheoryData<string> Templates =>
        [
            .. Directory
                .EnumerateFiles(Sources.Platform, "*.razor", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Sources.Platform, path))
                .Where(path => !path.StartsWith("obj", StringComparison.Ordinal) && !path.StartsWith("bin", StringComparison.Ordinal)),
        ];

    [Theory, MemberData(nameof(Resources))]
    public void Every_text_has_its_twin(string name)
    {
        var (english, spanish) = (Read(name, CultureInfo.InvariantCulture), Read(name, CultureInfo.GetCultureInfo("es")));
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), spanish.Keys.Order(StringComparer.Ordinal));
        Assert.All(english, text => Assert.Equal(Placeholders(text.Value), Placeholders(spanish[text.Key])));
        Assert.All(english.Values.Concat(spanish.Values), text => Assert.False(string.IsNullOrWhiteSpace(text)));
    }

    [Theory, MemberData(nameof(Templates))]
    public void A_template_says_nothing_of_its_own(string path)
    {
        // The style guide's sample content stands for what a district types.
        if (path.Contains("StyleGuide", StringComparison.Ordinal))
            return;

        Assert.Empty(RazorText.Literals(File.ReadAllText(Path.Combine(Sources.Platform, path))));
    }

    /// <summary>
    /// To a reader a name means the nearest texts; to the compiler a @using comes before the folder above, and the page would show keys.
    /// </summary>
    [Fact]
    public void A_template_gets_the_texts_of_its_own_feature() =>
        Assert.Empty(
            from component in typeof(Frame).Assembly.GetTypes()
            where component.IsAssignableTo(typeof(ComponentBase))
            from property in component.GetProperties(
                BindingFlags.Instance | BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic
            )
            where
                property.Name == "T"
                && property.PropertyType.IsGenericType
                && property.PropertyType.GetGenericTypeDefinition() == typeof(IStringLocalizer<>)
            let texts = property.PropertyType.GetGenericArguments()[0]
            where !$"{component.Namespace}.".StartsWith($"{texts.Namespace}.", StringComparison.Ordinal)
            select $"{component} asks {texts}"
        );

    [Theory]
    [InlineData("<p>Hello</p>")]
    [InlineData("<p>@T[\"Key\"] and more</p>")]
    [InlineData("<p>@(a > b ? x : y) points</p>")]
    [InlineData("<input placeholder=\"Your name\" />")]
    [InlineData("<Note Title=\"Well done\" />")]
    [InlineData("@if (a)\n{\n  <b>Now</b>\n}")]
    public void Fails_when_a_template_says_something_itself(string razor) => Assert.NotEmpty(RazorText.Literals(razor));

    [Theory]
    [InlineData("<p class=\"lede\">@T[\"Key\", Model.Name]</p>")]
    [InlineData(
        "@foreach (var row in Model.Rows.Where(r => r.Open))\n{\n  var id = $\"a-{row.Id}\";\n  <li id=\"@id\">@row.Name · @row.Count(\"x\")</li>\n}\nelse if (b)\n{\n  <br />\n}\n@code { string A => \"Word\"; }"
    )]
    [InlineData("@* A comment *@<Card Title=\"@T[\"Key\"]\" Href=\"/here\" />")]
    public void Passes_when_every_word_is_a_text(string razor) => Assert.Empty(RazorText.Literals(razor));

    static Dictionary<string, string> Read(string name, CultureInfo culture)
    {
        var set = new ResourceManager(name, typeof(Frame).Assembly).GetResourceSet(culture, createIfNotExists: true, tryParents: false);
        Assert.True(set is not null, $"{name} has no {culture.Name} texts");
        return set.Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    static IEnumerable<string> Placeholders(string text) =>
        Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d+[^}]*\}")]
    private static partial Regex Placeholder();
}
