using Cairn.Assessing;
using Cairn.Awarding;
using Cairn.Design;
using Cairn.Earning;
using Cairn.Foundation.Files;

namespace Cairn.Demo;

/// <summary>How far a piece of demo work has got.</summary>
internal enum DemoStage
{
    HandedIn,
    Recommended,
    Granted,
}

/// <summary>
/// One award of the demo, earned step by step: enroll, write, bring, submit, be judged by one person, be granted by another.
/// </summary>
internal sealed class DemoJourney(CairnDb db, FileStore files, Granting granting, TimeProvider clock)
{
    public async Task GoAsync(Actor learner, string slug, DemoStage stage, CancellationToken stop)
    {
        var blueprint = SampleBlueprints.All[slug];
        var example = DemoContent.Examples()[slug];
        var microCredential = await db.Versions.Where(v => v.Title == blueprint.Title).Select(v => v.MicroCredentialId).FirstAsync(stop);
        var offer = (await db.FindOfferAsync(microCredential, stop))!;
        if (
            await db.Enrollments.AnyAsync(
                e => e.LearnerId == learner.PersonId && e.VersionId == offer.Version.Id && e.State == EnrollmentState.Earned,
                stop
            )
        )
            return;

        var teacher = await TeacherOfTheYoungestAsync(learner, stop);
        var writer = teacher ?? learner;
        var started = DemoSteps.Must(await new Visit(writer, db, clock.Now(), stop).EnrollAsync(microCredential, learner.PersonId));
        var id = started.Enrollment.Id;
        if (started.Enrollment.State is EnrollmentState.Working)
            await WorkAsync(writer, id, blueprint, example, stop);
        var submission = await db.Submissions.Where(s => s.EnrollmentId == id).OrderByDescending(s => s.Attempt).FirstAsync(stop);
        if (stage is DemoStage.HandedIn)
            return;
        var review = await JudgeAsync(teacher ?? await db.DemoActorAsync("priya.raman", clock.Now(), stop), submission.Id, example, stop);
        if (stage is DemoStage.Recommended)
            return;
        var grantor = new Visit(await db.DemoActorAsync("sam.whitfield", clock.Now(), stop), db, clock.Now(), stop);
        DemoSteps.Must(await granting.DecideAsync(grantor, new DecisionAsked(review, DecisionOutcome.Granted)));
    }

    private async Task WorkAsync(Actor writer, Id<Enrollment> id, Blueprint blueprint, SampleSubmission example, CancellationToken stop)
    {
        Visit Now() => new(writer, db, clock.Now(), stop);
        var kept = await db.Answers.Where(a => a.EnrollmentId == id).ToDictionaryAsync(a => a.Key, a => a.Version, stop);
        var writings = example
            .Answers.Concat(example.Reflection)
            .Select(a => new Writing(a.Key, a.Value, kept.GetValueOrDefault(a.Key)))
            .ToList();
        DemoSteps.Must(await Now().WriteAsync(id, writings));
        var learner = await db.Enrollments.Where(e => e.Id == id).Select(e => e.LearnerId).SingleAsync(stop);
        foreach (var evidence in example.Evidence)
        {
            var artifact = DemoSteps.Must(await Now().BringAsync(id, await BroughtAsync(writer, blueprint, evidence, stop)));
            // An adult lets the badge name the first piece of evidence.
            if (writer.IsAdult && writer.PersonId == learner && evidence == example.Evidence[0])
                DemoSteps.Must(await Now().DescribeAsync(artifact.Id, new DescribingAsked(Attach: true)));
        }
        DemoSteps.Must(await Now().SubmitAsync(files, id, new HandingInAsked()));
    }

    /// <summary>The example's words as a file if the requirement takes one, otherwise as a text.</summary>
    private async Task<Brought> BroughtAsync(Actor writer, Blueprint blueprint, ExampleEvidence evidence, CancellationToken stop)
    {
        var requirement = blueprint.Evidence.Single(e => e.Key == evidence.Requirement);
        if (requirement.Kinds.Contains(EvidenceKind.Text) && evidence.Kind is not EvidenceKind.Document)
            return new Brought(evidence.Requirement, Title: evidence.Title, Text: evidence.Text);
        if (requirement.Kinds.Contains(EvidenceKind.Observation) && evidence.Kind is EvidenceKind.Observation)
            return new Brought(evidence.Requirement, Title: evidence.Title, Text: evidence.Text);

        // In the demo, a photo or a recording is a drawn placeholder that carries the words.
        var (bytes, name, type, kind) = requirement.Kinds.Contains(EvidenceKind.Document)
            ? (Encoding.UTF8.GetBytes(evidence.Text), "evidence.txt", "text/plain", EvidenceKind.Document)
            : DemoPicture.Of(requirement.Kinds, evidence.Title);
        using var content = new MemoryStream(bytes);
        var stored = DemoSteps.Must(await files.KeepAsync(content, writer.PersonId.Value, stop));
        return new Brought(
            evidence.Requirement,
            Title: evidence.Title,
            File: new BroughtFile(stored.Sha256, name, type, stored.Size, [kind])
        );
    }

    /// <summary>By an assessor; the youngest by their own teacher, as in the classroom tier.</summary>
    private async Task<Id<Review>> JudgeAsync(Actor assessor, Id<Submission> submission, SampleSubmission example, CancellationToken stop)
    {
        var visit = new Visit(assessor, db, clock.Now(), stop);
        var review = DemoSteps.Must(await visit.ClaimAsync(submission)).Id;
        var draft = new ReviewDraft([.. example.Scores.Select(s => new CriterionScore(s.Criterion, s.Level, s.Feedback))], example.Note);
        DemoSteps.Must(await visit.RecommendAsync(review, (_, _) => draft, Recommendation.Award));
        return review;
    }

    /// <summary>Who acts for a child who does not write yet; null for all others.</summary>
    private async Task<Actor?> TeacherOfTheYoungestAsync(Actor learner, CancellationToken stop)
    {
        var grade = await db.People.Where(p => p.Id == learner.PersonId).Select(p => p.Grade).SingleAsync(stop);
        return Ties.IsInCare(grade, learner.AccountId) ? await db.DemoActorAsync("nadia.haddad", clock.Now(), stop) : null;
    }
}
