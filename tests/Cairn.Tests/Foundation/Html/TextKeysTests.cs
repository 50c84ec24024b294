using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cairn.Assessing;
using Cairn.Awarding;
using Cairn.Credentials.Verification;
using Cairn.Design;
using Cairn.Design.Drafts;
using Cairn.Design.Reviews;
using Cairn.Earning;
using Cairn.Foundation.Html;
using Cairn.Foundation.Jobs;
using Cairn.Foundation.Outages;
using Cairn.Issuing.Keys;
using Cairn.Operations.Jobs;
using Cairn.Schools.Rosters;
using Cairn.Schools.Rosters.Reading;
using Cairn.Schools.Rosters.Saving;
using Cairn.SignIn.Devices;
using Cairn.SignIn.Invitations;
using Cairn.SignIn.Sessions;
using Cairn.Workspace;

namespace Cairn.Tests.Foundation.Html;

/// <summary>
/// A text is asked for by a constant, which the compiler checks. What it cannot check stands here: keys put together from a value, and
/// texts that nothing asks for.
/// </summary>
public sealed partial class TextKeysTests
{
    static readonly (string Folder, string Text)[] Files =
    [
        .. Directory
            .EnumerateFiles(Sources.Platform, "*.*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".cs" or ".razor")
            .Select(path => Path.GetRelativePath(Sources.Platform, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => path.Split('/')[0] is not ("obj" or "bin" or "Migrations"))
            .Select(path =>
                (
                    Path.GetDirectoryName(path)!.Replace('/', '.'),
                    Comment().Replace(File.ReadAllText(Path.Combine(Sources.Platform, path)), "")
                )
            ),
    ];

    static readonly Type[] Classes =
    [
        .. typeof(Frame)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith("Texts.resources", StringComparison.Ordinal))
            .Select(name => typeof(Frame).Assembly.GetType(name[..^".resources".Length], throwOnError: true)!),
    ];

    /// <summary>Keys put together: whose texts, the key with {0} for the value, and every value there is.</summary>
    static readonly (Type Texts, string Key, IEnumerable<string> Values)[] Composed =
    [
        (typeof(HtmlTexts), "Theme.{0}", Enum.GetNames<Theme>()),
        (typeof(Cairn.Foundation.Api.Texts), "http.{0}", ["400", "401", "403", "404", "405", "413", "415", "429", "500"]),
        (typeof(HtmlTexts), "Error.{0}.Title", Errors),
        (typeof(HtmlTexts), "Error.{0}.Body", Errors),
        (typeof(Cairn.SignIn.Accounts.Texts), "Account.Role.{0}", Enum.GetNames<SchoolRole>()),
        (typeof(Cairn.SignIn.Cards.Texts), "Device.{0}", Enum.GetNames<DeviceKind>()),
        (typeof(Cairn.SignIn.Invitations.Texts), "WaysIn.State.{0}", Enum.GetNames<WayIn>()),
        (typeof(Cairn.SignIn.Invitations.Texts), "WaysIn.Who.{0}", Enum.GetNames<PeopleKind>()),
        (typeof(Cairn.SignIn.Sessions.Texts), "Sessions.This.{0}", Enum.GetNames<DeviceForm>()),
        (typeof(Cairn.SignIn.Sessions.Texts), "Sessions.Device.{0}", Enum.GetNames<DeviceForm>()),
        (typeof(Cairn.Schools.Roles.Texts), "Role.{0}", Enum.GetNames<SchoolRole>()),
        (typeof(Cairn.Schools.Roles.Texts), "Role.{0}.Hint", RoleAssignment.ByHand.Select(role => role.ToString())),
        (typeof(Cairn.Schools.Rosters.Texts), "Rosters.State.{0}", Enum.GetNames<RosterImportState>()),
        (typeof(Cairn.Schools.Rosters.Texts), "Rosters.Ended.{0}", ["Imported", "Refused"]),
        (typeof(Cairn.Schools.Rosters.Texts), "Rosters.Kind.{0}", Tallies()),
        (typeof(Cairn.Schools.Rosters.Texts), "Rosters.Severity.{0}", ["error", "warning"]),
        (typeof(Cairn.Schools.Rosters.Texts), "Roster.Problem.{0}", RosterFlaw.All.Select(flaw => flaw.Code)),
        (typeof(Cairn.Issuing.Keys.Texts), "Keys.State.{0}", Enum.GetNames<KeyState>()),
        (typeof(Cairn.Design.Texts), "AssessmentTier.{0}", Enum.GetNames<AssessmentTier>()),
        (typeof(Cairn.Design.Texts), "Audience.{0}", Enum.GetNames<Audience>()),
        (typeof(Cairn.Design.Texts), "EvidenceKind.{0}", Enum.GetNames<EvidenceKind>()),
        (typeof(Cairn.Design.Texts), "SkillCategory.{0}", Enum.GetNames<SkillCategory>()),
        (typeof(Cairn.Design.Texts), "SkillLevel.{0}", Enum.GetNames<SkillLevel>()),
        (typeof(Cairn.Design.Texts), "SubjectFamily.{0}", Enum.GetNames<SubjectFamily>()),
        (typeof(Cairn.Design.Texts), "Judge.{0}", Enum.GetNames<AssessmentTier>()),
        (typeof(Cairn.Design.Texts), "State.{0}", Enum.GetNames<VersionState>()),
        (typeof(Cairn.Design.Drafts.Texts), "Section.{0}", Sections.All),
        (typeof(Cairn.Design.Drafts.Texts), "Shape.{0}", BadgeChoices.Shapes),
        (typeof(Cairn.Design.Drafts.Texts), "Colour.{0}", BadgeChoices.Colours),
        (typeof(Cairn.Design.Drafts.Texts), "Icon.{0}", BadgeChoices.Icons),
        (typeof(Cairn.Design.Reviews.Texts), "Check.{0}", ReviewPageModel.Lines),
        (typeof(Cairn.Design.Reviews.Texts), "Check.{0}.Hint", ReviewPageModel.Lines),
        (typeof(Cairn.Earning.Texts), "Kind.{0}", Enum.GetNames<EvidenceKind>()),
        (typeof(Cairn.Assessing.Texts), "Evidence.{0}", Enum.GetNames<EvidenceKind>()),
        (typeof(Cairn.Assessing.Texts), "Duty.Reason.{0}", Enum.GetNames<ReadingReason>()),
        (typeof(Cairn.Assessing.Texts), "Judge.Recommended{0}", Enum.GetNames<Recommendation>()),
        (typeof(Cairn.Assessing.Texts), "Recommendation.{0}", Enum.GetNames<Recommendation>()),
        (typeof(Cairn.Awarding.Texts), "Credential.Judging.{0}", Enum.GetNames<JudgeRelation>()),
        (typeof(Cairn.Awarding.Texts), "Reason.{0}", Enum.GetNames<RevocationReason>()),
        (typeof(Cairn.Awarding.Texts), "Told.{0}", Enum.GetNames<RevocationReason>().Select(JsonNamingPolicy.CamelCase.ConvertName)),
        (typeof(Cairn.Verifying.Texts), "Outcome.{0}", Enum.GetValues<Outcome>().Select(VerificationReport.Word)),
        (typeof(Cairn.Verifying.Texts), "Check.{0}", CheckNamesOfTheLibrary()),
        (typeof(Cairn.Verifying.Texts), "Reason.{0}", CheckReasons.All.Keys),
        (typeof(Cairn.Verifying.Texts), "Headline.{0}", HeadlineTexts.All.Keys.Select(code => code["headline.".Length..])),
        (typeof(Cairn.Workspace.Texts), "Part.{0}", Enum.GetNames<Part>()),
        (typeof(Cairn.Workspace.Texts), "Part.{0}.Lede", [nameof(Part.Overview), nameof(Part.Reflection)]),
        (typeof(Cairn.Workspace.Texts), "Next.{0}", Enum.GetNames<Part>()),
        (typeof(Cairn.Workspace.Texts), "Stands.{0}", Enum.GetNames<WorkStands>()),
        (typeof(Cairn.Operations.Jobs.Texts), "Job.{0}", Orders()),
        (typeof(Cairn.Operations.Jobs.Texts), "JobState.{0}", Enum.GetNames<JobState>()),
        (typeof(Cairn.Operations.Jobs.Texts), "Periodic.{0}", ["sweep"]),
    ];

    private static IEnumerable<string> Errors => [.. Enum.GetNames<Outage>(), "400", "403", "404", "413", "422", "429", "500"];

    public static TheoryData<string> ComposedKeys => [.. Composed.Select(row => $"{row.Texts} {row.Key}")];

    [Theory, MemberData(nameof(ComposedKeys))]
    public void A_composed_key_has_its_text_for_every_value(string row)
    {
        var (texts, key, values) = Composed.Single(one => row == $"{one.Texts} {one.Key}");
        var keys = Keys(texts).Select(field => field.GetRawConstantValue());
        Assert.NotEmpty(values);
        Assert.Empty(values.Select(value => string.Format(null, key, value)).Except(keys));
    }

    /// <summary>Another key that is put together needs its line above.</summary>
    [Fact]
    public void Every_composed_key_is_known()
    {
        var known = Composed.Select(row => row.Key.Split('{')[0]).Concat(["Audit.Action.", "Sessions.", Proving.Prefix]).ToHashSet();
        var found = Files
            .SelectMany(file => Beginning().Matches(file.Text))
            .Select(at => at.Groups[1].Value + at.Groups[2].Value)
            .ToHashSet();
        Assert.True(found.Count > 30, "the keys were not found");
        Assert.Empty(found.Except(known));
    }

    [Fact]
    public void No_text_is_asked_for_by_a_string() =>
        Assert.Empty(
            from file in Files
            from name in Localizer().Matches(file.Text).Select(match => match.Groups[1].Value).Append("texts").Distinct()
            from asked in Regex.Matches(
                file.Text,
                $@"\b{name}\[(""[\w.-]*\w""|[^\]\n]*[^\w$]""[\w-]+\.[\w.-]*\w"")|(Saying|Of)<[\w.]*Texts>\([^;\n]*""[\w-]+\.[\w.-]*\w"""
            )
            select $"{file.Folder}: {asked.Value}"
        );

    /// <summary>
    /// A refusal's code is its key. Names of audited actions stay as long as there are rows with them; AuditTrailTests holds that all are
    /// there.
    /// </summary>
    [Fact]
    public void Every_text_is_used()
    {
        var classes = Classes.ToDictionary(texts => texts.FullName!);
        var used = Files
            .SelectMany(file => Constant().Matches(file.Text).Select(match => (file.Folder, match)))
            .Select(one => Declared(Named(one.match.Groups[1].Value, one.Folder), one.match.Groups[2].Value))
            .Concat(Composed.SelectMany(row => row.Values.Select(value => ((Type?)row.Texts, string.Format(null, row.Key, value)))))
            .ToHashSet();
        var literals = Files.SelectMany(file => Code().Matches(file.Text)).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Empty(
            from texts in Classes
            from field in Keys(texts)
            where field.DeclaringType == texts
            let key = (string)field.GetRawConstantValue()!
            where !used.Contains((texts, key)) && !literals.Contains(key)
            where texts != typeof(Cairn.Audit.Texts) || !key.StartsWith("Audit.Action.", StringComparison.Ordinal)
            select $"{texts}: {key}"
        );

        Type? Named(string name, string folder)
        {
            if (name.Contains('.', StringComparison.Ordinal))
                return classes.GetValueOrDefault(name.StartsWith("Cairn.", StringComparison.Ordinal) ? name : $"Cairn.{name}");
            for (var at = $"Cairn.{folder}"; at.Contains('.', StringComparison.Ordinal); at = at[..at.LastIndexOf('.')])
                if (classes.GetValueOrDefault($"{at}.{name}") is { } texts)
                    return texts;
            return Classes.SingleOrDefault(texts => texts.Name == name && name != "Texts");
        }

        static (Type?, string) Declared(Type? texts, string constant) =>
            texts?.GetField(constant, BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy) is { } field
                ? (field.DeclaringType, (string)field.GetRawConstantValue()!)
                : (null, constant);
    }

    static IEnumerable<FieldInfo> Keys(Type texts) =>
        texts.GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy).Where(field => field.IsLiteral);

    static IEnumerable<string> CheckNamesOfTheLibrary() =>
        typeof(CheckNames)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!);

    static IEnumerable<string> Orders() =>
        typeof(Frame)
            .Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IJobOrder)) && !type.IsInterface)
            .Select(type => (string)type.GetProperty(nameof(IJobOrder.Kind))!.GetValue(null)!);

    static IEnumerable<string> Tallies() =>
        Files.SelectMany(file => Tally().Matches(file.Text)).Select(match => match.Groups[1].Value).Append(PersonSaving.Kind);

    [GeneratedRegex(@"(?m)^\s*//.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\$""([A-Z][A-Za-z]*\.[A-Za-z.]*)\{|""([A-Z][A-Za-z]*\.(?:[A-Za-z]+\.)*)""")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"IStringLocalizer<[\w.]+> (\w+)")]
    private static partial Regex Localizer();

    [GeneratedRegex(@"(?<![\w.])((?:\w+\.)*\w*Texts)\.(\w+)")]
    private static partial Regex Constant();

    [GeneratedRegex(@"""([a-z][\w-]*(?:\.[\w-]+)+)""")]
    private static partial Regex Code();

    [GeneratedRegex(@"\.Tally\(""(\w+)""\)")]
    private static partial Regex Tally();
}
