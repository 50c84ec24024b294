namespace Cairn.Foundation.Storage;

/// <summary>
/// A row that belongs to one district. <see cref="CairnDb"/> filters it, keys it by (district, id) and refuses to save it for another one.
/// </summary>
internal interface IOwned
{
    Id<District> DistrictId { get; }
}

/// <summary>An owned row with an id of its own.</summary>
internal abstract class Owned<TSelf> : IOwned
    where TSelf : Owned<TSelf>
{
    protected Owned() { }

    protected Owned(Id<District> districtId, DateTimeOffset now)
    {
        DistrictId = districtId;
        Id = Id<TSelf>.New(now);
    }

    public Id<District> DistrictId { get; private set; }
    public Id<TSelf> Id { get; private set; }
}
