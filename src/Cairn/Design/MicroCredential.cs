namespace Cairn.Design;

/// <summary>What can be earned (Open Badges 3.0 <c>Achievement</c>): an identity that its versions share.</summary>
internal sealed class MicroCredential : Owned<MicroCredential>
{
    private MicroCredential() { }

    public MicroCredential(Id<Organization> organization, Actor author, DateTimeOffset now)
        : base(author.DistrictId, now)
    {
        OrganizationId = organization;
        CreatedById = author.PersonId;
        CreatedAt = now;
    }

    /// <summary>The school or district that will issue it.</summary>
    public Id<Organization> OrganizationId { get; private set; }

    public Id<Person> CreatedById { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The version that the catalogue offers; null until one is published.</summary>
    public Id<MicroCredentialVersion>? CurrentVersionId { get; private set; }

    /// <summary>No new enrollments from here on; work already begun may be finished.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    public long Revision { get; private set; }

    /// <summary>A new one, by an author of the school that will issue it.</summary>
    public static Outcome<MicroCredential> Begin(Id<Organization> organization, Actor actor, DateTimeOffset now) =>
        actor.Has(SchoolRole.Author, organization)
            ? new MicroCredential(organization, actor, now)
            : Refusal.Forbidden("design.not-an-author");

    /// <summary>
    /// A new version, based on the newest one. While one is in progress there is no second: its author gets it back, anybody else is told.
    /// </summary>
    public Outcome<MicroCredentialVersion> Revise(MicroCredentialVersion newest, Actor actor, DateTimeOffset now)
    {
        if (newest.MicroCredentialId != Id)
            throw new ArgumentException("A version of another micro-credential.", nameof(newest));
        if (!actor.Has(SchoolRole.Author, OrganizationId))
            return Refusal.Forbidden("design.not-an-author");
        if (newest.Publication is null)
            return newest.IsAuthor(actor) ? newest : Refusal.Conflict("design.revision-under-way");

        Revision++;
        return new MicroCredentialVersion(this, newest.Number + 1, newest.Blueprint, actor, now);
    }

    public void Offer(MicroCredentialVersion version)
    {
        if (version.MicroCredentialId != Id || version.Publication is null)
            throw new ArgumentException("Only a published version of this micro-credential can be offered.", nameof(version));
        CurrentVersionId = version.Id;
        Revision++;
    }

    /// <summary>By the school's authors and leaders; doing it twice changes nothing.</summary>
    public Outcome<MicroCredential> Retire(Actor actor, DateTimeOffset now)
    {
        if (!actor.Has(SchoolRole.Author, OrganizationId) && !actor.Has(SchoolRole.Leader, OrganizationId))
            return Refusal.Forbidden("design.may-not-retire");
        if (RetiredAt is not null)
            return this;

        RetiredAt = now;
        Revision++;
        return this;
    }
}
