using Cairn.Credentials.Achievements;

namespace Cairn.Design.Achievements;

/// <summary>
/// A published version as an Open Badges 3.0 <see cref="Achievement"/>: what its public address serves and what every credential embeds,
/// member for member the same. Each version has its own address, because a published version never changes.
/// </summary>
internal static class AchievementDefinition
{
    /// <summary>The path of a version's public address; with the installation's origin before it, the achievement's <c>id</c>.</summary>
    public static string PathOf(Id<MicroCredentialVersion> version) => $"/achievements/{version.Value:D}";

    /// <summary>The path of its badge.</summary>
    public static string BadgePathOf(Id<MicroCredentialVersion> version) => $"{PathOf(version)}/badge";

    public static Achievement Of(MicroCredentialVersion version, string origin, Profile? creator)
    {
        var id = origin + PathOf(version.Id);
        var blueprint = version.Blueprint;
        return new Achievement
        {
            Id = id,
            AchievementType = "MicroCredential",
            Name = blueprint.Title,
            Description = blueprint.Competency,
            Criteria = new Criteria { Id = id, Narrative = Narrative(blueprint) },
            Image = new Image { Id = origin + BadgePathOf(version.Id), Caption = blueprint.Title },
            Creator = creator,
            InLanguage = blueprint.Language,
            Version = version.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Tag = [.. blueprint.Tags, blueprint.Tier is AssessmentTier.Certified ? "certified" : "classroom"],
            Alignment =
            [
                // Its code is its name: the item's text stays with its publisher.
                .. blueprint.Alignments.Select(a => new Alignment
                {
                    TargetName = a.Code,
                    TargetCode = a.Code,
                    TargetFramework = a.Framework,
                    TargetUrl = a.Url,
                    TargetType = a.TargetType,
                }),
            ],
            ResultDescription = AchievementResults.Of(id, blueprint),
        };
    }

    // Markdown in the blueprint's language: its own words, no sentence of ours.
    private static string Narrative(Blueprint blueprint)
    {
        var text = new StringBuilder(blueprint.Competency).Append("\n\n").Append(blueprint.Summary).Append('\n');
        foreach (var evidence in blueprint.Evidence.Where(evidence => evidence.Required))
            text.Append("\n- **").Append(evidence.Title).Append("** ").Append(OneLine(evidence.Description));
        text.Append('\n');
        foreach (var criterion in blueprint.Rubric)
            if (criterion.Levels.FirstOrDefault(level => level.Key == criterion.RequiredLevel) is { } needed)
                text.Append("\n- ")
                    .Append(criterion.Title)
                    .Append(": **")
                    .Append(needed.Name)
                    .Append(".** ")
                    .Append(OneLine(needed.Description));
        return text.ToString();
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
