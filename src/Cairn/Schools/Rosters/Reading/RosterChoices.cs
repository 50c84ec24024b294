namespace Cairn.Schools.Rosters.Reading;

internal enum RosterOrganizationType
{
    Department,
    School,
    District,
    Local,
    State,
    National,
}

internal enum RosterSessionType
{
    GradingPeriod,
    Semester,
    SchoolYear,
    Term,
}

internal enum RosterClassType
{
    Scheduled,
    Homeroom,
}

internal enum RosterUserRole
{
    Student,
    Teacher,
    Aide,
    Proctor,
    Counselor,
    Administrator,
    Guardian,
}

internal enum RosterEnrollmentRole
{
    Student,
    Teacher,
    Aide,
    Proctor,
    Administrator,
}

/// <summary>
/// The words that the standard allows in a column (OneRoster 1.1 section 4.13, 1.2 where it has more), and what we read them as.
/// </summary>
internal static class RosterChoices
{
    public static readonly Choices<RosterOrganizationType> OrganizationTypes = new(
        ("department", RosterOrganizationType.Department),
        ("school", RosterOrganizationType.School),
        ("district", RosterOrganizationType.District),
        ("local", RosterOrganizationType.Local),
        ("state", RosterOrganizationType.State),
        ("national", RosterOrganizationType.National)
    );

    public static readonly Choices<RosterSessionType> SessionTypes = new(
        ("gradingPeriod", RosterSessionType.GradingPeriod),
        ("semester", RosterSessionType.Semester),
        ("schoolYear", RosterSessionType.SchoolYear),
        ("term", RosterSessionType.Term)
    );

    public static readonly Choices<RosterClassType> ClassTypes = new(
        ("scheduled", RosterClassType.Scheduled),
        ("homeroom", RosterClassType.Homeroom)
    );

    public static readonly Choices<RosterUserRole> UserRoles = new(
        ("student", RosterUserRole.Student),
        ("teacher", RosterUserRole.Teacher),
        ("aide", RosterUserRole.Aide),
        ("proctor", RosterUserRole.Proctor),
        ("counselor", RosterUserRole.Counselor),
        ("administrator", RosterUserRole.Administrator),
        ("principal", RosterUserRole.Administrator),
        ("siteAdministrator", RosterUserRole.Administrator),
        ("districtAdministrator", RosterUserRole.Administrator),
        ("systemAdministrator", RosterUserRole.Administrator),
        ("guardian", RosterUserRole.Guardian),
        ("parent", RosterUserRole.Guardian),
        ("relative", RosterUserRole.Guardian)
    );

    public static readonly Choices<RosterEnrollmentRole> EnrollmentRoles = new(
        ("student", RosterEnrollmentRole.Student),
        ("teacher", RosterEnrollmentRole.Teacher),
        ("aide", RosterEnrollmentRole.Aide),
        ("proctor", RosterEnrollmentRole.Proctor),
        ("administrator", RosterEnrollmentRole.Administrator)
    );

    public static readonly Choices<bool> Booleans = new(("true", true), ("false", false), ("1", true), ("0", false));

    /// <summary>True: the row has ended. `inactive` is OneRoster 1.0's word.</summary>
    public static readonly Choices<bool> Statuses = new(("active", false), ("tobedeleted", true), ("inactive", true));

    internal sealed class Choices<T>(params (string Word, T Value)[] words)
        where T : struct
    {
        readonly Dictionary<string, T> values = words.ToDictionary(word => word.Word, word => word.Value, StringComparer.OrdinalIgnoreCase);

        public string Allowed { get; } = string.Join(", ", words.Select(word => word.Word));

        public T? Find(string word) => values.TryGetValue(word, out var value) ? value : null;
    }
}
