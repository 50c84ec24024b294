using Cairn.Design;

namespace Cairn.Earning.Workspace;

/// <summary>The texts that an answer had, the newest first.</summary>
public sealed class HistoryModel
{
    internal HistoryModel(
        EnrollmentAccess access,
        string title,
        Question question,
        Part part,
        Answer? now,
        IReadOnlyList<AnswerHistory> kept
    ) => (Access, Title, Question, Part, Now, Kept) = (access, title, question, part, now, kept);

    internal EnrollmentAccess Access { get; }
    internal string Title { get; }
    internal Question Question { get; }
    internal Part Part { get; }
    internal Answer? Now { get; }
    internal IReadOnlyList<AnswerHistory> Kept { get; }
    internal bool MayWrite => Access.MayWork && Access.Enrollment.IsOpenForWork;
    internal string Back => EarningUrls.OfPart(Access.Enrollment.Id, Part);
    internal string Url => $"{EarningUrls.Of(Access.Enrollment.Id)}/answers/{Question.Key}";
}
