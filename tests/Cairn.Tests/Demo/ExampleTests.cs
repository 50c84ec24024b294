using Cairn.Assessing;
using Cairn.Demo;
using Cairn.Design;

namespace Cairn.Tests.Demo;

public sealed class ExampleTests
{
    static readonly IReadOnlyDictionary<string, Blueprint> Catalogue = SampleBlueprints.All;
    static readonly IReadOnlyDictionary<string, SampleSubmission> Examples = DemoContent.Examples();
    static readonly IReadOnlyDictionary<string, SampleSubmission> Practice = PracticeSamples.All.ToDictionary(
        one => one.Name,
        one => one.Work
    );
    static readonly SampleSubmission Sound = Examples["creek-counter"];

    public static TheoryData<string> Finished => [.. Examples.Keys];
    public static TheoryData<string> Samples => [.. Practice.Keys];

    [Theory, MemberData(nameof(Finished))]
    public void Each_finished_example_meets_the_standard(string slug)
    {
        Assert.Equal(slug, Examples[slug].MicroCredential);
        Assert.Empty(ExampleFaults.Of(Examples[slug], Catalogue[slug]));
        Assert.True(ExampleFaults.Meets(Examples[slug], Catalogue[slug]));
    }

    [Theory, MemberData(nameof(Samples))]
    public void Each_practice_sample_fits_its_micro_credential(string name) =>
        Assert.Empty(ExampleFaults.Of(Practice[name], Catalogue[Practice[name].MicroCredential]));

    [Fact]
    public void Practice_has_work_that_meets_the_standard_and_work_that_does_not_yet()
    {
        var met = Practice.Values.Select(sample => ExampleFaults.Meets(sample, Catalogue[sample.MicroCredential])).ToList();

        Assert.Contains(true, met);
        Assert.Contains(false, met);
    }

    [Fact]
    public void Each_micro_credential_has_a_finished_example() => Assert.Equal(Catalogue.Keys, Examples.Keys);

    [Fact]
    public void Fails_when_an_answer_is_missing() => AssertFault("answers.keys", Sound with { Answers = new Dictionary<string, string>() });

    [Fact]
    public void Fails_when_a_criterion_was_not_judged() =>
        AssertFault("scores.criteria", Sound with { Scores = [.. Sound.Scores.Skip(1)] });

    [Fact]
    public void Fails_when_a_level_is_not_in_the_rubric() =>
        AssertFault("score.level", Sound with { Scores = [Sound.Scores[0] with { Level = "perfect" }, .. Sound.Scores.Skip(1)] });

    [Fact]
    public void Fails_when_evidence_is_missing() => AssertFault("evidence.few", Sound with { Evidence = [.. Sound.Evidence.Skip(1)] });

    [Fact]
    public void Fails_when_a_level_below_the_required_one_claims_an_award() =>
        Assert.False(
            ExampleFaults.Meets(
                Sound with
                {
                    Scores = [Sound.Scores[0] with { Level = "almost" }, .. Sound.Scores.Skip(1)],
                },
                Catalogue["creek-counter"]
            )
        );

    static void AssertFault(string code, SampleSubmission example) =>
        Assert.Equal([code], ExampleFaults.Of(example, Catalogue["creek-counter"]));
}
