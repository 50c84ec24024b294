using Cairn.Demo;
using Cairn.Design;
using Cairn.Schools.Rosters.Reading;
using Cairn.Schools.Rosters.Reading.Records;

namespace Cairn.Tests.Demo;

public sealed class DemoPeopleTests
{
    static readonly IReadOnlyList<DemoPerson> People = DemoContent.People().People;

    [Fact]
    public void Everybody_but_the_operator_is_on_the_roster()
    {
        var users = DemoRosterTests.Users();

        Assert.Equal(["operator"], People.Where(person => person.SourcedId is null).Select(person => person.Username));
        Assert.All(
            People.Where(person => person.SourcedId is not null),
            person =>
            {
                var user = users[person.SourcedId!];
                Assert.Equal(
                    (person.Username, person.Email, person.Name),
                    (user.Username, user.Email, $"{user.GivenName} {user.FamilyName}")
                );
            }
        );
    }

    [Fact]
    public void Every_role_is_somebodys_and_every_post_is_at_an_organization()
    {
        var organizations = DemoRosterTests
            .Records(RosterFile.Organizations, RosterOrganization.Read)
            .Select(row => row.SourcedId)
            .ToHashSet();
        var posts = People.SelectMany(person => person.Posts).ToList();

        Assert.All(posts, post => Assert.Contains(post.Organization, organizations));
        Assert.Equal(Enum.GetValues<SchoolRole>().Order(), posts.SelectMany(post => post.Roles).Distinct().Order());
    }

    [Fact]
    public void What_they_have_earned_has_a_finished_example()
    {
        var examples = DemoContent.Examples();

        Assert.All(People.SelectMany(person => person.Awards ?? []), slug => Assert.Contains(slug, examples.Keys));
        Assert.True(People.Single(person => person.Portfolio == "demo-teacher").Awards!.Count >= 2);
    }

    [Fact]
    public void Nobody_who_earned_something_may_judge_grant_or_publish() =>
        Assert.DoesNotContain(
            People.Where(person => person.Awards is not null).SelectMany(person => person.Posts).SelectMany(post => post.Roles),
            role => role is SchoolRole.Assessor or SchoolRole.Grantor or SchoolRole.Reviewer or SchoolRole.Author
        );

    [Fact]
    public void The_tours_assessor_teaches_nobody_whose_certified_work_she_judges()
    {
        var (rows, catalogue) = (DemoRosterTests.Records(RosterFile.Enrollments, RosterEnrollment.Read).ToList(), SampleBlueprints.All);
        var classes = rows.Where(row => row.UserSourcedId == "staff-priya-raman").Select(row => row.ClassSourcedId).ToHashSet();
        var learners = People
            .Where(person =>
                new[] { person.Awards, person.Recommended, person.HandedIn }
                    .SelectMany(slugs => slugs ?? [])
                    .Any(slug => catalogue[slug].Tier is AssessmentTier.Certified)
            )
            .Select(person => person.SourcedId)
            .ToHashSet();

        Assert.Contains("student-theo-brandt", learners);
        Assert.DoesNotContain(rows, row => classes.Contains(row.ClassSourcedId) && learners.Contains(row.UserSourcedId));
    }

    [Fact]
    public void Ages_are_what_the_tour_says()
    {
        var births = DemoRosterTests
            .Records(RosterFile.Demographics, RosterDemographics.Read)
            .ToDictionary(row => row.UserSourcedId, row => row.BirthDate!.Value);
        var today = new DateOnly(2026, 11, 22);

        Assert.True(births["student-theo-brandt"].AddYears(18) <= today);
        Assert.Equal(15, today.Year - births["student-maya-chen"].Year);
        Assert.Equal(6, today.Year - births["student-leo-park"].Year);
        Assert.Equal(
            ["Hana", "Leo"],
            DemoRosterTests.Users()["guardian-june-park"].AgentSourcedIds.Select(id => DemoRosterTests.Users()[id].GivenName).Order()
        );
    }

    [Fact]
    public void What_is_earned_is_for_who_earned_it()
    {
        var catalogue = SampleBlueprints.All;
        var teacher = People.Single(person => person.Portfolio == "demo-teacher");

        Assert.All(teacher.Awards!, slug => Assert.Contains(Audience.Educators, catalogue[slug].Audiences));
        Assert.All(
            People.Where(person => person != teacher).SelectMany(person => person.Awards ?? []),
            slug => Assert.DoesNotContain(Audience.Educators, catalogue[slug].Audiences)
        );
    }
}
