namespace Cairn.People;

/// <summary>
/// How old somebody is, as far as the rules need to know. An unknown age counts as the youngest: that is the safe case (design.md, rule
/// 15).
/// </summary>
internal enum AgeGroup
{
    /// <summary>Under thirteen, and everybody not recorded as older.</summary>
    Child,

    /// <summary>From thirteen on, but not of age.</summary>
    Teen,

    /// <summary>Of age by a birth date, or recorded to be an adult.</summary>
    Adult,
}

/// <summary>What a rule about ages may be about.</summary>
internal enum AgeMatter
{
    /// <summary>To hold what one has earned, and to have it on paper.</summary>
    Receive,

    /// <summary>To be seen in school beyond one's teachers.</summary>
    DisplayInSchool,

    /// <summary>To show everybody a credential, or a page of them under one's own name.</summary>
    Publish,

    /// <summary>To give somebody a link to a credential.</summary>
    Share,

    /// <summary>To let a program act for one.</summary>
    Tokens,

    /// <summary>An e-mail address on one's account.</summary>
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
/// The one table of what depends on age: the group from which somebody may do it alone. Below that it waits for the guardians' consent, or
/// does not exist at all. States and countries use different numbers; change them here.
/// </summary>
internal static class AgePolicy
{
    public const int Teens = 13;
    public const int Majority = 18;

    public static bool Allows(this AgeGroup age, AgeMatter matter) => age >= From(matter);

    /// <summary>The latest birth date of somebody of age at an instant.</summary>
    public static DateOnly LastBirthDateOfAge(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).AddYears(-Majority);

    public static AgeGroup From(AgeMatter matter) =>
        matter switch
        {
            AgeMatter.Receive => AgeGroup.Child,
            AgeMatter.OwnAddress => AgeGroup.Teen,
            _ => AgeGroup.Adult,
        };

    /// <param name="born">The birth date, if a roster brought one: it decides.</param>
    /// <param name="isKnownAdult">Without one: whether somebody recorded that this is an adult.</param>
    /// <param name="now">The instant in question.</param>
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
