using Cairn.Design;

namespace Cairn.Catalog.Picks;

/// <summary>A micro-credential on a school's curated list: what its learners see first.</summary>
internal sealed class ShortListing : Owned<ShortListing>
{
    private ShortListing() { }

    public ShortListing(
        Id<District> district,
        Id<Organization> organization,
        Id<MicroCredential> microCredential,
        Id<Person> chosenBy,
        DateTimeOffset now
    )
        : base(district, now) => (OrganizationId, MicroCredentialId, ChosenById, ChosenAt) = (organization, microCredential, chosenBy, now);

    public Id<Organization> OrganizationId { get; private set; }
    public Id<MicroCredential> MicroCredentialId { get; private set; }
    public Id<Person> ChosenById { get; private set; }
    public DateTimeOffset ChosenAt { get; private set; }

    /// <summary>One sentence from the school: why this one.</summary>
    public string? Reason { get; private set; }

    public const int LongestReason = 200;

    /// <summary>Puts an offered micro-credential on the list of a school that the actor leads.</summary>
    public static Outcome<ShortListing> Choose(
        Actor actor,
        Organization school,
        MicroCredential? microCredential,
        string? reason,
        DateTimeOffset now
    )
    {
        if (microCredential is not { CurrentVersionId: not null, RetiredAt: null })
            return new Refusal("schools.not-offered", "microCredentialId");

        return new ShortListing(actor.DistrictId, school.Id, microCredential.Id, actor.PersonId, now)
        {
            Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(),
        };
    }
}

internal sealed class ShortListingTable : IEntityTypeConfiguration<ShortListing>
{
    public void Configure(EntityTypeBuilder<ShortListing> table)
    {
        table.BelongsTo<ShortListing, Organization>(nameof(ShortListing.OrganizationId));
        table.BelongsTo<ShortListing, MicroCredential>(
            nameof(ShortListing.MicroCredentialId),
            "fk_short_listings_micro_credentials_district_id_micro_credential_id"
        );
        table.BelongsTo<ShortListing, Person>(nameof(ShortListing.ChosenById));
        table.HasIndexInDistrict(nameof(ShortListing.OrganizationId), nameof(ShortListing.MicroCredentialId)).IsUnique();
    }
}
