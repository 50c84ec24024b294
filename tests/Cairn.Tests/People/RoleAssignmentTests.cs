using Cairn.Foundation.Storage;

namespace Cairn.Tests.People;

public sealed class RoleAssignmentTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    static readonly Id<District> District = Id<District>.New(Now);
    static readonly Organization School = new(District, OrganizationKind.School, "Willow", null, Now);

    static Person Adult() => new(District, "Tea", "Cher", Now);

    static Actor Holding(SchoolRole role, Person? self = null) =>
        new(District, self?.Id ?? Id<Person>.New(Now), null, "Ada", true, [new HeldRole(role, School.Id, WholeDistrict: false)]);

    [Fact]
    public void A_leader_gives_a_role_at_their_school() =>
        Assert.Equal(
            SchoolRole.Assessor,
            RoleAssignment.Give(Holding(SchoolRole.Leader), Adult(), School, SchoolRole.Assessor, alone: false, Now).Value.Role
        );

    [Theory]
    [InlineData("Teacher", "Assessor")]
    [InlineData("Grantor", "Grantor")]
    [InlineData("Leader", "Operator")]
    public void Fails_when_the_role_is_not_theirs_to_give(string held, string given) =>
        Assert.Equal(
            "schools.not-yours-to-give",
            RoleAssignment
                .Give(Holding(Enum.Parse<SchoolRole>(held)), Adult(), School, Enum.Parse<SchoolRole>(given), alone: false, Now)
                .Refusal?.Code
        );

    [Fact]
    public void Fails_when_it_is_another_school()
    {
        var other = new Organization(District, OrganizationKind.School, "Elm", null, Now);

        Assert.Equal(
            "schools.not-yours-to-give",
            RoleAssignment.Give(Holding(SchoolRole.Leader), Adult(), other, SchoolRole.Teacher, alone: false, Now).Refusal?.Code
        );
    }

    [Fact]
    public void Fails_when_a_leader_gives_to_themself()
    {
        var self = Adult();

        Assert.Equal(
            "schools.own-role",
            RoleAssignment.Give(Holding(SchoolRole.Leader, self), self, School, SchoolRole.Grantor, alone: false, Now).Refusal?.Code
        );
    }

    [Fact]
    public void Fails_when_an_operator_takes_their_own_operation()
    {
        var self = Adult();

        Assert.Equal(
            "schools.own-role",
            new RoleAssignment(District, self.Id, School.Id, SchoolRole.Operator, Now).Take(Holding(SchoolRole.Operator, self), self)?.Code
        );
    }

    [Fact]
    public void Fails_when_a_child_would_judge_children()
    {
        var child = new Person(District, "Lea", "Rner", Now) { Grade = "05" };

        Assert.Equal(
            "schools.role-needs-an-adult",
            RoleAssignment.Give(Holding(SchoolRole.Leader), child, School, SchoolRole.Assessor, alone: false, Now).Refusal?.Code
        );
        Assert.Null(RoleAssignment.Give(Holding(SchoolRole.Leader), child, School, SchoolRole.Learner, alone: false, Now).Refusal);
    }

    [Fact]
    public void Fails_when_the_person_has_left()
    {
        var gone = Adult();
        gone.EndedAt = Now;

        Assert.Equal(
            "schools.person-has-left",
            RoleAssignment.Give(Holding(SchoolRole.Leader), gone, School, SchoolRole.Teacher, alone: false, Now).Refusal?.Code
        );
    }

    [Fact]
    public void Fails_when_the_roster_gave_it()
    {
        var person = Adult();
        var given = new RoleAssignment(District, person.Id, School.Id, SchoolRole.Teacher, Now) { FromRoster = true };

        Assert.Equal("schools.role-from-roster", given.Take(Holding(SchoolRole.Leader), person)?.Code);
    }

    [Fact]
    public void Fails_when_somebody_is_made_a_guardian_here() =>
        Assert.Equal(
            "schools.role-not-by-hand",
            RoleAssignment.Give(Holding(SchoolRole.Operator), Adult(), School, SchoolRole.Guardian, alone: false, Now).Refusal?.Code
        );
}
