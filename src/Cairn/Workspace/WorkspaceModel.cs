using Cairn.Assessing;
using Cairn.Awarding;
using Cairn.Design;
using Cairn.Earning;
using Cairn.Foundation.Html.Parts;

namespace Cairn.Workspace;

/// <summary>One part of one learner's work, as its page shows it.</summary>
public sealed class WorkspaceModel
{
    internal WorkspaceModel(FullEnrollment work, Part part, Feedback? feedback, Form form) =>
        (Work, Part, Feedback, Form) = (work, part, feedback, Fill(work, part, form));

    internal FullEnrollment Work { get; }
    internal Part Part { get; }

    /// <summary>On the last decided attempt; shown beside the work.</summary>
    internal Feedback? Feedback { get; }

    internal Form Form { get; }

    /// <summary>What the learner may be told about an award that the school took back.</summary>
    internal TakenBack? TakenBack { get; init; }

    internal Blueprint Blueprint => Work.Blueprint;
    internal bool Open => Work.Enrollment.IsOpenForWork;
    internal bool MayWrite => Open && Work.Access.MayWork;
    internal bool MayBring => Open && Work.Access.MayBring;
    internal bool MayChooseLevels => Work.Access.OfAge;
    internal bool IsMine => Work.Access.Tie is EnrollmentTie.Learner;
    internal RubricGrid Rubric => Blueprint.Grid();
    internal string Url => EarningUrls.Of(Work.Enrollment.Id);

    internal string UrlOf(Part part) => EarningUrls.OfPart(Work.Enrollment.Id, part);

    internal Part Next => Part is Part.Check ? Part.Check : Part + 1;
    internal IReadOnlyList<Question> Questions => Part is Part.Overview ? Blueprint.Overview : Blueprint.Reflection;

    /// <summary>Texts written as evidence but not added yet.</summary>
    internal IEnumerable<EvidenceRequirement> Drafts =>
        Blueprint.Evidence.Where(asked => Work.Answers.GetValueOrDefault(Answering.DraftPrefix + asked.Key)?.Text is { Length: > 0 });

    /// <summary>Nothing is missing in that part; the plan is the learner's own and never missing.</summary>
    internal bool IsDone(Part part) =>
        part switch
        {
            Part.Plan => Work.Enrollment.Goal.Length > 0,
            Part.Check => !Open,
            _ => Work.Gaps.All(gap => gap.Part != part),
        };

    // What was typed stays; the page's other fields begin with what was saved.
    private static Form Fill(FullEnrollment work, Part part, Form form)
    {
        if (part is Part.Plan)
            form.Start<PlanAsked>().Begin(work.Enrollment.PlanFields());
        if (part is Part.Check && form["statesLevels"] is null)
            form.Set("statesLevels", work.Enrollment.StatesLevels ? "true" : "false");
        var others = work.Answers.Where(one => form[$"answer.{one.Key}"] is null).ToList();
        foreach (var (key, answer) in others)
            form.Set($"answer.{key}", answer.Text);
        if (part is Part.Overview or Part.Reflection)
            form.Know(AnswerFields.SeenOf(others.Select(one => KeyValuePair.Create($"answer.{one.Key}", one.Value.Version))).Tokens);
        return form;
    }
}
