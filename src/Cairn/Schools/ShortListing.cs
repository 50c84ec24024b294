using Cairn.Design;
using Cairn.Foundation.Storage;

namespace Cairn.Schools;

/// <summary>A micro-credential on a school's curated list: what its learners see first.</summary>
internal sealed class ShortListing : Owned<ShortListing>
{
    private ShortListing() { }

    public ShortListing(Id<District> district, Id<Organization> organization, Id<MicroCredential> microCredential, Id<Person> chosenBy, DateTimeOffset now) : base(district, now) =>
        (OrganizationId, MicroCredentialId, ChosenById, ChosenAt) = (organization, microCredential, chosenBy, now);

    public Id<Organization> OrganizationId { get; private set; }
    public Id<MicroCredential> MicroCredentialId { get; private set; }
    public Id<Person> ChosenById { get; private set; }
    public DateTimeOffset ChosenAt { get; private set; }

    /// <summary>One sentence by the school: why this one.</summary>
    public string? Reason { get; set; }
}
