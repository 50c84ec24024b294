namespace Cairn.Schools.Rosters.Reading;

/// <summary>Thrown by the streams below the CSV parser, caught by <see cref="RosterTable"/>, which turns it into a problem.</summary>
internal sealed class RosterFileException(RosterFlaw flaw, string argument) : Exception(flaw.Code)
{
    public RosterFlaw Flaw { get; } = flaw;
    public string Argument { get; } = argument;
}
