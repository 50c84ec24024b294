namespace Cairn.Audit;

/// <summary>
/// The operator reads the trail. That is recorded too: once a day, and once a day for each person whose events were looked up.
/// </summary>
internal static class AuditPages
{
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/operations/audit", Show).RequireRole(SchoolRole.Operator);
        routes.MapAuditApi();
    }

    private static async Task<IResult> Show(
        string? person,
        string? action,
        string? day,
        string? after,
        HttpContext http,
        CairnDb db,
        IStringLocalizer<Texts> texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var actor = http.Actor();
        if (!actor.MayReadTrail())
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);

        var filter = Filter(person, action, day);
        Id<AuditEvent>? last = Id<AuditEvent>.TryParse(after, out var known) ? known : null;
        var page = await db.TrailAsync(filter, actor.Zone, last, stop);
        var names = await db.NamesInAsync(page.Items, filter.Person, stop);
        await db.NoteTrailReadAsync(actor, filter, clock.Now(), stop);
        return AuditPage.With(AuditModel.Of(filter, page, names, last is not null, texts));
    }

    /// <summary>An invalid filter is ignored: an address may be typed.</summary>
    public static TrailFilter Filter(string? person, string? action, string? day) =>
        new(
            Id<Person>.TryParse(person, out var one) ? one : null,
            string.IsNullOrWhiteSpace(action) ? null : action.Trim()[..Math.Min(action.Trim().Length, 60)],
            DateOnly.TryParseExact(
                day,
                "yyyy-MM-dd",
                System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.None,
                out var date
            )
                ? date
                : null
        );

    public static Task NoteTrailReadAsync(this CairnDb db, Actor actor, TrailFilter filter, DateTimeOffset now, CancellationToken stop) =>
        filter.Person is { } person
            ? db.NoteReadingAsync(actor, "audit.read", person, now, stop)
            : db.NoteReadingAsync(actor, "audit.read", actor.DistrictId, now, stop);
}
