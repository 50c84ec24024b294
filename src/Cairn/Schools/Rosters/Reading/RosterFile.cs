namespace Cairn.Schools.Rosters.Reading;

/// <summary>A column that is read: its heading in OneRoster 1.1, whether a file must have it, and what exporters write instead.</summary>
internal sealed record RosterColumn(string Name, bool Required, params string[] Otherwise)
{
    public static implicit operator RosterColumn(string name) => new(name, false);
}

/// <summary>
/// The files of OneRoster 1.1 CSV that are read, with the columns that are read (1EdTech OneRoster 1.1 CSV tables, section 4). Anything not
/// named here is ignored: from demographics only the birth date is read, from users no password.
/// </summary>
internal sealed record RosterFile(string Name, params RosterColumn[] Columns)
{
    public static readonly RosterFile Manifest = new("manifest", Must("propertyName"), Must("value"));

    public static readonly RosterFile Organizations = new(
        "orgs",
        Must("sourcedId"),
        "status",
        Must("name"),
        Must("type"),
        "identifier",
        new("parentSourcedId", false, "parent")
    );

    public static readonly RosterFile Sessions = new(
        "academicSessions",
        Must("sourcedId"),
        "status",
        Must("title"),
        Must("type"),
        Must("startDate"),
        Must("endDate"),
        new("parentSourcedId", false, "parent"),
        "schoolYear"
    );

    public static readonly RosterFile Courses = new(
        "courses",
        Must("sourcedId"),
        "status",
        Must("title"),
        "courseCode",
        new("grades", false, "grade"),
        Must("orgSourcedId", "schoolSourcedId"),
        "subjects"
    );

    public static readonly RosterFile Classes = new(
        "classes",
        Must("sourcedId"),
        "status",
        Must("title"),
        new("grades", false, "grade"),
        "courseSourcedId",
        "classCode",
        "classType",
        Must("schoolSourcedId", "orgSourcedId"),
        new("termSourcedIds", false, "termSourcedId", "terms"),
        "subjects",
        "periods"
    );

    public static readonly RosterFile Users = new(
        "users",
        Must("sourcedId"),
        "status",
        "enabledUser",
        new("orgSourcedIds", false, "orgSourcedId", "orgs"),
        "role",
        "username",
        Must("givenName"),
        Must("familyName"),
        "middleName",
        "preferredFirstName",
        "preferredLastName",
        "identifier",
        "email",
        new("agentSourcedIds", false, "agentSourcedId", "agents"),
        new("grades", false, "grade"),
        "password"
    );

    /// <summary>OneRoster 1.2 moved the roles out of users.csv.</summary>
    public static readonly RosterFile Roles = new(
        "roles",
        Must("sourcedId"),
        "status",
        Must("userSourcedId"),
        Must("role"),
        "beginDate",
        "endDate",
        Must("orgSourcedId")
    );

    public static readonly RosterFile Demographics = new(
        "demographics",
        new("sourcedId", true, "userSourcedId"),
        "status",
        new("birthDate", false, "birthdate")
    );

    public static readonly RosterFile Enrollments = new(
        "enrollments",
        Must("sourcedId"),
        "status",
        Must("classSourcedId"),
        Must("userSourcedId"),
        Must("role"),
        "primary",
        "beginDate",
        "endDate"
    );

    /// <summary>In the order in which they are read and imported: a row comes before those that refer to it.</summary>
    public static readonly IReadOnlyList<RosterFile> All =
    [
        Organizations,
        Sessions,
        Courses,
        Classes,
        Users,
        Roles,
        Demographics,
        Enrollments,
    ];

    static readonly HashSet<string> Unused = new(StringComparer.OrdinalIgnoreCase)
    {
        "categories",
        "classResources",
        "courseResources",
        "lineItems",
        "lineItemLearningObjectiveIds",
        "lineItemScoreScales",
        "resources",
        "resultLearningObjectiveIds",
        "results",
        "resultScoreScales",
        "scoreScales",
        "userProfiles",
        "userResources",
    };

    public string FileName => Name + ".csv";

    public static RosterFile? Called(string fileName) =>
        fileName.Equals(Manifest.FileName, StringComparison.OrdinalIgnoreCase)
            ? Manifest
            : All.FirstOrDefault(file => fileName.Equals(file.FileName, StringComparison.OrdinalIgnoreCase));

    public static bool IsKnownButUnused(string fileName) =>
        fileName.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && Unused.Contains(fileName[..^4]);

    static RosterColumn Must(string name, params string[] otherwise) => new(name, true, otherwise);
}
