namespace Cairn.People;

internal sealed class OrganizationTable : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> table)
    {
        table.Property(o => o.Name).HasMaxLength(200);
        table.BelongsTo<Organization, Organization>(nameof(Organization.ParentId));
        table.HasIndexInDistrict(nameof(Organization.SourcedId)).IsUnique();
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
        table.HasIndexInDistrict(nameof(Person.AccountId)); // a teacher who is also a parent is on a roster twice
        table.HasIndexInDistrict(nameof(Person.SourcedId)).IsUnique();
        table.HasIndexInDistrict(nameof(Person.FamilyName), nameof(Person.Id));
        table.Ignore(p => p.Name);
    }
}

internal sealed class SchoolClassTable : IEntityTypeConfiguration<SchoolClass>
{
    public void Configure(EntityTypeBuilder<SchoolClass> table)
    {
        table.BelongsTo<SchoolClass, Organization>(nameof(SchoolClass.SchoolId));
        table.HasIndexInDistrict(nameof(SchoolClass.SourcedId)).IsUnique();
        table.HasIndexInDistrict(nameof(SchoolClass.SchoolId), nameof(SchoolClass.Title), nameof(SchoolClass.Id));
    }
}

internal sealed class ClassMembershipTable : IEntityTypeConfiguration<ClassMembership>
{
    public void Configure(EntityTypeBuilder<ClassMembership> table)
    {
        table.BelongsTo<ClassMembership, SchoolClass>(nameof(ClassMembership.ClassId));
        table.BelongsTo<ClassMembership, Person>(nameof(ClassMembership.PersonId));
        table
            .HasIndexInDistrict(nameof(ClassMembership.ClassId), nameof(ClassMembership.PersonId), nameof(ClassMembership.Role))
            .IsUnique();
        table.HasIndexInDistrict(nameof(ClassMembership.PersonId));
        table.HasIndexInDistrict(nameof(ClassMembership.SourcedId));
    }
}

internal sealed class GuardianshipTable : IEntityTypeConfiguration<Guardianship>
{
    public void Configure(EntityTypeBuilder<Guardianship> table)
    {
        table.BelongsTo<Guardianship, Person>(nameof(Guardianship.GuardianId));
        table.BelongsTo<Guardianship, Person>(nameof(Guardianship.LearnerId));
        table.HasIndexInDistrict(nameof(Guardianship.GuardianId), nameof(Guardianship.LearnerId)).IsUnique();
    }
}

internal sealed class RoleAssignmentTable : IEntityTypeConfiguration<RoleAssignment>
{
    public void Configure(EntityTypeBuilder<RoleAssignment> table)
    {
        table.BelongsTo<RoleAssignment, Person>(nameof(RoleAssignment.PersonId));
        table.BelongsTo<RoleAssignment, Organization>(nameof(RoleAssignment.OrganizationId));
        table
            .HasIndexInDistrict(nameof(RoleAssignment.PersonId), nameof(RoleAssignment.OrganizationId), nameof(RoleAssignment.Role))
            .IsUnique();
        table.HasIndexInDistrict(nameof(RoleAssignment.OrganizationId), nameof(RoleAssignment.Role));
        table.HasIndexInDistrict(nameof(RoleAssignment.SourcedId));
    }
}
