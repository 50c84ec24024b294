using System.Collections.Frozen;

namespace Cairn.Schools.Rosters.Reading.Records;

/// <summary>Grades in the codes of the Common Education Data Standards, which OneRoster names: KG, 01 … 12.</summary>
internal static class RosterGrades
{
    static readonly FrozenSet<string> Codes =
    [
        "BIRTH",
        "PRENATAL",
        "IT",
        "PR",
        "PK",
        "TK",
        "KG",
        "01",
        "02",
        "03",
        "04",
        "05",
        "06",
        "07",
        "08",
        "09",
        "10",
        "11",
        "12",
        "13",
        "PS",
        "AS",
        "BA",
        "PB",
        "MD",
        "PM",
        "DO",
        "PD",
        "AE",
        "PT",
        "ABE",
        "ASE",
        "AHS",
        "ABS",
        "ESL",
        "UG",
        "OTHER",
    ];

    public static IReadOnlyList<string> Read(RosterRow row) => [.. row.List("grades", 32).Select(grade => Known(row, grade)).Distinct()];

    static string Known(RosterRow row, string grade)
    {
        var code = grade.ToUpperInvariant() switch
        {
            "K" => "KG",
            [>= '1' and <= '9'] digit => "0" + digit,
            var other => other,
        };
        if (Codes.Contains(code))
            return code;

        row.Warn(RosterFlaw.GradeUnknown, "grades", grade);
        return grade;
    }
}
