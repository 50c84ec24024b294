namespace Cairn.Schools.Rosters.Reading;

/// <summary>Where the reading stands: the file, and the rows of it that are done.</summary>
internal readonly record struct RosterProgress(string File, int Rows);
