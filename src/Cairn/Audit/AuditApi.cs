namespace Cairn.Audit;

internal static class AuditApi
{
    public static void MapAuditApi(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/audit", List)
            .RequireRole(SchoolRole.Operator)
            .WithTags("Audit")
            .WithSummary("What happened in the district, the newest first, fifty a page; of one person, of one action, of one day");

    /// <summary>Ids and codes, never names; the reading itself is audited.</summary>
    private static async Task<Outcome<ListOf<AuditLine>>> List(
        Visit visit,
        Id<Person>? person = null,
        string? action = null,
        DateOnly? day = null,
        Id<AuditEvent>? after = null
    )
    {
        var (actor, db, now, stop) = visit;
        if (!actor.MayReadTrail())
            return Refusal.Forbidden("audit.not-of-the-district");

        var filter = new TrailFilter(person, action, day);
        var page = await db.TrailAsync(filter, actor.Zone, after, stop);
        await db.NoteTrailReadAsync(actor, filter, now, stop);
        var rest = QueryString
            .Create(
                new Dictionary<string, string?>
                {
                    ["person"] = person?.ToString(),
                    ["action"] = action,
                    ["day"] = day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                    ["after"] = page.HasMore ? page.Items[^1].Id.ToString() : null,
                }.Where(pair => pair.Value is not null)
            )
            .ToUriComponent();
        return new ListOf<AuditLine>([.. page.Items.Select(AuditLine.Of)], page.HasMore ? "/api/v1/audit" + rest : null);
    }
}

/// <param name="ActorId">The person who acted; null: Cairn, or somebody who did not get in.</param>
/// <param name="Action">Noun and past participle: <c>award.granted</c>.</param>
/// <param name="SubjectId">Of the thing that <paramref name="SubjectKind"/> names.</param>
/// <param name="Address">The network address that it came from; for IPv6 the /64.</param>
/// <param name="Detail">Codes and ids that explain the action.</param>
internal sealed record AuditLine(
    Id<AuditEvent> Id,
    DateTimeOffset At,
    Guid? ActorId,
    string Action,
    string SubjectKind,
    Guid SubjectId,
    string? Address,
    string? Detail
)
{
    public static AuditLine Of(AuditEvent one) =>
        new(one.Id, one.At, one.ActorPersonId, one.Action, one.SubjectKind, one.SubjectId, one.Address, one.Detail);
}
