using Cairn.Credentials.Status;

namespace Cairn.Issuing;

/// <summary>A place that was drawn on a status list, to be taken by one credential.</summary>
internal readonly record struct FreePlace(StatusList List, int Index)
{
    /// <summary>As the credential names it.</summary>
    public StatusListEntry Entry => new(List.Address, Index, List.Purpose);

    public StatusPlace TakenBy(Guid credential, DateTimeOffset now) => new(List, Index, credential, now);
}

/// <summary>
/// The place of a credential on a status list, for one purpose. Never changed, and never given to another, whatever becomes of the
/// credential; its value follows from its <see cref="StatusChange"/>s.
/// </summary>
internal sealed class StatusPlace : Owned<StatusPlace>
{
    /// <summary>What lists there are.</summary>
    public static IReadOnlyList<string> Purposes { get; } = [StatusListEntry.Revocation, StatusListEntry.Suspension];

    private StatusPlace() { }

    public StatusPlace(StatusList list, int index, Guid credential, DateTimeOffset now)
        : base(list.DistrictId, now) =>
        (StatusListId, ListIndex, Purpose, CredentialId, TakenAt) = (list.Id, index, list.Purpose, credential, now);

    public Id<StatusList> StatusListId { get; private set; }
    public int ListIndex { get; private set; }
    public string Purpose { get; private set; } = "";

    /// <summary>The id of what has this place, in the table of whichever feature issued it.</summary>
    public Guid CredentialId { get; private set; }

    public DateTimeOffset TakenAt { get; private set; }

    /// <summary>A revocation is for good, a suspension is not (Bitstring Status List 1.0, 2.1).</summary>
    public bool IsForGood => Purpose == StatusListEntry.Revocation;

    /// <summary>The next state; null when it is the one asked for.</summary>
    public StatusChange? Set(bool value, StatusChange? last, Id<Person>? by, DateTimeOffset now)
    {
        if ((last?.Value ?? false) == value)
            return null;
        if (!value && IsForGood)
            throw new InvalidOperationException("A revocation is for good.");
        return new StatusChange(this, (last?.Number ?? 0) + 1, value, by, now);
    }
}

/// <summary>Somebody set a status or took it back. Never changed; the one with the highest number counts.</summary>
internal sealed class StatusChange : Owned<StatusChange>
{
    private StatusChange() { }

    public StatusChange(StatusPlace place, int number, bool value, Id<Person>? by, DateTimeOffset now)
        : base(place.DistrictId, now) => (StatusPlaceId, Number, Value, ChangedById, ChangedAt) = (place.Id, number, value, by, now);

    public Id<StatusPlace> StatusPlaceId { get; private set; }

    /// <summary>1, 2, 3 … of the place.</summary>
    public int Number { get; private set; }

    public bool Value { get; private set; }
    public Id<Person>? ChangedById { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }
}
