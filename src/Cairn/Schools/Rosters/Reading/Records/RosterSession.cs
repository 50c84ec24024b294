namespace Cairn.Schools.Rosters.Reading.Records;

/// <summary>An academic session: a school year, a semester, a term, a grading period.</summary>
internal sealed record RosterSession(
    string SourcedId,
    bool Ended,
    string Title,
    RosterSessionType Type,
    DateOnly? Start,
    DateOnly? End,
    string ParentSourcedId
)
{
    public static RosterSession Read(RosterRow row)
    {
        var id = row.Id();
        var session = new RosterSession(
            id,
            row.Status(),
            row.Must("title", 200),
            row.Choice("type", RosterChoices.SessionTypes) ?? RosterSessionType.Term,
            row.Date("startDate", required: true),
            row.Date("endDate", required: true),
            row.Reference("parentSourcedId", RosterFile.Sessions, required: false)
        );
        row.InOrder(session.Start, session.End, "endDate");
        if (row.Index.IsEndless(RosterFile.Sessions, id))
            row.Error(RosterFlaw.ParentCycle, "parentSourcedId", session.ParentSourcedId);
        return session;
    }
}
