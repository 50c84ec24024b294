using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Cairn.Credentials.Verification;
using Cairn.Verifying;

namespace Cairn.Tests.Verifying;

/// <summary>Every check has a name and every finding a sentence, in English and in Spanish, with the places for its arguments.</summary>
public sealed partial class ReasonTextsTests
{
    private static readonly ResourceManager Resources = new(typeof(Texts));

    [Theory]
    [InlineData("")]
    [InlineData("es")]
    public void Every_finding_of_the_library_has_its_sentence(string language)
    {
        var texts = Resources.GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false)!;

        Assert.DoesNotContain(
            CheckReasons.All,
            reason => texts.GetString($"Reason.{reason.Key}") is not { } sentence || !Places(sentence).IsSubsetOf(Places(reason.Value))
        );
        Assert.DoesNotContain(Names(), name => texts.GetString($"Check.{name}") is null);
    }

    private static IEnumerable<string> Names() =>
        typeof(CheckNames)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!);

    private static HashSet<string> Places(string sentence) => [.. Place().Matches(sentence).Select(match => match.Value)];

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
