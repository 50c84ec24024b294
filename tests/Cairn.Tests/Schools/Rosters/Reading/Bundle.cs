using System.IO.Compression;
using System.Text;
using Cairn.Schools.Rosters.Reading;

namespace Cairn.Tests.Schools.Rosters.Reading;

/// <summary>A small roster that is right in every way, as texts that a test breaks in one place.</summary>
sealed class Bundle
{
    public static readonly DateOnly Today = new(2026, 11, 22);

    public Dictionary<string, string> Files { get; } =
        new()
        {
            ["manifest.csv"] = """
                propertyName,value
                manifest.version,1.0
                oneroster.version,1.1
                file.academicSessions,bulk
                file.orgs,bulk
                file.courses,bulk
                file.classes,bulk
                file.users,bulk
                file.enrollments,bulk
                file.demographics,bulk
                source.systemName,Test

                """,
            ["orgs.csv"] = """
                sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
                d1,active,,Millbrook District,district,,
                s1,active,,"Willow School, East",school,W,d1

                """,
            ["academicSessions.csv"] = """
                sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
                y1,active,,2026-2027,schoolYear,2026-08-16,2027-06-30,,2027
                t1,active,,Autumn,term,2026-08-16,2026-12-20,y1,2027

                """,
            ["courses.csv"] = """
                sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes
                c1,active,,y1,Science,SCI,"05,06",d1,Science,

                """,
            ["classes.csv"] = """
                sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
                k1,active,,Science 5A,05,c1,5A,scheduled,,s1,t1,Science,,1

                """,
            ["users.csv"] = """
                sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
                u1,active,,true,s1,teacher,tea,,Thea,Cher,,,thea@example.org,,,,,
                u2,active,,true,s1,student,lea,,Lea,Rner,,,,,,u3,05,
                u3,active,,true,s1,parent,par,,Paz,Rner,,,paz@example.org,,,u2,,

                """,
            ["demographics.csv"] = """
                sourcedId,status,dateLastModified,birthDate,sex
                u2,active,,2015-04-03,female

                """,
            ["enrollments.csv"] = """
                sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
                e1,active,,k1,s1,u1,teacher,true,,
                e2,active,,k1,s1,u2,student,false,2026-08-16,2027-06-30

                """,
        };

    public RosterLimits Limits { get; set; } = RosterLimits.Default;

    public Bundle With(string file, string old, string @new)
    {
        Assert.Contains(old, Files[file], StringComparison.Ordinal);
        Files[file] = Files[file].Replace(old, @new, StringComparison.Ordinal);
        return this;
    }

    public Bundle Without(string file)
    {
        Files.Remove(file);
        return this;
    }

    public byte[] Zip(string folder = "")
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in Files)
            {
                using var entry = zip.CreateEntry(folder + name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }

    public RosterReport Check(EarlierIds? earlier = null) => Read(earlier).Report;

    public (RosterReader Reader, RosterReport Report) Read(EarlierIds? earlier = null)
    {
        var problems = new RosterProblems(Limits);
        var bundle = RosterBundle.FromFiles(
            Files.Select(file => (file.Key, (Func<Stream>)(() => new MemoryStream(Encoding.UTF8.GetBytes(file.Value))))),
            problems,
            Limits
        );
        var reader = new RosterReader(bundle, problems, Limits, Today, earlier ?? (_ => []));
        return (reader, reader.Check(null, CancellationToken.None));
    }

    public static RosterReport CheckZip(byte[] zip, RosterLimits? limits = null)
    {
        var problems = new RosterProblems(limits ?? RosterLimits.Default);
        using var bundle = RosterBundle.FromZip(new MemoryStream(zip), problems, limits ?? RosterLimits.Default);
        return new RosterReader(bundle, problems, limits ?? RosterLimits.Default, Today, _ => []).Check(null, CancellationToken.None);
    }

    /// <summary>`file:line:column code value argument…`, without what a test does not ask about.</summary>
    public static string[] Lines(RosterReport report) =>
        [.. report.Problems.Select(p => $"{p.File}:{p.Line}:{p.Column} {p.Code} {string.Join(' ', p.Arguments.Prepend(p.Value))}".Trim())];
}
