using System.Globalization;
using System.Resources;
using Cairn.Schools.Rosters;
using Cairn.Schools.Rosters.Reading;

namespace Cairn.Tests.Schools.Rosters;

public sealed class RosterTextsTests
{
    static readonly ResourceManager Words = new(typeof(Texts));

    public static TheoryData<string> Codes => [.. RosterFlaw.All.Select(flaw => flaw.Code)];

    [Theory, MemberData(nameof(Codes))]
    public void Every_problem_has_its_sentence_in_both_languages(string code)
    {
        var english = Words.GetString("Roster.Problem." + code, CultureInfo.InvariantCulture);
        var spanish = Words.GetString("Roster.Problem." + code, CultureInfo.GetCultureInfo("es"));

        Assert.NotNull(english);
        Assert.NotNull(spanish);
        Assert.NotEqual(english, spanish);
    }
}
