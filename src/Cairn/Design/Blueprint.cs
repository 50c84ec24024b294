namespace Cairn.Design;

/// <summary>
/// Everything that a micro-credential asks and promises: what its author writes, its reviewer checks, its learner reads before starting and
/// its assessor judges by. One version of a micro-credential is one blueprint; once published it never changes. Texts are Markdown where
/// they say so, plain otherwise. Keys are short, unique within the blueprint and never reused.
/// </summary>
internal sealed record Blueprint
{
    /// <summary>The name on the badge, up to 80 characters.</summary>
    public string Title { get; init; } = "";

    /// <summary>One competency, as what the earner can do: "Decides whether a source fits a question."</summary>
    public string Competency { get; init; } = "";

    /// <summary>Two or three sentences for the catalogue.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The key method: how the skill is practised (Markdown).</summary>
    public string Method { get; init; } = "";

    public SkillCategory Category { get; init; }

    /// <summary>The subject family, which gives the stone its colour.</summary>
    public SubjectFamily Subject { get; init; }

    public SkillLevel Level { get; init; }
    public IReadOnlyList<Audience> Audiences { get; init; } = [];
    public AssessmentTier Tier { get; init; }

    /// <summary>Typical effort of a learner in minutes, overview to reflection.</summary>
    public int EffortMinutes { get; init; }

    /// <summary>BCP 47 language of the texts.</summary>
    public string Language { get; init; } = "en";

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Part 1: questions that show that the learner knows what the skill is and why it matters.</summary>
    public IReadOnlyList<Question> Overview { get; init; } = [];

    /// <summary>Part 2: what the learner brings.</summary>
    public IReadOnlyList<EvidenceRequirement> Evidence { get; init; } = [];

    /// <summary>What part 2 is judged by: criteria × levels, each criterion's levels from low to high.</summary>
    public IReadOnlyList<Criterion> Rubric { get; init; } = [];

    /// <summary>Part 3: looking back.</summary>
    public IReadOnlyList<Question> Reflection { get; init; } = [];

    public IReadOnlyList<Resource> Resources { get; init; } = [];
    public IReadOnlyList<FrameworkAlignment> Alignments { get; init; } = [];
    public BadgeDesign Badge { get; init; } = new();

    /// <summary>Months until an award of it expires; null: never.</summary>
    public int? ValidForMonths { get; init; }

    /// <summary>One form on disk, in the database and in the API: camelCase names, enumerations as camelCase words.</summary>
    public static JsonSerializerOptions Json { get; } =
        new(JsonSerializerDefaults.Web)
        {
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
}

/// <summary>What kind of skill; gives the stone its outline.</summary>
internal enum SkillCategory
{
    Technical,
    Soft,
    Subject,
    Industry,
}

/// <summary>The subject family; gives the stone its colour.</summary>
internal enum SubjectFamily
{
    Mathematics,
    Language,
    Science,
    SocialStudies,
    Arts,
    Computing,
    Wellbeing,
    Career,
    Teaching,
}

/// <summary>How far along; gives the stone one to three bands.</summary>
internal enum SkillLevel
{
    Starting,
    Growing,
    Leading,
}

/// <summary>Who it is for.</summary>
internal enum Audience
{
    KTo2,
    Grades3To5,
    Grades6To8,
    Grades9To12,
    Educators,
}

/// <summary>How it is judged: by the learner's own teacher, or by trained assessors who may not know the learner.</summary>
internal enum AssessmentTier
{
    Classroom,
    Certified,
}

/// <param name="Key">Unique within the blueprint.</param>
/// <param name="Prompt">What is asked, in the learner's words.</param>
/// <param name="Hint">A start for somebody who is stuck.</param>
internal sealed record Question(string Key, string Prompt, string? Hint = null);

/// <param name="Key">Unique within the blueprint.</param>
/// <param name="Title">What to bring: "A five-day table".</param>
/// <param name="Description">What it must show (Markdown).</param>
/// <param name="Kinds">The forms that it may take.</param>
/// <param name="Required">Whether a submission without it is incomplete.</param>
/// <param name="Minimum">The fewest artifacts if it is required.</param>
internal sealed record EvidenceRequirement(
    string Key,
    string Title,
    string Description,
    IReadOnlyList<EvidenceKind> Kinds,
    bool Required = true,
    int Minimum = 1
);

/// <summary>The form that evidence takes. An observation is written by an adult about a child.</summary>
internal enum EvidenceKind
{
    Photo,
    Sound,
    Video,
    Document,
    Link,
    Text,
    Observation,
}

/// <param name="Key">Unique within the blueprint.</param>
/// <param name="Title">What is judged.</param>
/// <param name="Description">What to look for.</param>
/// <param name="Levels">From low to high.</param>
/// <param name="RequiredLevel">Key of the level that meets the criterion.</param>
/// <param name="Evidence">Keys of the evidence in which it shows.</param>
internal sealed record Criterion(
    string Key,
    string Title,
    string Description,
    IReadOnlyList<RubricLevel> Levels,
    string RequiredLevel,
    IReadOnlyList<string> Evidence
)
{
    /// <summary>Whether a level is the required one or one above it.</summary>
    public bool IsMetBy(string level)
    {
        var keys = Levels.Select(l => l.Key).ToList();
        return keys.IndexOf(level) >= keys.IndexOf(RequiredLevel);
    }
}

/// <param name="Key">Unique within its criterion.</param>
/// <param name="Name">"Not yet", "Almost", "Met", "Beyond".</param>
/// <param name="Description">What work at this level looks like.</param>
/// <param name="Points">Ordinal, ascending.</param>
internal sealed record RubricLevel(string Key, string Name, string Description, int Points);

/// <param name="Title">Its name.</param>
/// <param name="Url">An https address.</param>
/// <param name="Note">What it is good for.</param>
internal sealed record Resource(string Title, string Url, string? Note = null);

/// <summary>
/// An item of an academic framework or an occupation, named by identifier, code and address; its text stays with its publisher.
/// </summary>
/// <param name="Framework">"Common Core State Standards: English Language Arts".</param>
/// <param name="Identifier">The publisher's identifier (a CASE GUID, an O*NET-SOC code).</param>
/// <param name="Code">The human coding scheme: "W.4.8".</param>
/// <param name="Url">Names the item, and often leads to it: <c>https</c>, <c>http</c> (as many publishers have named theirs for years) or
/// <c>urn</c>.</param>
/// <param name="TargetType">Open Badges 3.0 <c>targetType</c>: <c>CFItem</c> or an <c>ext:</c> name.</param>
internal sealed record FrameworkAlignment(string Framework, string Identifier, string Code, string Url, string TargetType = "CFItem")
{
    public static bool IsIdentifier(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (IsAddress(url) || uri.Scheme == "urn");

    /// <summary>Something that a browser opens.</summary>
    public static bool IsAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);
}

/// <summary>
/// How the badge is drawn. Outline, colour and bands default to category, subject and level; an upload replaces the drawing.
/// </summary>
/// <param name="Shape">Outline: <c>hexagon</c>, <c>pebble</c>, <c>slab</c>, <c>shield</c>; null: by category.</param>
/// <param name="Colour">A palette name of the badge drawing; null: by subject.</param>
/// <param name="Icon">A name of the badge drawing's icon list.</param>
/// <param name="UploadSha256">The uploaded picture's file, lowercase hex; null: drawn.</param>
internal sealed record BadgeDesign(string? Shape = null, string? Colour = null, string Icon = "star", string? UploadSha256 = null);
