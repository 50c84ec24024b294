using System.Reflection;

namespace Cairn.Schools.Rosters.Reading;

/// <summary>An error stops the whole import; a warning is imported with a note.</summary>
internal enum RosterSeverity
{
    Error,
    Warning,
}

/// <summary>
/// What can be wrong with a roster. The code is stable and the key of the text in <c>Schools/Rosters/Texts.resx</c>; the text's arguments
/// are listed beside each.
/// </summary>
internal sealed record RosterFlaw(string Code, RosterSeverity Severity)
{
    // The bundle.
    public static readonly RosterFlaw ZipDamaged = Error("zip.damaged");
    public static readonly RosterFlaw ZipEncrypted = Error("zip.encrypted");
    public static readonly RosterFlaw ZipPath = Error("zip.path");
    public static readonly RosterFlaw ZipEntries = Error("zip.entries"); // the most allowed
    public static readonly RosterFlaw FileLost = Error("file.lost");
    public static readonly RosterFlaw FileTwice = Error("file.twice");
    public static readonly RosterFlaw FileMissing = Error("file.missing");
    public static readonly RosterFlaw FileEmpty = Error("file.empty");
    public static readonly RosterFlaw FileLarge = Error("file.large"); // the most megabytes
    public static readonly RosterFlaw FileRows = Error("file.rows"); // the most rows
    public static readonly RosterFlaw FileNotRead = Warning("file.not-read");
    public static readonly RosterFlaw FileDeclaredAbsent = Warning("file.declared-absent");

    // manifest.csv
    public static readonly RosterFlaw ManifestMissing = Warning("manifest.missing");
    public static readonly RosterFlaw ManifestMode = Error("manifest.mode"); // the values allowed
    public static readonly RosterFlaw ManifestVersion = Warning("manifest.version");
    public static readonly RosterFlaw ManifestNothing = Error("manifest.nothing");

    // The first line.
    public static readonly RosterFlaw ColumnMissing = Error("column.missing");
    public static readonly RosterFlaw ColumnTwice = Error("column.twice");
    public static readonly RosterFlaw ColumnRenamed = Warning("column.renamed"); // the name in the standard

    // A row.
    public static readonly RosterFlaw RowHeaderAgain = Warning("row.header-again");
    public static readonly RosterFlaw RowShort = Warning("row.short"); // cells found, cells expected
    public static readonly RosterFlaw RowLong = Error("row.long"); // cells found, cells expected
    public static readonly RosterFlaw RowEndless = Error("row.endless"); // the most characters
    public static readonly RosterFlaw Quotes = Error("row.quotes");

    // A value.
    public static readonly RosterFlaw ValueMissing = Error("value.missing");
    public static readonly RosterFlaw ValueExpected = Warning("value.expected");
    public static readonly RosterFlaw ValueLong = Error("value.long"); // the most characters
    public static readonly RosterFlaw ValueUnreadable = Error("value.unreadable");
    public static readonly RosterFlaw DateMalformed = Error("date.malformed");
    public static readonly RosterFlaw DateImplausible = Error("date.implausible");
    public static readonly RosterFlaw DateOrder = Error("date.order"); // the first day
    public static readonly RosterFlaw ChoiceUnknown = Error("choice.unknown"); // the values allowed
    public static readonly RosterFlaw ChoiceIgnored = Warning("choice.ignored"); // the values allowed
    public static readonly RosterFlaw StatusRetired = Warning("status.retired");
    public static readonly RosterFlaw GradeUnknown = Warning("grade.unknown");
    public static readonly RosterFlaw EmailMalformed = Warning("email.malformed");
    public static readonly RosterFlaw PasswordIgnored = Warning("password.ignored");

    // What rows say about each other.
    public static readonly RosterFlaw IdTwice = Error("id.twice"); // the line of the first
    public static readonly RosterFlaw ReferenceUnknown = Error("reference.unknown"); // the file it should be in
    public static readonly RosterFlaw ParentCycle = Error("parent.cycle");
    public static readonly RosterFlaw AgentUnsuitable = Warning("agent.unsuitable");

    // What the import would do.
    public static readonly RosterFlaw StarterLost = Error("starter.lost");
    public static readonly RosterFlaw ManyLeave = Error("people.many-leave"); // how many leave, of how many
    public static readonly RosterFlaw OwnRole = Warning("role.own");
    public static readonly RosterFlaw OwnClass = Warning("class.own");
    public static readonly RosterFlaw OwnWard = Warning("guardian.own");
    public static readonly RosterFlaw OwnAge = Warning("age.own");

    public static IReadOnlyList<RosterFlaw> All { get; } =
    [.. typeof(RosterFlaw).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (RosterFlaw)field.GetValue(null)!)];

    static RosterFlaw Error(string code) => new(code, RosterSeverity.Error);

    static RosterFlaw Warning(string code) => new(code, RosterSeverity.Warning);
}
