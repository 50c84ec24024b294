using System.Text.Json;
using Cairn.Design;
using Cairn.Design.Drafts;

namespace Cairn.Tests.Design.Drafts;

public sealed class DraftFormTests
{
    public static TheoryData<string> Slugs => [.. SampleBlueprints.All.Keys];

    [Theory, MemberData(nameof(Slugs))]
    public void What_is_written_into_the_form_is_read_back(string slug)
    {
        var blueprint = SampleBlueprints.All[slug];
        var form = DraftForm.Write(blueprint);

        Assert.Equal(Json(blueprint), Json(DraftForm.Read(form, null)));
        Assert.False(form.Invalid);
    }

    [Theory]
    [InlineData("tags[2]", "tags")]
    [InlineData("audiences[0]", "audiences")]
    [InlineData("evidence[1].kinds[0]", "evidence[1].kinds")]
    [InlineData("rubric[1].evidence[0]", "rubric[1].evidence")]
    [InlineData("evidence[1]", "evidence[1].title")]
    [InlineData("rubric[0].levels[1].name", "rubric[0].levels[1].name")]
    public void A_problem_is_shown_at_a_field(string path, string field) => Assert.Equal(field, DraftForm.FieldOf(path));

    [Fact]
    public void Rows_are_added_moved_and_taken_out()
    {
        var start = Blueprints.Complete;
        string[] names = ["a", "b", "c"];

        var added = DraftChange.Apply(start, "add:rubric", names)!;
        Assert.Equal(start.Rubric.Count + 1, added.Rubric.Count);
        Assert.Equal(("a", added.Rubric[^1].Levels[1].Key), (added.Rubric[^1].Levels[0].Name, added.Rubric[^1].RequiredLevel));
        Assert.Equal(
            start.Overview.Reverse().Select(q => q.Key).Last(),
            DraftChange.Apply(start, "up:overview[1]", names)!.Overview[1].Key
        );
        Assert.Equal(
            start.Rubric[0].Levels.Count - 1,
            DraftChange.Apply(start, "remove:rubric[0].levels[0]", names)!.Rubric[0].Levels.Count
        );

        var without = DraftChange.Apply(start, "remove:evidence[0]", names)!;
        Assert.DoesNotContain(start.Evidence[0].Key, without.Rubric.SelectMany(c => c.Evidence));
    }

    [Theory]
    [InlineData("add:title")]
    [InlineData("remove:rubric[9999]")]
    [InlineData("drop:rubric[0]")]
    public void Fails_when_the_act_is_none_of_ours(string act) => Assert.Null(DraftChange.Apply(Blueprints.Complete, act, []));

    private static string Json(Blueprint blueprint) => JsonSerializer.Serialize(blueprint, Blueprint.Json);
}
