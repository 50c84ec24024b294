using Cairn.Design;

namespace Cairn.Tests.Design;

public sealed class BlueprintCheckTests
{
    private static readonly Blueprint Complete = Blueprints.Complete;

    [Fact]
    public void What_the_demo_ships_is_complete() =>
        Assert.All(SampleBlueprints.All.Values, blueprint => Assert.Empty(BlueprintCheck.Of(blueprint)));

    [Fact]
    public void A_new_draft_keeps_to_the_bounds() => Assert.Empty(BlueprintBounds.Of(new Blueprint()));

    [Fact]
    public void All_problems_are_found_at_once()
    {
        var problems = BlueprintCheck.Of(Complete with { Title = " ", Audiences = [], EffortMinutes = 1 });

        Assert.Equal(["title", "audiences", "effortMinutes"], problems.Select(p => p.Field));
    }

    [Fact]
    public void Fails_when_the_competency_is_missing() => Fails("design.required", "competency", Complete with { Competency = "" });

    [Fact]
    public void Fails_when_the_method_is_missing() => Fails("design.required", "method", Complete with { Method = "" });

    [Fact]
    public void Fails_when_nobody_is_the_audience() => Fails("design.no-audience", "audiences", Complete with { Audiences = [] });

    [Fact]
    public void Fails_when_there_is_no_overview() => Fails("design.too-few", "overview", Complete with { Overview = [] });

    [Fact]
    public void Fails_when_there_is_no_reflection() => Fails("design.too-few", "reflection", Complete with { Reflection = [] });

    [Fact]
    public void Fails_when_there_is_no_rubric() => Fails("design.too-few", "rubric", Complete with { Rubric = [] });

    [Fact]
    public void Fails_when_a_criterion_has_one_level() =>
        Fails("design.too-few", "rubric[0].levels", Blueprints.WithCriterion(c => c with { Levels = [c.Levels[0]] }));

    [Fact]
    public void Fails_when_a_level_has_no_words() =>
        Fails("design.required", "rubric[0].levels[1].description", Blueprints.WithLevel(1, l => l with { Description = "" }));

    [Fact]
    public void Fails_when_points_do_not_rise() =>
        Fails("design.points-not-ascending", "rubric[0].levels[1].points", Blueprints.WithLevel(1, l => l with { Points = 0 }));

    [Fact]
    public void Fails_when_two_levels_have_one_name() =>
        Fails("design.level-named-twice", "rubric[0].levels[1].name", Blueprints.WithLevel(1, l => l with { Name = "NOT yet " }));

    [Fact]
    public void Fails_when_no_level_is_required() =>
        Fails("design.required-level", "rubric[0].requiredLevel", Blueprints.WithCriterion(c => c with { RequiredLevel = "best" }));

    [Fact]
    public void Fails_when_a_criterion_looks_at_nothing() =>
        Fails("design.too-few", "rubric[0].evidence", Blueprints.WithCriterion(c => c with { Evidence = [] }));

    [Fact]
    public void Fails_when_a_criterion_looks_at_unknown_evidence() =>
        Fails(
            "design.unknown-evidence",
            "rubric[0].evidence[0]",
            Blueprints.WithCriterion(c => c with { Evidence = ["elsewhere", .. c.Evidence] })
        );

    [Fact]
    public void Fails_when_evidence_may_take_no_form() =>
        Fails("design.no-kind", "evidence[0].kinds", Blueprints.WithEvidence(e => e with { Kinds = [] }));

    [Fact]
    public void Fails_when_nobody_judges_evidence() =>
        Fails(
            "design.evidence-not-judged",
            $"evidence[{Complete.Evidence.Count}]",
            Complete with
            {
                Evidence = [.. Complete.Evidence, new("extra", "More", "Anything", [EvidenceKind.Text])],
            }
        );

    [Fact]
    public void Fails_when_a_resource_is_not_https() =>
        Fails("design.https", "resources[0].url", Complete with { Resources = [new("Page", "http://example.org/")] });

    [Fact]
    public void Fails_when_an_alignment_has_an_unknown_type() =>
        Fails(
            "design.target-type",
            "alignments[0].targetType",
            Complete with
            {
                Alignments = [Complete.Alignments[0] with { TargetType = "ONet" }],
            }
        );

    [Fact]
    public void Fails_when_the_effort_is_a_minute() => Fails("design.range", "effortMinutes", Complete with { EffortMinutes = 1 });

    [Fact]
    public void Fails_when_the_title_is_long() => FailsAsDraft("design.too-long", "title", Complete with { Title = new string('a', 81) });

    [Fact]
    public void Fails_when_there_are_many_criteria() =>
        FailsAsDraft("design.too-many", "rubric", Complete with { Rubric = [.. Enumerable.Repeat(Complete.Rubric[0], 13)] });

    [Fact]
    public void Fails_when_a_question_is_keyed_twice() =>
        FailsAsDraft("design.key-twice", "reflection[0].key", Complete with { Reflection = [Complete.Overview[0]] });

    [Fact]
    public void Fails_when_a_key_has_a_space() =>
        FailsAsDraft("design.key-shape", "evidence[0].key", Blueprints.WithEvidence(e => e with { Key = "a b" }));

    [Fact]
    public void Fails_when_the_icon_is_unknown() =>
        FailsAsDraft("design.unknown-choice", "badge.icon", Complete with { Badge = new(Icon: "unicorn") });

    [Fact]
    public void Fails_when_the_shape_is_unknown() =>
        FailsAsDraft("design.unknown-choice", "badge.shape", Complete with { Badge = new(Shape: "blob") });

    [Fact]
    public void Fails_when_the_language_is_a_word() => FailsAsDraft("design.language", "language", Complete with { Language = "English" });

    [Fact]
    public void Fails_when_a_list_has_a_hole() => FailsAsDraft("design.hole", "rubric[0]", Complete with { Rubric = [null!] });

    private static void Fails(string code, string path, Blueprint mutated)
    {
        Assert.Contains((code, path), BlueprintCheck.Of(mutated).Select(p => (p.Code, p.Field)));
        Assert.Empty(BlueprintBounds.Of(mutated));
    }

    private static void FailsAsDraft(string code, string path, Blueprint mutated)
    {
        Assert.Contains((code, path), BlueprintBounds.Of(mutated).Select(p => (p.Code, p.Field)));
        Assert.Contains((code, path), BlueprintCheck.Of(mutated).Select(p => (p.Code, p.Field)));
    }
}
