using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Cairn.Credentials.Achievements;

/// <summary>Terms that extend an enumeration: <c>ext:</c> and a name (Open Badges 3.0, extensible enumerated vocabularies).</summary>
public static partial class ExtensionTerms
{
    /// <summary>Whether the term has the form of an extension.</summary>
    /// <param name="term">The term.</param>
    public static bool IsExtension(string term) => Form().IsMatch(term);

    [GeneratedRegex(@"^ext:[A-Za-z0-9._|-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

/// <summary><c>achievementType</c> (Open Badges 3.0, AchievementType); extensible.</summary>
public static class AchievementTypes
{
    /// <summary>A micro-credential.</summary>
    public const string MicroCredential = "MicroCredential";

    /// <summary>A competency, shared by many issuers.</summary>
    public const string Competency = "Competency";

    /// <summary>A learning program: a stack.</summary>
    public const string LearningProgram = "LearningProgram";

    /// <summary>All terms that are not extensions.</summary>
    public static IReadOnlySet<string> All { get; } =
        FrozenSet.Create(
            StringComparer.Ordinal,
            "Achievement",
            "ApprenticeshipCertificate",
            "Assessment",
            "Assignment",
            "AssociateDegree",
            "Award",
            "Badge",
            "BachelorDegree",
            "Certificate",
            "CertificateOfCompletion",
            "Certification",
            "CommunityService",
            "Competency",
            "Course",
            "CoCurricular",
            "Degree",
            "Diploma",
            "DoctoralDegree",
            "Fieldwork",
            "GeneralEducationDevelopment",
            "JourneymanCertificate",
            "LearningProgram",
            "License",
            "Membership",
            "ProfessionalDoctorate",
            "QualityAssuranceCredential",
            "MasterCertificate",
            "MasterDegree",
            "MicroCredential",
            "ResearchDoctorate",
            "SecondarySchoolDiploma"
        );
}

/// <summary><c>targetType</c> (Open Badges 3.0, AlignmentTargetType); extensible. ESCO and O*NET have no term of their own.</summary>
public static class AlignmentTargetTypes
{
    /// <summary>An item of a CASE framework.</summary>
    public const string CFItem = "CFItem";

    /// <summary>All terms that are not extensions.</summary>
    public static IReadOnlySet<string> All { get; } =
        FrozenSet.Create(
            StringComparer.Ordinal,
            "ceasn:Competency",
            "ceterms:Credential",
            "CFItem",
            "CFRubric",
            "CFRubricCriterion",
            "CFRubricCriterionLevel",
            "CTDL"
        );
}

/// <summary><c>resultType</c> (Open Badges 3.0, ResultType); extensible.</summary>
public static class ResultTypes
{
    /// <summary>A level of a rubric's criterion.</summary>
    public const string RubricCriterionLevel = "RubricCriterionLevel";

    /// <summary>A status of <see cref="ResultStatusTypes"/>.</summary>
    public const string Status = "Status";

    /// <summary>A percentage.</summary>
    public const string Percent = "Percent";

    /// <summary>All terms that are not extensions.</summary>
    public static IReadOnlySet<string> All { get; } =
        FrozenSet.Create(
            StringComparer.Ordinal,
            "GradePointAverage",
            "LetterGrade",
            "Percent",
            "PerformanceLevel",
            "PredictedScore",
            "RawScore",
            "Result",
            "RubricCriterion",
            "RubricCriterionLevel",
            "RubricScore",
            "ScaledScore",
            "Status"
        );
}

/// <summary><c>status</c> of a result (Open Badges 3.0, ResultStatusType); closed.</summary>
public static class ResultStatusTypes
{
    /// <summary>Achieved; the default where no status is given.</summary>
    public const string Completed = "Completed";

    /// <summary>All terms.</summary>
    public static IReadOnlySet<string> All { get; } =
        FrozenSet.Create(StringComparer.Ordinal, "Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew");
}

/// <summary><c>identityType</c> and <c>identifierType</c> (Open Badges 3.0, IdentifierTypeEnum); extensible.</summary>
public static class IdentifierTypes
{
    /// <summary>An e-mail address.</summary>
    public const string EmailAddress = "emailAddress";

    /// <summary>A person's name.</summary>
    public const string Name = "name";

    /// <summary>An identifier of a OneRoster roster.</summary>
    public const string OneRosterSourcedId = "oneRosterSourcedId";

    /// <summary>An identifier of a student information system.</summary>
    public const string SisSourcedId = "sisSourcedId";

    /// <summary>All terms that are not extensions.</summary>
    public static IReadOnlySet<string> All { get; } =
        FrozenSet.Create(
            StringComparer.Ordinal,
            "name",
            "sourcedId",
            "systemId",
            "productId",
            "userName",
            "accountId",
            "emailAddress",
            "nationalIdentityNumber",
            "isbn",
            "issn",
            "lisSourcedId",
            "oneRosterSourcedId",
            "sisSourcedId",
            "ltiContextId",
            "ltiDeploymentId",
            "ltiToolId",
            "ltiPlatformId",
            "ltiUserId",
            "identifier"
        );
}

/// <summary><c>associationType</c> (CLR 2.0, AssociationType); closed.</summary>
public static class AssociationTypes
{
    /// <summary>The source is a part of the target: a step of a pathway.</summary>
    public const string IsPartOf = "isPartOf";

    /// <summary>The source comes before the target.</summary>
    public const string Precedes = "precedes";

    /// <summary>All terms.</summary>
    public static IReadOnlySet<string> All { get; } =
        FrozenSet.Create(
            StringComparer.Ordinal,
            "exactMatchOf",
            "isChildOf",
            "isParentOf",
            "isPartOf",
            "isPeerOf",
            "isRelatedTo",
            "precedes",
            "replacedBy"
        );
}
