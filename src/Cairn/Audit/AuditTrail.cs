namespace Cairn.Audit;

/// <param name="Person">What they did, and what was done about them.</param>
/// <param name="Action">One action's code.</param>
/// <param name="Day">One day in the district's zone.</param>
internal sealed record TrailFilter(Id<Person>? Person, string? Action, DateOnly? Day);

/// <summary>A district's trail, newest first. Ids are in time order, so a page and a day are both ranges of ids.</summary>
internal static class AuditTrail
{
    public const int PageSize = 50;

    /// <summary>The trail covers the whole district, and so must its readers.</summary>
    public static bool MayReadTrail(this Actor actor) => actor.HasEverywhere(SchoolRole.Operator);

    public static async Task<PageOf<AuditEvent>> TrailAsync(
        this CairnDb db,
        TrailFilter filter,
        TimeZoneInfo zone,
        Id<AuditEvent>? after,
        CancellationToken stop
    )
    {
        if (filter.Person is not { } person)
            return PageOf<AuditEvent>.Cut(PageSize, await Within(db.AuditEvents).ToListAsync(stop));

        // Two queries, each with its own index; what somebody did to themself is in both.
        Guid id = person.Value;
        var done = await Within(db.AuditEvents.Where(one => one.ActorPersonId == id)).ToListAsync(stop);
        var suffered = await Within(db.AuditEvents.Where(one => one.SubjectId == id)).ToListAsync(stop);
        return PageOf<AuditEvent>.Cut(
            PageSize,
            [.. done.Concat(suffered).DistinctBy(one => one.Id).OrderByDescending(one => one.Id).Take(PageSize + 1)]
        );

        IQueryable<AuditEvent> Within(IQueryable<AuditEvent> events)
        {
            if (filter.Action is { } action)
                events = events.Where(one => one.Action == action);
            if (filter.Day is { } day)
            {
                var (from, to) = (FirstOf(day, zone), FirstOf(day.AddDays(1), zone));
                events = events.Where(one => one.Id >= from && one.Id < to);
            }
            if (after is { } last)
                events = events.Where(one => one.Id < last);
            return events.AsNoTracking().OrderByDescending(one => one.Id).Take(PageSize + 1);
        }
    }

    /// <summary>Who and what the events name, as far as they are people of this district. Ids of anything else stay ids.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> NamesInAsync(
        this CairnDb db,
        IEnumerable<AuditEvent> events,
        Id<Person>? also,
        CancellationToken stop
    )
    {
        var ids = events
            .SelectMany(one => new[] { one.ActorPersonId, one.SubjectKind == nameof(Person) ? one.SubjectId : null })
            .Append(also?.Value)
            .OfType<Guid>()
            .Distinct()
            .Select(id => new Id<Person>(id))
            .ToList();
        return (await db.People.AsNoTracking().Where(person => ids.Contains(person.Id)).ToListAsync(stop)).ToDictionary(
            person => person.Id.Value,
            person => person.Name
        );
    }

    /// <summary>
    /// Somebody reads something outside their daily duty. One event for each reader, thing and day, so that the trail itself stays
    /// readable; saved at once, because reading changes nothing else.
    /// </summary>
    public static async Task NoteReadingAsync<T>(
        this CairnDb db,
        Actor actor,
        string action,
        Id<T> subject,
        DateTimeOffset now,
        CancellationToken stop,
        string? detail = null
    )
    {
        if (await db.HasReadAsync(actor, action, subject, now, detail ?? "", stop))
            return;

        db.Audit(actor, action, subject, now, detail);
        await db.SaveChangesAsync(stop);
    }

    /// <param name="detail">How the event's detail begins.</param>
    public static Task<bool> HasReadAsync<T>(
        this CairnDb db,
        Actor actor,
        string action,
        Id<T> subject,
        DateTimeOffset now,
        string detail,
        CancellationToken stop
    )
    {
        var (about, by, today) = (subject.Value, (Guid?)actor.PersonId.Value, FirstOf(now.DayIn(actor.Zone), actor.Zone));
        return db.AuditEvents.AnyAsync(
            one =>
                one.SubjectId == about
                && one.Id >= today
                && one.ActorPersonId == by
                && one.Action == action
                && (detail == "" || one.Detail!.StartsWith(detail)),
            stop
        );
    }

    /// <summary>
    /// No event of the day has a smaller id, and none of the day before a greater one: ids begin with the time in milliseconds.
    /// </summary>
    private static Id<AuditEvent> FirstOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(new DateTimeOffset(midnight, zone.GetUtcOffset(midnight))).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6..].Clear();
        return new Id<AuditEvent>(new Guid(bytes, bigEndian: true));
    }
}
