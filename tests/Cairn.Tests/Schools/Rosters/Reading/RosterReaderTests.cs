using Cairn.Schools.Rosters.Reading;
using Cairn.Schools.Rosters.Reading.Records;

namespace Cairn.Tests.Schools.Rosters.Reading;

public sealed class RosterReaderTests
{
    [Fact]
    public void Reads_a_bundle_without_a_problem()
    {
        var (reader, report) = new Bundle().Read();

        Assert.Empty(Bundle.Lines(report));
        Assert.Equal(2, report[RosterFile.Organizations]);
        Assert.Equal(3, report[RosterFile.Users]);
        var users = reader.Records(RosterFile.Users, RosterUser.Read, CancellationToken.None).ToList();
        Assert.Equal([RosterUserRole.Teacher, RosterUserRole.Student, RosterUserRole.Guardian], users.Select(user => user.Role!.Value));
        Assert.Equal(["u3"], users[1].AgentSourcedIds);
        Assert.Equal(["05"], users[1].Grades);
        Assert.Equal("Willow School, East", reader.Records(RosterFile.Organizations, RosterOrganization.Read, default).Last().Name);
        Assert.Equal(
            new DateOnly(2015, 4, 3),
            reader.Records(RosterFile.Demographics, RosterDemographics.Read, default).Single().BirthDate
        );
        var enrollment = reader.Records(RosterFile.Enrollments, RosterEnrollment.Read, default).Last();
        Assert.Equal((RosterEnrollmentRole.Student, new DateOnly(2027, 6, 30)), (enrollment.Role, enrollment.End));
    }

    [Theory]
    [InlineData(
        "orgs.csv",
        ",district,",
        ",galaxy,",
        "orgs.csv:2:type choice.unknown galaxy department, school, district, local, state, national"
    )]
    [InlineData("orgs.csv", "s1,", "d1,", "orgs.csv:3:sourcedId id.twice d1 2")]
    [InlineData("orgs.csv", "district,,", "district,,s1", "orgs.csv:2:parentSourcedId parent.cycle s1")]
    [InlineData("orgs.csv", ",W,d1", ",W,d9", "orgs.csv:3:parentSourcedId reference.unknown d9 orgs.csv")]
    [InlineData("orgs.csv", "Millbrook District", "", "orgs.csv:2:name value.missing")]
    [InlineData(
        "orgs.csv",
        "Millbrook District",
        "\"Millbrook\n\nDistrict\"x",
        "orgs.csv:2:name row.quotes Millbrook\uFFFD\uFFFDDistrictx"
    )]
    [InlineData("orgs.csv", "d1,active", "d1,gone", "orgs.csv:2:status choice.unknown gone active, tobedeleted")]
    [InlineData("orgs.csv", "d1,active", "d1,inactive", "orgs.csv:2:status status.retired inactive")]
    [InlineData("orgs.csv", "Millbrook", "Mill\u0000brook", "orgs.csv:2:name value.unreadable Mill\uFFFDbrook District")]
    [InlineData("orgs.csv", "Millbrook", "Mill\uFFFDbrook", "orgs.csv:2:name value.unreadable Mill\uFFFDbrook District")]
    [InlineData("orgs.csv", "sourcedId,", "id,", "orgs.csv:1:sourcedId column.missing")]
    [InlineData("orgs.csv", "identifier", "name", "orgs.csv:1:name column.twice")]
    [InlineData("orgs.csv", "Millbrook District,district,,", "Millbrook District,district", "orgs.csv:2: row.short  5 7")]
    [InlineData("orgs.csv", "district,,", "district,,,,x", "orgs.csv:2: row.long  9 7")]
    [InlineData(
        "academicSessions.csv",
        "2026-08-16,2026-12-20",
        "2026-08-16,12/20/2026",
        "academicSessions.csv:3:endDate date.malformed 12/20/2026"
    )]
    [InlineData("academicSessions.csv", "2026-12-20", "2026-02-30", "academicSessions.csv:3:endDate date.malformed 2026-02-30")]
    [InlineData("academicSessions.csv", "2026-12-20", "2025-12-20", "academicSessions.csv:3:endDate date.order 2025-12-20 2026-08-16")]
    [InlineData(
        "academicSessions.csv",
        "2027,schoolYear",
        "2027,aeon",
        "academicSessions.csv:2:type choice.unknown aeon gradingPeriod, semester, schoolYear, term"
    )]
    [InlineData("academicSessions.csv", "2027-06-30,,", "2027-06-30,t1,", "academicSessions.csv:2:parentSourcedId parent.cycle t1")]
    [InlineData("courses.csv", "d1,Science", "d9,Science", "courses.csv:2:orgSourcedId reference.unknown d9 orgs.csv")]
    [InlineData("courses.csv", "05,06", "05,99", "courses.csv:2:grades grade.unknown 99")]
    [InlineData("classes.csv", ",c1,", ",c9,", "classes.csv:2:courseSourcedId reference.unknown c9 courses.csv")]
    [InlineData("classes.csv", ",s1,", ",s9,", "classes.csv:2:schoolSourcedId reference.unknown s9 orgs.csv")]
    [InlineData("classes.csv", ",t1,", ",\"t1,t9\",", "classes.csv:2:termSourcedIds reference.unknown t9 academicSessions.csv")]
    [InlineData("classes.csv", ",t1,", ",,", "classes.csv:2:termSourcedIds value.expected")]
    [InlineData("classes.csv", "scheduled", "online", "classes.csv:2:classType choice.ignored online scheduled, homeroom")]
    [InlineData(
        "classes.csv",
        "termSourcedIds",
        "TERMSOURCEDID",
        "classes.csv:1:TERMSOURCEDID column.renamed TERMSOURCEDID termSourcedIds"
    )]
    [InlineData("users.csv", "u2,active,,true,s1", "u2,active,,true,s9", "users.csv:3:orgSourcedIds reference.unknown s9 orgs.csv")]
    [InlineData("users.csv", "u2,active,,true,s1", "u2,active,,true,", "users.csv:3:orgSourcedIds value.missing")]
    [InlineData(
        "users.csv",
        "student",
        "wizard",
        "users.csv:3:role choice.unknown wizard student, teacher, aide, proctor, counselor, administrator, principal, "
            + "siteAdministrator, districtAdministrator, systemAdministrator, guardian, parent, relative"
    )]
    [InlineData("users.csv", "u2,active,,true", "u2,active,,maybe", "users.csv:3:enabledUser choice.ignored maybe true, false, 1, 0")]
    [InlineData("users.csv", ",u3,05", ",u9,05", "users.csv:3:agentSourcedIds reference.unknown u9 users.csv")]
    [InlineData("users.csv", ",,u2,", ",,u1,", "users.csv:4:agentSourcedIds agent.unsuitable u1")]
    [InlineData("users.csv", "thea@example.org", "thea at example", "users.csv:2:email email.malformed thea at example")]
    [InlineData("users.csv", "Thea,Cher", "Thea,", "users.csv:2:familyName value.expected")]
    [InlineData("users.csv", "Thea,Cher", ",", "users.csv:2:familyName value.missing")]
    [InlineData("users.csv", "u3,05,", "u3,05,secret", "users.csv:3:password password.ignored")]
    [InlineData("demographics.csv", "u2", "u9", "demographics.csv:2:sourcedId reference.unknown u9 users.csv")]
    [InlineData("demographics.csv", "2015-04-03", "2115-04-03", "demographics.csv:2:birthDate date.implausible 2115-04-03")]
    [InlineData("enrollments.csv", "k1,s1,u2", "k9,s1,u2", "enrollments.csv:3:classSourcedId reference.unknown k9 classes.csv")]
    [InlineData("enrollments.csv", "k1,s1,u2", "k1,s1,u9", "enrollments.csv:3:userSourcedId reference.unknown u9 users.csv")]
    [InlineData("enrollments.csv", "e2,", "e1,", "enrollments.csv:3:sourcedId id.twice e1 2")]
    [InlineData("enrollments.csv", "e2,", ",", "enrollments.csv:3:sourcedId value.missing")]
    [InlineData(
        "enrollments.csv",
        "student",
        "mascot",
        "enrollments.csv:3:role choice.unknown mascot student, teacher, aide, proctor, administrator"
    )]
    [InlineData("manifest.csv", "oneroster.version,1.1", "oneroster.version,9", "manifest.csv:3:value manifest.version 9")]
    [InlineData("manifest.csv", "file.orgs,bulk", "file.orgs,all", "manifest.csv:5:value manifest.mode all bulk, delta, absent")]
    [InlineData("manifest.csv", "file.demographics,bulk", "file.demographics,absent", "demographics.csv:0: file.declared-absent")]
    [InlineData("manifest.csv", "manifest.version,1.0", "propertyName,value", "manifest.csv:2: row.header-again")]
    public void Fails_when_one_thing_is_wrong(string file, string old, string @new, string problem) =>
        Assert.Contains(problem, Bundle.Lines(new Bundle().With(file, old, @new).Check()));

    [Fact]
    public void Fails_when_a_value_is_too_long()
    {
        var report = new Bundle().With("orgs.csv", "Millbrook District", new string('x', 201)).Check();

        Assert.Equal([$"orgs.csv:2:name value.long {new string('x', 59)}… 200"], Bundle.Lines(report));
    }

    [Fact]
    public void Fails_when_a_row_ends_after_a_value_of_several_lines_and_the_line_is_where_it_begins()
    {
        var report = new Bundle().With("orgs.csv", "\"Willow School, East\",school", "\"Willow\r\nSchool\nEast\",scool").Check();

        Assert.Equal("orgs.csv:3:type choice.unknown scool", Assert.Single(Bundle.Lines(report))[..36]);
    }

    [Fact]
    public void Fails_when_a_file_that_the_manifest_names_is_missing() =>
        Assert.Contains("courses.csv:0: file.missing", Bundle.Lines(new Bundle().Without("courses.csv").Check()));

    [Fact]
    public void Fails_when_a_file_is_empty()
    {
        var bundle = new Bundle();
        bundle.Files["orgs.csv"] = "";

        Assert.Contains("orgs.csv:0: file.empty", Bundle.Lines(bundle.Check()));
    }

    [Fact]
    public void Fails_when_there_is_neither_manifest_nor_users() =>
        Assert.Contains("users.csv:0: file.missing", Bundle.Lines(new Bundle().Without("manifest.csv").Without("users.csv").Check()));

    [Fact]
    public void Fails_when_a_quotation_mark_is_never_closed()
    {
        var bundle = new Bundle { Limits = RosterLimits.Default with { RowCharacters = 500 } };
        bundle.Files["orgs.csv"] = "sourcedId,name,type\nd1,\"District,district\n" + new string('\n', 1000);

        Assert.Contains("orgs.csv:1: row.endless  500", Bundle.Lines(bundle.Check()));
    }

    [Fact]
    public void Fails_when_there_are_more_rows_than_allowed()
    {
        var bundle = new Bundle { Limits = RosterLimits.Default with { RowsPerFile = 2 } };

        Assert.Contains("manifest.csv:4: file.rows  2", Bundle.Lines(bundle.Check()));
    }

    [Fact]
    public void Counts_every_problem_and_lists_the_first_of_a_kind()
    {
        var bundle = new Bundle();
        bundle.Files["enrollments.csv"] =
            "sourcedId,classSourcedId,userSourcedId,role\n"
            + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"e{i},nowhere,u2,student\n"));

        var report = bundle.Check();

        Assert.Equal((5_000, RosterLimits.Default.ListedPerKind), (report.Errors, report.Problems.Count));
    }

    [Fact]
    public void Takes_a_delta_that_points_at_what_came_earlier()
    {
        var bundle = new Bundle();
        foreach (
            var file in new[] { "orgs.csv", "academicSessions.csv", "courses.csv", "classes.csv", "demographics.csv", "enrollments.csv" }
        )
            bundle.Without(file);
        bundle.Files["manifest.csv"] = "propertyName,value\noneroster.version,1.1\nfile.users,delta\n";
        bundle.With("users.csv", "u1,active", "u1,tobedeleted");

        Assert.Contains("users.csv:3:orgSourcedIds reference.unknown s1 orgs.csv", Bundle.Lines(bundle.Check()));
        var (reader, report) = bundle.Read(file => file == RosterFile.Organizations ? ["s1"] : []);
        Assert.Empty(Bundle.Lines(report));
        Assert.Equal([true, false, false], reader.Records(RosterFile.Users, RosterUser.Read, default).Select(user => user.Ended));
    }

    [Fact]
    public void Takes_the_roles_of_version_1_2()
    {
        var bundle = new Bundle()
            .With("manifest.csv", "file.users,bulk", "file.users,bulk\nfile.roles,bulk")
            .With("manifest.csv", "1.1", "1.2");
        bundle.Files["users.csv"] =
            "sourcedId,enabledUser,username,givenName,familyName,primaryOrgSourcedId\nu1,true,t,T,C,s1\nu2,true,l,L,R,s1\n";
        bundle.Files["roles.csv"] =
            "sourcedId,userSourcedId,roleType,role,orgSourcedId\nr1,u1,primary,principal,s1\nr2,u2,primary,student,s1\n";

        var (reader, report) = bundle.Read();

        Assert.Empty(Bundle.Lines(report));
        Assert.Equal(
            [RosterUserRole.Administrator, RosterUserRole.Student],
            reader.Records(RosterFile.Roles, RosterRole.Read, default).Select(role => role.Role)
        );
    }

    [Theory]
    [InlineData("\uFEFFsourcedId", "sourcedId")]
    [InlineData("SourcedID ", "sourcedId")]
    public void Takes_a_byte_order_mark_and_other_capitals(string heading, string standard) =>
        Assert.Empty(Bundle.Lines(new Bundle().With("orgs.csv", standard, heading).Check()));

    [Fact]
    public void Stops_when_canceled()
    {
        var problems = new RosterProblems(RosterLimits.Default);
        using var bundle = RosterBundle.FromZip(new MemoryStream(new Bundle().Zip()), problems, RosterLimits.Default);
        var reader = new RosterReader(bundle, problems, RosterLimits.Default, Bundle.Today, _ => []);

        Assert.Throws<OperationCanceledException>(() => reader.Check(null, new CancellationToken(canceled: true)));
    }
}
