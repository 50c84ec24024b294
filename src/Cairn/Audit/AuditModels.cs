namespace Cairn.Audit;

/// <param name="Person">Whose events are shown; null: everybody's.</param>
/// <param name="PersonId">The same for the form.</param>
public sealed record AuditModel(
    Form Filter,
    string? Person,
    string? PersonId,
    IReadOnlyList<Choice> Actions,
    IReadOnlyList<TrailLine> Lines,
    string? Next,
    string? First
)
{
    private const string Url = "/operations/audit";

    internal static AuditModel Of(
        TrailFilter filter,
        PageOf<AuditEvent> page,
        IReadOnlyDictionary<Guid, string> names,
        bool further,
        IStringLocalizer<Texts> texts
    )
    {
        var query = QueryString
            .Create(
                new Dictionary<string, string?>
                {
                    ["person"] = filter.Person?.ToString(),
                    ["action"] = filter.Action,
                    ["day"] = filter.Day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                }.Where(pair => pair.Value is not null)
            )
            .ToUriComponent();
        return new AuditModel(
            Form.Of(new { action = filter.Action, day = filter.Day }),
            filter.Person is { } person ? names.GetValueOrDefault(person.Value, texts[Texts.AuditSomebodyElse]) : null,
            filter.Person?.ToString(),
            [.. Names(texts).OrderBy(one => one.Label, StringComparer.CurrentCulture)],
            [.. page.Items.Select(one => TrailLine.Of(one, names, texts))],
            page.HasMore ? $"{Url}{(query.Length == 0 ? "?" : query + "&")}after={page.Items[^1].Id}" : null,
            further ? Url + query : null
        );
    }

    private const string ActionText = "Audit.Action.";

    /// <summary>Every action that has a name for people.</summary>
    private static IEnumerable<Choice> Names(IStringLocalizer<Texts> texts) =>
        texts
            .GetAllStrings(includeParentCultures: true)
            .Where(text => text.Name.StartsWith(ActionText, StringComparison.Ordinal))
            .Select(text => new Choice(text.Name[ActionText.Length..], text.Value))
            .DistinctBy(one => one.Value);

    internal static string NameOf(string action, IStringLocalizer<Texts> texts) =>
        texts[ActionText + action] is { ResourceNotFound: false } text ? text.Value : action;
}

/// <param name="By">Who acted; null: Cairn, or somebody who did not get in.</param>
/// <param name="About">A person's name, or what kind of thing with its id.</param>
/// <param name="ByUrl">What else they did.</param>
public sealed record TrailLine(
    DateTimeOffset At,
    string? By,
    string? ByUrl,
    string Action,
    string About,
    string? AboutUrl,
    string? Address,
    string? Detail
)
{
    internal static TrailLine Of(AuditEvent one, IReadOnlyDictionary<Guid, string> names, IStringLocalizer<Texts> texts)
    {
        var isPerson = one.SubjectKind == nameof(Person);
        return new TrailLine(
            one.At,
            one.ActorPersonId is { } by ? names.GetValueOrDefault(by, texts[Texts.AuditSomebodyElse]) : null,
            one.ActorPersonId is { } actor ? UrlOf(actor) : null,
            AuditModel.NameOf(one.Action, texts),
            isPerson ? names.GetValueOrDefault(one.SubjectId, texts[Texts.AuditSomebodyElse]) : $"{one.SubjectKind} {one.SubjectId:N}",
            isPerson ? UrlOf(one.SubjectId) : null,
            one.Address is { Length: > 0 } ? one.Address : null,
            one.Detail
        );
    }

    private static string UrlOf(Guid person) => $"/operations/audit?person={person:N}";
}
