namespace Cairn.People;

/// <summary>
/// How old somebody is, as far as a rule asks. An age that nobody told is the youngest: unknown is the safe case (design.md, rule 15).
/// </summary>
internal enum AgeGroup
{
    /// <summary>Under thirteen, and everybody of whom nobody recorded that they are older.</summary>
    Child,

    /// <summary>From thirteen on, not of age.</summary>
    Teen,

    /// <summary>Of age by a birth date, or recorded to be an adult.</summary>
    Adult,
}

/// <summary>What a rule about ages may be about.</summary>
internal enum AgeMatter
{
    /// <summary>To hold what one earned, and to have it on paper.</summary>
    Receive,

    /// <summary>To be seen in school beyond one's teachers.</summary>
    DisplayInSchool,

    /// <summary>To show a credential, or a page of them with a name of one's own, to everybody.</summary>
    Publish,

    /// <summary>To give somebody a link to a credential.</summary>
    Share,

    /// <summary>To let a program act for one.</summary>
    Tokens,

    /// <summary>A mail address on one's account.</summary>
    OwnAddress,

    /// <summary>To stay signed in when the browser closes.</summary>
    StaySignedIn,

    /// <summary>A credential that says one's name, levels and evidence.</summary>
    TellOfOneself,

    /// <summary>One account for several places: a shared tablet must not join a child's place to somebody else's.</summary>
    JoinPlaces,

    /// <summary>A role in which one deals with other people's work.</summary>
    WorkWithLearners,
}

/// <summary>
/// The one table of what depends on age: from which group on somebody does it by themself. Below it waits for the guardians' consent, or is
/// not there at all. States and countries differ in their numbers; they change here.
/// </summary>
internal static class AgePolicy
{
    public const int Teens = 13;
    public const int Majority = 18;

    public static bool Allows(this AgeGroup age, AgeMatter matter) => age >= From(matter);

    /// <summary>The last birth date of who is of age at an instant.</summary>
    public static DateOnly LastBirthDateOfAge(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).AddYears(-Majority);

    public static AgeGroup From(AgeMatter matter) =>
        matter switch
        {
            AgeMatter.Receive => AgeGroup.Child,
            AgeMatter.OwnAddress => AgeGroup.Teen,
            _ => AgeGroup.Adult,
        };

    /// <param name="born">The birth date, when a roster brought one: it decides.</param>
    /// <param name="isKnownAdult">Without one: whether somebody recorded that this is an adult.</param>
    /// <param name="now">The instant that is asked about.</param>
    public static AgeGroup GroupOf(DateOnly? born, bool isKnownAdult, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return born is not { } day
            ? isKnownAdult
                ? AgeGroup.Adult
                : AgeGroup.Child
            : day.AddYears(Majority) <= today
                ? AgeGroup.Adult
                : day.AddYears(Teens) <= today
                    ? AgeGroup.Teen
                    : AgeGroup.Child;
    }
}
