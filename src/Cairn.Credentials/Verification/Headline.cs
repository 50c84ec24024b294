namespace Cairn.Credentials.Verification;

/// <summary>
/// What a report says first: one sentence, then the lines below it, never more than was checked. Who the issuer is decides what a genuine
/// signature means; if several things are wrong the most serious comes first, and below a failure nothing that the credential claims is
/// repeated as a fact. Immutable.
/// </summary>
public sealed class Headline
{
    /// <summary>Nothing that is wrong with the credential.</summary>
    internal const string Own = "headline.own",
        Listed = "headline.listed";

    internal Headline(
        string code,
        IssuerFinding issuer,
        Check? reason,
        IReadOnlyList<HeadlineLine> lines,
        params IReadOnlyList<string> arguments
    ) => (Code, Issuer, Reason, Lines, Arguments) = (code, issuer, reason, lines, arguments);

    /// <summary>A stable name: <c>headline.own</c>. <see cref="HeadlineTexts.All"/> lists them.</summary>
    public string Code { get; }

    /// <summary>
    /// What the sentence needs: a name, a web address, a date (as <c>2026-05-01T22:30:00-07:00</c>, with the offset that the issuer wrote).
    /// </summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>Who issued the credential, as far as that is known.</summary>
    public IssuerFinding Issuer { get; }

    /// <summary>The deciding check, if its own sentence says more than the headline's; otherwise null.</summary>
    public Check? Reason { get; }

    /// <summary>The lines below, in order: who, whether it was taken back, until when; what else is wrong.</summary>
    public IReadOnlyList<HeadlineLine> Lines { get; }

    /// <summary>
    /// Whether the input was nothing that could be checked: a photo, a letter, an empty file. That counts against nobody.
    /// </summary>
    public bool IsNothing => Code is HeadlineTexts.Nothing or HeadlineTexts.NotRead or HeadlineTexts.NothingShown;

    /// <summary>The headline as an English sentence. Other languages find theirs by <see cref="Code"/>.</summary>
    public string Sentence => HeadlineTexts.Sentence(Code, Arguments);

    internal HeadlineLine AsLine => new(Code, Arguments);

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject("headline");
        Write(json, Code, Arguments, Sentence);
        if (Reason is not null)
            json.WriteString("reason", Reason.Reason);
        json.WriteStartArray("lines");
        foreach (var line in Lines)
        {
            json.WriteStartObject();
            Write(json, line.Code, line.Arguments, line.Sentence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("issuer");
        json.WriteString("standing", IssuerFinding.Word(Issuer.Standing));
        json.WriteString("id", Issuer.Id);
        json.WriteString("name", Issuer.Name);
        json.WriteString("claimedName", Issuer.ClaimedName);
        json.WriteString("source", Issuer.Source);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>For the record: without sentences.</summary>
    internal void WriteCanonicalTo(Utf8JsonWriter json)
    {
        json.WriteStartObject("headline");
        json.WriteString("code", Code);
        CanonicalReport.Write(json, "arguments", Arguments);
        json.WriteString("issuer", Issuer.Id);
        json.WriteString("standing", IssuerFinding.Word(Issuer.Standing));
        json.WriteString("name", Issuer.Name);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string code, IReadOnlyList<string> arguments, string sentence)
    {
        json.WriteString("code", code);
        json.WriteStartArray("arguments");
        foreach (var argument in arguments)
            json.WriteStringValue(argument);
        json.WriteEndArray();
        json.WriteString("sentence", sentence);
    }
}

/// <summary>Another sentence below a headline.</summary>
/// <param name="Code">A stable name: <c>headline.not-taken-back</c>.</param>
/// <param name="Arguments">What the sentence needs.</param>
public sealed record HeadlineLine(string Code, params IReadOnlyList<string> Arguments)
{
    /// <summary>The sentence in English.</summary>
    public string Sentence => HeadlineTexts.Sentence(Code, Arguments);
}
