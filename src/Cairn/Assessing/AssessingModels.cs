using Cairn.Design;
using Cairn.Earning;
using Cairn.Foundation.Files;

namespace Cairn.Assessing;

/// <summary>Work that waits and work that was begun.</summary>
public sealed record QueueModel
{
    internal QueueModel(ListOf<WaitingItem> waiting, PageOf<BegunItem> begun, bool isLater, Form form) =>
        (Waiting, Begun, BegunNext, Previous, Form) = (
            waiting,
            begun.Items,
            begun.HasMore ? $"/assessing?begunAfter={begun.Items[^1].Id}" : null,
            isLater ? "/assessing" : null,
            form
        );

    internal ListOf<WaitingItem> Waiting { get; }
    internal IReadOnlyList<BegunItem> Begun { get; }
    internal string? BegunNext { get; }
    internal string? Previous { get; }
    internal Form Form { get; }

    /// <summary>One of the reader's reviews that they may no longer continue, only give back.</summary>
    internal Id<Review>? NoLonger { get; init; }
}

/// <summary>One piece of work in front of the assessor.</summary>
public sealed class JudgeModel
{
    internal JudgeModel(ReviewedSubmission work, Form form)
    {
        (Work, Form) = (work, form.Start<JudgingAsked>());
        form.Begin(work.Review.Fields(work.Blueprint));
    }

    internal ReviewedSubmission Work { get; }
    internal Form Form { get; }
    internal string Url => $"/assessing/{Work.Review.Id}";
    internal bool Frozen => Work.Review.CompletedAt is not null || Work.Review.Place is null;
    internal EvidenceModel Evidence =>
        EvidenceModel.Of(Work, artifact => $"{Url}/files/{Work.Snapshot.Artifacts.ToList().IndexOf(artifact)}");
}

/// <summary>What was handed in, in the order of the requirements.</summary>
public sealed class EvidenceModel
{
    private EvidenceModel(
        IReadOnlyList<(string, string)> overview,
        IReadOnlyList<EvidencePart> parts,
        IReadOnlyList<(string, string)> reflection
    ) => (Overview, Parts, Reflection) = (overview, parts, reflection);

    internal IReadOnlyList<(string Prompt, string Text)> Overview { get; }
    internal IReadOnlyList<EvidencePart> Parts { get; }
    internal IReadOnlyList<(string Prompt, string Text)> Reflection { get; }

    internal static EvidenceModel Of(ReviewedSubmission work, Func<SubmittedArtifact, string> addressOf) =>
        new(
            Answers(work.Snapshot.Answers, work.Blueprint.Overview),
            [
                .. work.Blueprint.Evidence.Select(requirement => new EvidencePart(
                    requirement.Title,
                    [
                        .. work
                            .Snapshot.Artifacts.Where(a => a.Requirement == requirement.Key)
                            .Select(a => new EvidenceItem(
                                work.TitleOf(a),
                                a.Kind,
                                a.Text,
                                a.Url,
                                a.FileName is null ? null : addressOf(a),
                                work.FileNameOf(a),
                                a.MediaType is { } type && MediaTypes.IsSafeInline(type) ? type.Split('/')[0] : null,
                                work.Blueprint.Rubric.FirstOrDefault(c => c.Key == a.Criterion)?.Title
                            )),
                    ]
                )),
            ],
            Answers(work.Snapshot.Answers, work.Blueprint.Reflection)
        );

    internal static EvidenceModel Of(SampleSubmission example, Blueprint blueprint) =>
        new(
            Answers(example.Answers, blueprint.Overview),
            [
                .. blueprint.Evidence.Select(requirement => new EvidencePart(
                    requirement.Title,
                    [
                        .. example
                            .Evidence.Where(e => e.Requirement == requirement.Key)
                            .Select(e => new EvidenceItem(e.Title, e.Kind, e.Text, null, null, null, null, null)),
                    ]
                )),
            ],
            Answers(example.Reflection, blueprint.Reflection)
        );

    private static List<(string, string)> Answers(IReadOnlyDictionary<string, string> answers, IReadOnlyList<Question> questions) =>
        [.. questions.Select(q => (q.Prompt, answers.GetValueOrDefault(q.Key, "")))];
}

internal sealed record EvidencePart(string Title, IReadOnlyList<EvidenceItem> Items);

/// <param name="Shown">image, audio or video, if the browser shows it in place without running anything.</param>
internal sealed record EvidenceItem(
    string Title,
    EvidenceKind Kind,
    string? Text,
    string? Link,
    string? File,
    string? FileName,
    string? Shown,
    string? Criterion
);
