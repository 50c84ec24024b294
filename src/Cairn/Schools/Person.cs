using Cairn.Foundation.Storage;

namespace Cairn.Schools;

/// <summary>An account's presence in one district. The youngest are persons without an account.</summary>
internal sealed class Person : Owned<Person>
{
    private Person() { }

    public Person(Id<District> district, string givenName, string familyName, DateTimeOffset now) : base(district, now) =>
        (GivenName, FamilyName) = (givenName, familyName);

    /// <summary>The account that signs in as this person; null for who has none yet.</summary>
    public Guid? AccountId { get; set; }

    public string GivenName { get; set; } = "";
    public string FamilyName { get; set; } = "";
    public string? Email { get; set; }
    public string? Username { get; set; }
    public DateOnly? BirthDate { get; set; }

    /// <summary>OneRoster grade: <c>KG</c>, <c>01</c> … <c>12</c>; null for adults.</summary>
    public string? Grade { get; set; }

    /// <summary>BCP 47 language this person reads best, when known.</summary>
    public string? Language { get; set; }

    public string? SourcedId { get; set; }

    /// <summary>When the roster said that this person left; their work stays.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public string Name => $"{GivenName} {FamilyName}".Trim();

    /// <summary>Of age at <paramref name="now"/>. Without a birth date, somebody with a school grade is taken for a minor.</summary>
    public bool IsAdult(DateTimeOffset now) =>
        BirthDate is { } born ? born.AddYears(AgeOfMajority) <= DateOnly.FromDateTime(now.UtcDateTime) : Grade is null;

    /// <summary>Younger than 13 at <paramref name="now"/>, or a minor whose age nobody told us.</summary>
    public bool IsUnder13(DateTimeOffset now) =>
        BirthDate is { } born ? born.AddYears(13) > DateOnly.FromDateTime(now.UtcDateTime) : Grade is not null;

    /// <summary>Eighteen nearly everywhere; the policy table by state and country comes with families.</summary>
    public const int AgeOfMajority = 18;
}
