using Cairn.Credentials.Status;

namespace Cairn.Vcalm;

/// <summary>
/// A credential's place on a status list, for one purpose. Never changed; its value follows from its <see cref="StatusChange"/>s.
/// </summary>
internal sealed class StatusPlace : Owned<StatusPlace>
{
    /// <summary>What the lists are for.</summary>
    public static IReadOnlyList<string> Purposes { get; } = [StatusListEntry.Revocation, StatusListEntry.Suspension];

    private StatusPlace() { }

    public StatusPlace(IssuedCredential credential, VcalmList list, int index, DateTimeOffset now)
        : base(credential.DistrictId, now) =>
        (IssuedCredentialId, VcalmListId, ListIndex, Purpose) = (credential.Id, list.Id, index, list.Purpose);

    public Id<IssuedCredential> IssuedCredentialId { get; private set; }
    public Id<VcalmList> VcalmListId { get; private set; }
    public int ListIndex { get; private set; }
    public string Purpose { get; private set; } = "";

    /// <summary>
    /// The next state; null when it is the one asked for. A revocation is for good, a suspension is not (Bitstring Status List 1.0, 2.1).
    /// </summary>
    public Outcome<StatusChange?> Set(bool value, StatusChange? last, Id<Person>? by, DateTimeOffset now)
    {
        if ((last?.Value ?? false) == value)
            return (StatusChange?)null;
        if (!value && Purpose == StatusListEntry.Revocation)
            return new Refusal("vcalm.revoked-for-good", "status");
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
