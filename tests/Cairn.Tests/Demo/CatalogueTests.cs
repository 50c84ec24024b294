using System.Text.Json;
using Cairn.Design;
using Cairn.Foundation;

namespace Cairn.Tests.Demo;

public sealed class CatalogueTests
{
    static readonly IReadOnlyDictionary<string, Blueprint> Catalogue = SampleBlueprints.All;
    static readonly Blueprint Sound = Catalogue["creek-counter"];

    public static TheoryData<string> Slugs => [.. Catalogue.Keys];

    [Theory, MemberData(nameof(Slugs))]
    public void Each_micro_credential_is_whole(string slug) => Assert.Empty(CatalogueFaults.Of(Catalogue[slug]));

    [Fact]
    public void Everybody_finds_something_of_every_kind()
    {
        Assert.True(Catalogue.Count >= 12);
        Assert.Equal(Enum.GetValues<Audience>().Order(), Catalogue.Values.SelectMany(blueprint => blueprint.Audiences).Distinct().Order());
        Assert.Equal(Enum.GetValues<SkillCategory>().Order(), Categories(blueprint => blueprint.Audiences.Contains(Audience.Educators)));
        Assert.Equal(Enum.GetValues<SkillCategory>().Order(), Categories(blueprint => !blueprint.Audiences.Contains(Audience.Educators)));
        Assert.Equal(Enum.GetValues<SkillLevel>().Order(), Catalogue.Values.Select(blueprint => blueprint.Level).Distinct().Order());
        Assert.Contains(Catalogue.Values, blueprint => blueprint.Language == "es");
        Assert.Equal(Catalogue.Count, Catalogue.Values.Select(blueprint => blueprint.Title).Distinct().Count());
    }

    [Fact]
    public void Educators_are_never_judged_by_their_own_teacher() =>
        Assert.DoesNotContain(
            Catalogue.Values,
            blueprint => blueprint.Audiences.Contains(Audience.Educators) && blueprint.Tier == AssessmentTier.Classroom
        );

    [Fact]
    public void Fails_when_a_file_has_a_member_that_the_blueprint_does_not_know()
    {
        var json = JsonSerializer.Serialize(Sound, Blueprint.Json);

        Assert.Equal(Sound.Title, Shipped.Parse<Blueprint>(json, Blueprint.Json).Title);
        Assert.Throws<JsonException>(() =>
            Shipped.Parse<Blueprint>(json.Replace("\"summary\"", "\"sumary\"", StringComparison.Ordinal), Blueprint.Json)
        );
    }

    [Fact]
    public void Fails_when_a_criterion_has_no_required_level() =>
        Assert.Throws<JsonException>(() =>
            Shipped.Parse<Blueprint>(
                JsonSerializer.Serialize(Sound, Blueprint.Json).Replace("\"requiredLevel\":\"met\",", "", StringComparison.Ordinal),
                Blueprint.Json
            )
        );

    [Fact]
    public void Fails_when_the_required_level_is_none_of_the_levels() =>
        AssertFault(
            "level.required",
            Sound with
            {
                Rubric = [Sound.Rubric[0] with { RequiredLevel = "perfect" }, .. Sound.Rubric.Skip(1)],
            }
        );

    [Fact]
    public void Fails_when_levels_do_not_ascend() =>
        AssertFault(
            "levels.ascending",
            Sound with
            {
                Rubric = [Sound.Rubric[0] with { Levels = [.. Sound.Rubric[0].Levels.Reverse()] }, .. Sound.Rubric.Skip(1)],
            }
        );

    [Fact]
    public void Fails_when_a_criterion_names_evidence_that_nobody_brings() =>
        AssertFault(
            "criterion.evidence",
            Sound with
            {
                Rubric = [.. Sound.Rubric.Skip(1), Sound.Rubric[0] with { Evidence = [.. Sound.Rubric[0].Evidence, "film"] }],
            }
        );

    [Fact]
    public void Fails_when_evidence_is_asked_for_and_not_judged() =>
        AssertFault("evidence.unjudged", Sound with { Evidence = [.. Sound.Evidence, Sound.Evidence[0] with { Key = "film" }] });

    [Fact]
    public void Fails_when_a_key_is_used_twice() =>
        AssertFault("question.key", Sound with { Reflection = [.. Sound.Reflection.Skip(1), Sound.Overview[0]] });

    static void AssertFault(string code, Blueprint blueprint) => Assert.Equal([code], CatalogueFaults.Of(blueprint));

    static IEnumerable<SkillCategory> Categories(Func<Blueprint, bool> of) =>
        Catalogue.Values.Where(of).Select(blueprint => blueprint.Category).Distinct().Order();
}
