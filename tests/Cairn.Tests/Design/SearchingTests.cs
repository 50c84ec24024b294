using Cairn.Design;

namespace Cairn.Tests.Design;

public sealed class SearchingTests
{
    [Theory]
    [InlineData("computers", "computing")]
    [InlineData("computing", "a computer")]
    [InlineData("stories", "one story")]
    [InlineData("story", "three stories")]
    [InlineData("graph", "graphs")]
    [InlineData("graphs", "a graph")]
    [InlineData("running", "to run")]
    [InlineData("planned", "a plan")]
    [InlineData("create", "creating")]
    [InlineData("writing", "written")]
    [InlineData("Lecciones", "lección de río")]
    [InlineData("lección", "lecciones")]
    [InlineData("presentations", "to present")]
    [InlineData("code", "coding")]
    public void A_word_is_found_by_its_other_forms(string asked, string text) =>
        Assert.Contains(Searching.Stem(Searching.Fold(asked)), Searching.Fold(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("string")]
    [InlineData("class")]
    [InlineData("bus")]
    [InlineData("water")]
    [InlineData("river")]
    [InlineData("day")]
    [InlineData("tree")]
    [InlineData("100%")]
    [InlineData("peb.1")]
    public void What_only_looks_like_a_form_stays(string word) => Assert.Equal(word, Searching.Stem(word));
}
