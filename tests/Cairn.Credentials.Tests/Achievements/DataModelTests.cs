using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Cairn.Credentials.Achievements;
using Cairn.Credentials.Achievements.Rules;

namespace Cairn.Credentials.Tests.Achievements;

/// <summary>The table of classes against the published, machine-readable data model, and the typed classes against the table.</summary>
public partial class DataModelTests
{
    // Included from a model that is not published with it: no lines to compare with; the official schema has them.
    static readonly HashSet<string> Elsewhere = ["Address", "GeoCoordinates", "IdentifierEntry"];

    [StandardsFact]
    public void The_table_says_what_the_published_model_says()
    {
        var published = Published();
        foreach (var type in DataModel.Classes.Values)
        {
            if (type.Name is "ClrCredential" or "ClrSubject" or "Association" || Elsewhere.Contains(type.Name))
                continue;

            var envelope = type.Name.StartsWith("Profile", StringComparison.Ordinal) ? [] : Inherited(type.Name, published);
            var lines = envelope.Concat(published[type.Name]).GroupBy(l => l.Name).ToDictionary(g => g.Key, g => g.Last());
            lines.Remove("type");
            var table = type.Members.ToDictionary(m => m.Name, m => (m.Required, m.Several));
            if (type.Name == "Profile")
                foreach (var mixin in MixedIn)
                    Assert.True(table.Remove(mixin), mixin);
            // awardedDate stands in both envelopes; VC 1.1 endorsements have it too.
            Assert.Equal(
                lines.Values.Select(l => $"{type.Name}.{l.Name} {(l.Required, l.Several)}").Order(StringComparer.Ordinal),
                table.Select(m => $"{type.Name}.{m.Key} {m.Value}").Order(StringComparer.Ordinal)
            );
        }
    }

    [StandardsFact]
    public void The_enumerations_are_the_published_ones()
    {
        var published = Published();
        Assert.Equal(published["AchievementType"].Select(l => l.Name).Order(), AchievementTypes.All.Order());
        Assert.Equal(published["AlignmentTargetType"].Select(l => l.Name).Order(), AlignmentTargetTypes.All.Order());
        Assert.Equal(published["ResultType"].Select(l => l.Name).Order(), ResultTypes.All.Order());
        Assert.Equal(published["ResultStatusType"].Select(l => l.Name).Order(), ResultStatusTypes.All.Order());
    }

    public static TheoryData<Type> Typed =>
        [
            typeof(AchievementCredential),
            typeof(EndorsementCredential),
            typeof(ClrCredential),
            typeof(AchievementSubject),
            typeof(EndorsementSubject),
            typeof(ClrSubject),
            typeof(Achievement),
            typeof(Alignment),
            typeof(Criteria),
            typeof(Evidence),
            typeof(Related),
            typeof(Result),
            typeof(ResultDescription),
            typeof(RubricCriterionLevel),
            typeof(Profile),
            typeof(Address),
            typeof(GeoCoordinates),
            typeof(Image),
            typeof(IdentityObject),
            typeof(IdentifierEntry),
            typeof(Association),
            typeof(CredentialSchema),
            typeof(CredentialStatus),
            typeof(RefreshService),
            typeof(TermsOfUse),
            typeof(Proof),
        ];

    [Theory, MemberData(nameof(Typed))]
    public void Every_member_of_the_table_has_its_property(Type type)
    {
        var properties = ((IJsonTypeInfoResolver)OpenBadgesContext.Default)
            .GetTypeInfo(type, OpenBadgesContext.Default.Options)!
            .Properties.Where(p => !p.IsExtensionData)
            .ToDictionary(p => p.Name);
        foreach (var member in DataModel.Classes[type.Name].Members)
        {
            Assert.True(properties.TryGetValue(member.Name, out var property), member.Name);
            Assert.Equal(
                member.Several,
                property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            );
            // Contexts have a default; validFrom is optional so that VC 1.1 documents can be read.
            if (member.Name is not ("@context" or "validFrom"))
                Assert.Equal(
                    (member.Name, member.Required),
                    (
                        member.Name,
                        property.IsRequired || member.Name == "name" && property.PropertyType == typeof(string) && member.Required
                    )
                );
        }
    }

    static readonly string[] MixedIn =
    [
        "phone",
        "email",
        "familyName",
        "givenName",
        "additionalName",
        "patronymicName",
        "honorificPrefix",
        "honorificSuffix",
        "familyNamePrefix",
    ];

    static IEnumerable<Line> Inherited(string type, Dictionary<string, List<Line>> published) =>
        type.EndsWith("Credentialv1p1", StringComparison.Ordinal) ? [.. published["VerifiableCredentialv1p1"], Awarded]
        : type.EndsWith("Credential", StringComparison.Ordinal) ? published["VerifiableCredential"]
        : [];

    static Line Awarded => new("awardedDate", false, false);

    static Dictionary<string, List<Line>> Published()
    {
        Dictionary<string, List<Line>> classes = [];
        List<Line> current = [];
        foreach (var line in Standards.Text("openbadges/common_credentials.lines").Split('\n'))
        {
            if (Opening().Match(line) is { Success: true } opening)
                classes[opening.Groups[1].Value] = current = [];
            else if (Property().Match(line) is { Success: true } p)
                current.Add(new(p.Groups[1].Value, p.Groups[2].Value[0] != '0', p.Groups[2].Value[^1] == '*'));
        }

        return classes;
    }

    sealed record Line(string Name, bool Required, bool Several);

    [GeneratedRegex(@"^\s*(?:Class|Include) (\S+)")]
    private static partial Regex Opening();

    [GeneratedRegex(@"^\s*Property (\S+) \S+ ([012](?:\.\.[1*])?)(?:\s|$)")]
    private static partial Regex Property();
}
