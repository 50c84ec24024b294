namespace Cairn.People;

internal sealed class OrganizationTable : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> table)
    {
        table.Property(o => o.Name).HasMaxLength(200);
        table.BelongsTo<Organization, Organization>(nameof(Organization.ParentId));
        table.HasIndex(o => new { o.DistrictId, o.SourcedId }).IsUnique();
    }
}

internal sealed class PersonTable : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> table)
    {
        table.Property(p => p.GivenName).HasMaxLength(100);
        table.Property(p => p.FamilyName).HasMaxLength(100);
        table.Property(p => p.Email).HasMaxLength(256);
        table.Property(p => p.Username).HasMaxLength(256);
        table.HasIndex(p => new { p.DistrictId, p.AccountId }); // a teacher who is also a parent is on a roster twice
        table.HasIndex(p => new { p.DistrictId, p.SourcedId }).IsUnique();
        table.HasIndex(p => new
        {
            p.DistrictId,
            p.FamilyName,
            p.Id,
        });
        table.Ignore(p => p.Name);
    }
}

internal sealed class SchoolClassTable : IEntityTypeConfiguration<SchoolClass>
{
    public void Configure(EntityTypeBuilder<SchoolClass> table)
    {
        table.BelongsTo<SchoolClass, Organization>(nameof(SchoolClass.SchoolId));
        table.HasIndex(c => new { c.DistrictId, c.SourcedId }).IsUnique();
        table.HasIndex(c => new
        {
            c.DistrictId,
            c.SchoolId,
            c.Title,
            c.Id,
        });
    }
}

internal sealed class ClassMembershipTable : IEntityTypeConfiguration<ClassMembership>
{
    public void Configure(EntityTypeBuilder<ClassMembership> table)
    {
        table.BelongsTo<ClassMembership, SchoolClass>(nameof(ClassMembership.ClassId));
        table.BelongsTo<ClassMembership, Person>(nameof(ClassMembership.PersonId));
        table
            .HasIndex(m => new
            {
                m.DistrictId,
                m.ClassId,
                m.PersonId,
                m.Role,
            })
            .IsUnique();
        table.HasIndex(m => new { m.DistrictId, m.PersonId });
        table.HasIndex(m => new { m.DistrictId, m.SourcedId });
    }
}

internal sealed class GuardianshipTable : IEntityTypeConfiguration<Guardianship>
{
    public void Configure(EntityTypeBuilder<Guardianship> table)
    {
        table.BelongsTo<Guardianship, Person>(nameof(Guardianship.GuardianId));
        table.BelongsTo<Guardianship, Person>(nameof(Guardianship.LearnerId));
        table
            .HasIndex(g => new
            {
                g.DistrictId,
                g.GuardianId,
                g.LearnerId,
            })
            .IsUnique();
    }
}

internal sealed class RoleAssignmentTable : IEntityTypeConfiguration<RoleAssignment>
{
    public void Configure(EntityTypeBuilder<RoleAssignment> table)
    {
        table.BelongsTo<RoleAssignment, Person>(nameof(RoleAssignment.PersonId));
        table.BelongsTo<RoleAssignment, Organization>(nameof(RoleAssignment.OrganizationId));
        table
            .HasIndex(r => new
            {
                r.DistrictId,
                r.PersonId,
                r.OrganizationId,
                r.Role,
            })
            .IsUnique();
        table.HasIndex(r => new
        {
            r.DistrictId,
            r.OrganizationId,
            r.Role,
        });
        table.HasIndex(r => new { r.DistrictId, r.SourcedId });
    }
}
