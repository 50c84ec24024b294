using System.Collections.Frozen;
using static Cairn.Credentials.Achievements.Rules.ModelKind;

namespace Cairn.Credentials.Achievements.Rules;

/// <summary>The classes of Open Badges 3.0 and CLR 2.0 as a table: one line per class, its members with kind and cardinality.</summary>
static class DataModel
{
    static readonly IReadOnlyList<ModelMember> Credential2 =
    [
        new("@context", Context, Required: true, Several: true),
        Must("id", Iri),
        Must("issuer", ModelKind.ProfileRef),
        Must("validFrom", ZonedInstant),
        May("validUntil", ZonedInstant),
    ];

    // VC Data Model 1.1: only for verification (Open Badges 3.0, AnyAchievementCredential).
    static readonly IReadOnlyList<ModelMember> Credential1 =
    [
        new("@context", Context, Required: true, Several: true),
        Must("id", Iri),
        new("issuer", ModelKind.Object, Required: true, Several: false, "Profile"),
        Must("issuanceDate", ZonedInstant),
        May("expirationDate", ZonedInstant),
    ];

    static readonly IReadOnlyList<ModelMember> Envelope =
    [
        May("description"),
        May("awardedDate", ZonedInstant),
        Some("proof", "Proof"),
        Some("credentialSchema", "CredentialSchema"),
        One("credentialStatus", "CredentialStatus"),
        One("refreshService", "RefreshService"),
        Some("termsOfUse", "TermsOfUse"),
    ];

    static readonly IReadOnlyList<ModelMember> Endorsed = [Endorsements, May("endorsementJwt", Jws) with { Several = true }];

    static ModelMember Endorsements => new("endorsement", ModelKind.Credential, Required: false, Several: true, "EndorsementCredential");
    static ModelMember AlignmentMember => Some("alignment", "Alignment");
    static ModelMember Narrative => May("narrative");

    static readonly IReadOnlyList<string> VC = ["VerifiableCredential"];
    static readonly IReadOnlyList<string> Badge = ["AchievementCredential", "OpenBadgeCredential"];

    internal static FrozenDictionary<string, ModelClass> Classes { get; } =
        new ModelClass[]
        {
            new(
                "AchievementCredential",
                [
                    .. Credential2,
                    .. Envelope,
                    .. Endorsed,
                    May("name"),
                    One("image", "Image"),
                    OneOf("credentialSubject", "AchievementSubject"),
                    Some("evidence", "Evidence"),
                ]
            )
            {
                Types = [VC, Badge],
            },
            new(
                "AchievementCredentialv1p1",
                [
                    .. Credential1,
                    .. Envelope,
                    .. Endorsed,
                    Must("name"),
                    One("image", "Image"),
                    OneOf("credentialSubject", "AchievementSubject"),
                    Some("evidence", "Evidence"),
                ]
            )
            {
                Types = [VC, Badge],
            },
            new("EndorsementCredential", [.. Credential2, .. Envelope, Must("name"), OneOf("credentialSubject", "EndorsementSubject")])
            {
                Types = [VC, ["EndorsementCredential"]],
            },
            new("EndorsementCredentialv1p1", [.. Credential1, .. Envelope, Must("name"), OneOf("credentialSubject", "EndorsementSubject")])
            {
                Types = [VC, ["EndorsementCredential"]],
            },
            new(
                "ClrCredential",
                [
                    .. Credential2,
                    .. Envelope,
                    .. Endorsed,
                    Must("name"),
                    One("image", "Image"),
                    May("partial", Flag),
                    OneOf("credentialSubject", "ClrSubject"),
                    Some("evidence", "Evidence"),
                ]
            )
            {
                Types = [VC, ["ClrCredential"]],
            },
            Of(
                "AchievementSubject",
                May("id", Iri),
                May("activityEndDate", Instant),
                May("activityStartDate", Instant),
                May("creditsEarned", Number),
                OneOf("achievement", "Achievement"),
                Some("identifier", "IdentityObject"),
                One("image", "Image"),
                May("licenseNumber"),
                Narrative,
                Some("result", "Result"),
                May("role"),
                One("source", "Profile"),
                May("term")
            ),
            Of("EndorsementSubject", Must("id", Iri), May("endorsementComment")),
            Of(
                "ClrSubject",
                May("id", Iri),
                Some("identifier", "IdentityObject"),
                new("verifiableCredential", ModelKind.Credential, Required: true, Several: true),
                Some("achievement", "Achievement"),
                Some("association", "Association")
            ),
            Of(
                "Achievement",
                [
                    Must("id", Iri),
                    AlignmentMember,
                    May("achievementType", AchievementTypes.All),
                    One("creator", "Profile"),
                    May("creditsAvailable", Number),
                    OneOf("criteria", "Criteria"),
                    Must("description"),
                    .. Endorsed,
                    May("fieldOfStudy"),
                    May("humanCode"),
                    One("image", "Image"),
                    May("inLanguage", Language),
                    Must("name"),
                    Some("otherIdentifier", "IdentifierEntry"),
                    Some("related", "Related"),
                    Some("resultDescription", "ResultDescription"),
                    May("specialization"),
                    May("tag") with
                    {
                        Several = true,
                    },
                    May("version"),
                ]
            ),
            Of(
                "Alignment",
                May("targetCode"),
                May("targetDescription"),
                Must("targetName"),
                May("targetFramework"),
                May("targetType", AlignmentTargetTypes.All),
                Must("targetUrl", Iri)
            ),
            new("Criteria", May("id", Iri), Narrative) { Typed = false },
            Of("Evidence", May("id", Iri), Narrative, May("name"), May("description"), May("genre"), May("audience")),
            Of("Related", Must("id", Iri), May("inLanguage", Language), May("version")),
            Of(
                "Result",
                May("achievedLevel", Iri),
                AlignmentMember,
                May("resultDescription", Iri),
                May("status", ResultStatusTypes.All) with
                {
                    Extensible = false,
                },
                May("value")
            ),
            Of(
                "ResultDescription",
                Must("id", Iri),
                AlignmentMember,
                May("allowedValue") with
                {
                    Several = true,
                },
                Must("name"),
                May("requiredLevel", Iri),
                May("requiredValue"),
                May("resultType", ResultTypes.All) with
                {
                    Required = true,
                },
                Some("rubricCriterionLevel", "RubricCriterionLevel"),
                May("valueMax"),
                May("valueMin")
            ),
            Of("RubricCriterionLevel", Must("id", Iri), AlignmentMember, May("description"), May("level"), Must("name"), May("points")),
            Of(
                "Profile",
                [
                    Must("id", Iri),
                    May("name"),
                    May("url", Iri),
                    May("phone"),
                    May("description"),
                    .. Endorsed,
                    One("image", "Image"),
                    May("email"),
                    One("address", "Address"),
                    Some("otherIdentifier", "IdentifierEntry"),
                    May("official"),
                    One("parentOrg", "Profile"),
                    May("familyName"),
                    May("givenName"),
                    May("additionalName"),
                    May("patronymicName"),
                    May("honorificPrefix"),
                    May("honorificSuffix"),
                    May("familyNamePrefix"),
                    May("dateOfBirth", Date),
                ]
            ),
            Of(
                "Address",
                May("addressCountry"),
                May("addressCountryCode"),
                May("addressRegion"),
                May("addressLocality"),
                May("streetAddress"),
                May("postOfficeBoxNumber"),
                May("postalCode"),
                One("geo", "GeoCoordinates")
            ),
            Only("GeoCoordinates", Must("latitude", Number), Must("longitude", Number)),
            Only("Image", Must("id", Iri), May("caption")) with
            {
                Closed = true,
            },
            Only(
                "IdentityObject",
                Must("hashed", Flag),
                Must("identityHash"),
                May("identityType", IdentifierTypes.All) with
                {
                    Required = true,
                },
                May("salt")
            ) with
            {
                Closed = true,
            },
            Only("IdentifierEntry", Must("identifier"), May("identifierType", IdentifierTypes.All) with { Required = true }) with
            {
                Closed = true,
            },
            Only(
                "Association",
                May("associationType", AssociationTypes.All) with
                {
                    Required = true,
                    Extensible = false,
                },
                Must("sourceId", Iri),
                Must("targetId", Iri)
            ) with
            {
                Closed = true,
            },
            new("CredentialSchema", Must("id", Iri)),
            new("CredentialStatus", Must("id", Iri)),
            new("RefreshService", Must("id", Iri)),
            new("TermsOfUse", May("id", Iri)),
            new(
                "Proof",
                May("created", Instant),
                May("cryptosuite"),
                May("challenge"),
                May("domain"),
                May("nonce"),
                May("proofPurpose"),
                May("proofValue"),
                May("verificationMethod", Iri)
            ),
        }.ToFrozenDictionary(c => c.Name, StringComparer.Ordinal);

    static ModelClass Of(string name, params ModelMember[] members) =>
        new(name, members)
        {
            Types =
            [
                [name],
            ],
        };

    static ModelClass Only(string name, params ModelMember[] members) => new(name, members) { OnlyType = name };

    static ModelMember Must(string name, ModelKind kind = Text) => new(name, kind, Required: true, Several: false);

    static ModelMember May(string name, ModelKind kind = Text) => new(name, kind, Required: false, Several: false);

    static ModelMember May(string name, IReadOnlySet<string> terms) => new(name, Term, Required: false, Several: false, Terms: terms);

    static ModelMember One(string name, string type) => new(name, ModelKind.Object, Required: false, Several: false, type);

    static ModelMember OneOf(string name, string type) => new(name, ModelKind.Object, Required: true, Several: false, type);

    static ModelMember Some(string name, string type) => new(name, ModelKind.Object, Required: false, Several: true, type);
}
