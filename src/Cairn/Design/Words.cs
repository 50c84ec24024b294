namespace Cairn.Design;

/// <summary>The choices of a blueprint in the reader's words: the text <c>SkillCategory.Soft</c>.</summary>
internal static class Words
{
    public static string Word<T>(this IStringLocalizer<Texts> texts, T choice)
        where T : struct, Enum => texts[$"{typeof(T).Name}.{choice}"];

    public static IReadOnlyList<Choice> Choices<T>(this IStringLocalizer<Texts> texts)
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(choice => new Choice(choice.ToString(), texts.Word(choice)))];

    /// <summary>"45 minutes", "about 2.5 hours".</summary>
    public static string Effort(this IStringLocalizer<Texts> texts, int minutes) =>
        minutes < 90
            ? texts[Texts.EffortMinutes, minutes]
            : texts[Texts.EffortHours, (Math.Round(minutes / 30d) / 2).ToString("0.#", CultureInfo.CurrentCulture)];
}
