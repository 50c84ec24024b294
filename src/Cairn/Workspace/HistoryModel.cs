using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Workspace;

/// <summary>The texts that an answer had, newest first.</summary>
public sealed class HistoryModel
{
    internal HistoryModel(
        EnrollmentAccess access,
        string title,
        Question question,
        Part part,
        Answer? now,
        PageOf<AnswerView> kept,
        bool isLater
    )
    {
        (Access, Title, Question, Part, Now) = (access, title, question, part, now);
        (Kept, Previous) = (kept.At($"{Url}/history", one => one.Version), isLater ? $"{Url}/history" : null);
    }

    internal EnrollmentAccess Access { get; }
    internal string Title { get; }
    internal Question Question { get; }
    internal Part Part { get; }
    internal Answer? Now { get; }
    internal ListOf<AnswerView> Kept { get; }
    internal string? Previous { get; }
    internal bool MayWrite => Access.MayWork && Access.Enrollment.IsOpenForWork;
    internal string Back => EarningUrls.OfPart(Access.Enrollment.Id, Part);
    internal string Url => $"{EarningUrls.Of(Access.Enrollment.Id)}/answers/{Question.Key}";
}
