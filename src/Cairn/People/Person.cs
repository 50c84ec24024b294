namespace Cairn.People;

/// <summary>An account's presence in one district. The youngest are persons without an account.</summary>
internal sealed class Person : Owned<Person>, IStaged
{
    private Person() { }

    public Person(Id<District> district, string givenName, string familyName, DateTimeOffset now)
        : base(district, now) => (GivenName, FamilyName) = (givenName, familyName);

    /// <summary>The account that signs in as this person; null if there is none yet.</summary>
    public Guid? AccountId { get; set; }

    public string GivenName { get; set; } = "";
    public string FamilyName { get; set; } = "";
    public string? Email { get; set; }
    public string? Username { get; set; }
    public DateOnly? BirthDate { get; set; }

    /// <summary>OneRoster grade: <c>KG</c>, <c>01</c> … <c>12</c>. If it is missing, that means nothing.</summary>
    public string? Grade { get; set; }

    /// <summary>BCP 47 language this person reads best, if known.</summary>
    public string? Language { get; set; }

    public string? SourcedId { get; set; }

    /// <summary>When the roster said that this person left; their work stays.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public string Name => $"{GivenName} {FamilyName}".Trim();

    /// <summary>A learner, as a roster or somebody at the school said. Silence undoes nothing; only another statement does.</summary>
    public bool Learns { get; set; }

    /// <summary>When it was recorded that this is an adult, for a person without a birth date here; null: nobody said so.</summary>
    public DateTimeOffset? KnownAdultAt { get; private set; }

    /// <summary>The person who said so, by giving a role for adults; null: a roster's role, or the set-up.</summary>
    public Guid? KnownAdultBy { get; private set; }

    /// <summary>What the age rules need; an unknown age counts as a child's.</summary>
    public AgeGroup Age(DateTimeOffset now) => AgePolicy.GroupOf(BirthDate, KnownAdultAt is not null, now);

    /// <summary>
    /// Of age at <paramref name="now"/>: by the birth date or, without one, because somebody recorded it. Never because something is
    /// missing.
    /// </summary>
    public bool IsAdult(DateTimeOffset now) => Age(now) is AgeGroup.Adult;

    /// <summary>Records that this is an adult. The first record stays.</summary>
    public void RecordAdult(Actor? by, DateTimeOffset now)
    {
        if (KnownAdultAt is null)
            (KnownAdultAt, KnownAdultBy) = (now, by?.PersonId.Value);
    }

    /// <summary>The roster undoes what a roster said; what somebody here said stays.</summary>
    public void ForgetRostersAdult()
    {
        if (KnownAdultBy is null)
            KnownAdultAt = null;
    }
}
