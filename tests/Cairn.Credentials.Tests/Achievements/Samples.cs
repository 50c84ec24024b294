using System.Text.Json;
using Cairn.Credentials.Achievements;
using Cairn.Credentials.Status;

namespace Cairn.Credentials.Tests.Achievements;

/// <summary>Documents built from code that use every class of the model.</summary>
static class Samples
{
    const string Home = "https://badges.example.edu";
    static readonly DateTimeOffset Granted = new(2026, 11, 22, 9, 30, 0, TimeSpan.FromHours(1));

    public static AchievementCredential Badge =>
        new()
        {
            Id = "urn:uuid:019373ab-0000-7000-8000-000000000001",
            Name = "Source detective",
            Description = "Decides whether a source fits a question.",
            Image = Picture,
            Issuer = District,
            ValidFrom = Granted,
            ValidUntil = Granted.AddYears(3),
            AwardedDate = Granted,
            CredentialSubject = new()
            {
                Id = "did:example:learner",
                Identifier = [IdentityObject.Sha256("learner@example.edu", IdentifierTypes.EmailAddress, "pebble")],
                Achievement = Detective,
                ActivityStartDate = Granted.AddDays(-30),
                ActivityEndDate = Granted,
                CreditsEarned = 0.5m,
                Image = Picture,
                LicenseNumber = "7",
                Narrative = "Three sources, one question.",
                Result =
                [
                    new()
                    {
                        ResultDescription = "urn:x:r1",
                        AchievedLevel = "urn:x:r1:met",
                        Alignment = [Standard],
                    },
                    new()
                    {
                        ResultDescription = "urn:x:r2",
                        Status = "Completed",
                        Value = "3",
                    },
                ],
                Role = "Reader",
                Source = new() { Id = Home + "/schools/3", Name = "Lakeside" },
                Term = "Autumn",
            },
            Endorsement = [Endorsement],
            EndorsementJwt = ["a.b.c"],
            Evidence =
            [
                new()
                {
                    Id = Home + "/evidence/9",
                    Name = "Table",
                    Description = "A table.",
                    Narrative = "*Mine.*",
                    Genre = "Table",
                    Audience = "Class",
                },
            ],
            CredentialSchema = [CredentialSchema.OpenBadge],
            CredentialStatus = CredentialStatus.From(new StatusListEntry(Home + "/status/1", 94_567)),
            RefreshService = new() { Id = Home + "/refresh/1" },
            TermsOfUse = [new() { Id = Home + "/terms", Type = "ext:Terms" }],
            Proof =
            [
                new()
                {
                    Type = "DataIntegrityProof",
                    Created = Granted,
                    Cryptosuite = "eddsa-rdfc-2022",
                    ProofPurpose = "assertionMethod",
                    VerificationMethod = "did:key:z6Mk#z6Mk",
                    ProofValue = "z1",
                },
            ],
        };

    public static EndorsementCredential Endorsement =>
        new()
        {
            Id = "urn:uuid:019373ab-0000-7000-8000-000000000002",
            Name = "The museum stands by it",
            Issuer = "did:web:museum.example.org",
            ValidFrom = Granted,
            CredentialSubject = new() { Id = Home + "/achievements/1", EndorsementComment = "We use it." },
        };

    public static ClrCredential Record =>
        new()
        {
            Id = "urn:uuid:019373ab-0000-7000-8000-000000000003",
            Name = "Everything so far",
            Issuer = District,
            ValidFrom = Granted,
            Partial = true,
            CredentialSubject = new()
            {
                Id = "did:example:learner",
                VerifiableCredential = [JsonDocument.Parse(Badge.ToJsonUtf8Bytes()).RootElement],
                Achievement = [Detective],
                Association =
                [
                    new()
                    {
                        AssociationType = AssociationTypes.IsPartOf,
                        SourceId = Home + "/achievements/1",
                        TargetId = Home + "/achievements/2",
                    },
                ],
            },
        };

    public static Achievement Detective =>
        new()
        {
            Id = Home + "/achievements/1",
            AchievementType = AchievementTypes.MicroCredential,
            Name = "Source detective",
            Description = "Decides whether a source fits a question.",
            Criteria = new() { Id = Home + "/achievements/1/criteria", Narrative = "Bring three sources." },
            Image = Picture,
            Creator = District,
            Alignment = [Standard],
            ResultDescription =
            [
                new()
                {
                    Id = "urn:x:r1",
                    Name = "Judges the author",
                    ResultType = ResultTypes.RubricCriterionLevel,
                    RequiredLevel = "urn:x:r1:met",
                    Alignment = [Standard],
                    RubricCriterionLevel =
                    [
                        new()
                        {
                            Id = "urn:x:r1:almost",
                            Name = "Almost",
                            Points = "1",
                            Level = "1",
                            Description = "Names the author.",
                        },
                        new()
                        {
                            Id = "urn:x:r1:met",
                            Name = "Met",
                            Points = "2",
                            Alignment = [Standard],
                        },
                    ],
                },
                new()
                {
                    Id = "urn:x:r2",
                    Name = "Status",
                    ResultType = ResultTypes.Status,
                    AllowedValue = ["1", "2", "3"],
                    RequiredValue = "2",
                },
                new()
                {
                    Id = "urn:x:r3",
                    Name = "Share",
                    ResultType = ResultTypes.Percent,
                    ValueMin = "0",
                    ValueMax = "100",
                    RequiredValue = "80",
                },
            ],
            CreditsAvailable = 0.5m,
            FieldOfStudy = "Language",
            Specialization = "Reading",
            HumanCode = "SD-1",
            InLanguage = "en-US",
            Version = "2",
            Tag = ["sources", "reading"],
            OtherIdentifier = [new() { Identifier = "1", IdentifierType = "identifier" }],
            Related =
            [
                new()
                {
                    Id = Home + "/achievements/1/es",
                    InLanguage = "es",
                    Version = "2",
                },
            ],
            Endorsement = [Endorsement],
            EndorsementJwt = ["a.b.c"],
            Extensions = new Dictionary<string, JsonElement>
            {
                ["tier"] = JsonDocument.Parse("\"certified\"").RootElement,
                ["more"] = JsonDocument.Parse("""{"b":1,"a":[1,null]}""").RootElement,
            },
        };

    public static Profile District =>
        new()
        {
            Id = "did:web:badges.example.edu",
            Name = "Example District",
            Url = Home,
            Phone = "+1 555 0100",
            Description = "Three schools.",
            Image = Picture,
            Email = "badges@example.edu",
            Address = new()
            {
                AddressCountry = "USA",
                AddressCountryCode = "US",
                AddressRegion = "MN",
                AddressLocality = "Lakeside",
                StreetAddress = "1 First St",
                PostOfficeBoxNumber = "1",
                PostalCode = "55555",
                Geo = new() { Latitude = 44.95m, Longitude = -93.1m },
            },
            OtherIdentifier = [new() { Identifier = "27-1", IdentifierType = IdentifierTypes.OneRosterSourcedId }],
            Official = "A. Clerk",
            ParentOrg = new() { Id = "did:web:state.example.gov" },
            DateOfBirth = "1990-01-01",
            GivenName = "A",
            FamilyName = "B",
            Endorsement = [Endorsement],
        };

    static Image Picture => new() { Id = Home + "/images/1.png", Caption = "A grey stone with one band." };

    static Alignment Standard =>
        new()
        {
            TargetName = "W.4.8",
            TargetUrl = "https://case.example.org/CFItems/1",
            TargetCode = "W.4.8",
            TargetFramework = "Standards",
            TargetType = AlignmentTargetTypes.CFItem,
            TargetDescription = "Recall and gather.",
        };
}
