namespace Cairn.Audit;

/// <summary>What somebody did, written in the transaction that did it. Ids only: names and texts stay where they belong.</summary>
internal sealed class AuditEvent : Owned<AuditEvent>
{
    private AuditEvent() { }

    public AuditEvent(
        Id<District> district,
        Guid? actorPerson,
        string action,
        string subjectKind,
        Guid subject,
        string? detail,
        DateTimeOffset now,
        string? address = null
    )
        : base(district, now) =>
        (ActorPersonId, Action, SubjectKind, SubjectId, Detail, At, Address) = (
            actorPerson,
            action,
            subjectKind,
            subject,
            detail,
            now,
            address
        );

    /// <summary>The person who acted; null if it was Cairn itself, or somebody who did not get in.</summary>
    public Guid? ActorPersonId { get; private set; }

    /// <summary>Noun and past participle: <c>award.granted</c>.</summary>
    public string Action { get; private set; } = "";

    public string SubjectKind { get; private set; } = "";
    public Guid SubjectId { get; private set; }

    /// <summary>Codes and ids that explain the action; never a name or a text that a person wrote.</summary>
    public string? Detail { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>
    /// Where it came from, as <see cref="SignIn.NetworkAddress"/> writes it; null if no request did it, and for all events after a time
    /// (<see cref="AuditAddresses"/>).
    /// </summary>
    public string? Address { get; private set; }
}

internal sealed class AuditEventTable : IEntityTypeConfiguration<AuditEvent>, IFrozenTable
{
    public Frozen Frozen => new("audit_events", Forgotten: "address");

    public void Configure(EntityTypeBuilder<AuditEvent> table)
    {
        table.Property(e => e.Action).HasMaxLength(60);
        table.Property(e => e.SubjectKind).HasMaxLength(60);
        table.Property(e => e.Address).HasMaxLength(SignIn.NetworkAddress.Longest);
        // The trail is read from its end, fifty at a time: each filter has an index in id order, which is time order.
        table.HasIndexInDistrict(nameof(AuditEvent.SubjectId), nameof(AuditEvent.Id));
        table.HasIndexInDistrict(nameof(AuditEvent.ActorPersonId), nameof(AuditEvent.Id));
        table.HasIndexInDistrict(nameof(AuditEvent.Action), nameof(AuditEvent.Id));
        // whose address should be removed
        table.HasIndexInDistrict(nameof(AuditEvent.At)).HasFilter("address is not null").HasDatabaseName("ix_audit_events_with_address");
    }
}

internal static class Auditing
{
    /// <summary>Adds the event to the context; it is saved with whatever it describes.</summary>
    public static void Audit<T>(this CairnDb db, Actor? actor, string action, Id<T> subject, DateTimeOffset now, string? detail = null) =>
        db.AuditAs(actor?.PersonId, action, subject, now, detail);

    /// <summary>The same if nobody is signed in yet.</summary>
    public static void AuditAs<T>(
        this CairnDb db,
        Id<Person>? actor,
        string action,
        Id<T> subject,
        DateTimeOffset now,
        string? detail = null
    ) =>
        db.AuditEvents.Add(
            new AuditEvent(db.Tenant.DistrictId, actor?.Value, action, typeof(T).Name, subject.Value, detail, now, db.Tenant.From)
        );
}
