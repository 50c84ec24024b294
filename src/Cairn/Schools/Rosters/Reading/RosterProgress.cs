namespace Cairn.Schools.Rosters.Reading;

/// <summary>How far the reading is: the file, and how many of its rows are done.</summary>
internal readonly record struct RosterProgress(string File, int Rows);
