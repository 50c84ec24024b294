using Cairn.Foundation.Storage;

namespace Cairn.Tests.People;

public sealed class AgePolicyTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    /// <summary>The whole table; a matter that is not in it fails the test below.</summary>
    public static TheoryData<string, string> Table =>
        new()
        {
            { nameof(AgeMatter.Receive), nameof(AgeGroup.Child) },
            { nameof(AgeMatter.DisplayInSchool), nameof(AgeGroup.Adult) },
            { nameof(AgeMatter.Publish), nameof(AgeGroup.Adult) },
            { nameof(AgeMatter.Share), nameof(AgeGroup.Adult) },
            { nameof(AgeMatter.Tokens), nameof(AgeGroup.Adult) },
            { nameof(AgeMatter.OwnAddress), nameof(AgeGroup.Teen) },
            { nameof(AgeMatter.StaySignedIn), nameof(AgeGroup.Adult) },
            { nameof(AgeMatter.TellOfOneself), nameof(AgeGroup.Adult) },
            { nameof(AgeMatter.JoinPlaces), nameof(AgeGroup.Adult) },
            { nameof(AgeMatter.WorkWithLearners), nameof(AgeGroup.Adult) },
        };

    [Theory, MemberData(nameof(Table))]
    public void Each_matter_begins_with_an_age(string matter, string from)
    {
        var first = Enum.Parse<AgeGroup>(from);

        Assert.All(Enum.GetValues<AgeGroup>(), age => Assert.Equal(age >= first, age.Allows(Enum.Parse<AgeMatter>(matter))));
    }

    [Fact]
    public void The_table_names_every_matter() =>
        Assert.Equal(
            Enum.GetNames<AgeMatter>().Order(StringComparer.Ordinal),
            Table.Select(row => row.Data.Item1).Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData(null, false, "Child")]
    [InlineData(null, true, "Adult")]
    [InlineData("2013-11-23", false, "Child")]
    [InlineData("2013-11-22", false, "Teen")]
    [InlineData("2008-11-23", false, "Teen")]
    [InlineData("2008-11-23", true, "Teen")] // the birth date decides
    [InlineData("2008-11-22", false, "Adult")]
    public void An_age_is_a_birth_date_or_a_record(string? born, bool recorded, string group) =>
        Assert.Equal(
            Enum.Parse<AgeGroup>(group),
            AgePolicy.GroupOf(born is null ? null : DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture), recorded, Now)
        );

    [Fact]
    public void Fails_when_nothing_is_known_of_somebody()
    {
        var person = new Person(Id<District>.New(Now), "Kim", "Small", Now);

        Assert.False(person.IsAdult(Now));
        person.RecordAdult(null, Now);
        Assert.True(person.IsAdult(Now));
        person.ForgetRostersAdult();
        Assert.False(person.IsAdult(Now));
    }
}
