using System.Buffers;

namespace Cairn.Credentials.Verification;

/// <summary>
/// The verdict on one credential with every check that led to it, always complete and in the same order. The same bytes,
/// the same options and the same instant give the same report. Immutable.
/// </summary>
public sealed class VerificationReport
{
    readonly ContentDigest digest;
    readonly IssuerFinding issuer;

    /// <summary>Checks that do not say otherwise judged the credential.</summary>
    internal VerificationReport(
        IReadOnlyList<Check> checks,
        ContentDigest? digest,
        ReadOnlyMemory<byte> credential,
        VerificationSession session,
        IssuerFinding issuer
    )
    {
        this.digest = digest ?? ContentDigest.Of(credential);
        var basis = digest?.Alone ?? [];
        foreach (var check in checks)
            _ = check.On(basis);
        Checks = TooMuchWork.In(checks, session);
        Credential = credential;
        Instant = session.Instant;
        Documents = session.Documents;
        Verdict = VerdictOf(Checks);
        Work = session.Work.Spent;
        this.issuer = issuer;
    }

    /// <summary>What to say first, and the lines below it, without saying more than was checked.</summary>
    public Headline Headline => field ??= HeadlineOf.Credential(Checks, issuer);

    /// <summary>
    /// <see cref="Verdict.Fail"/> if any check fails, otherwise <see cref="Verdict.NotDeterminable"/> if any check that counts is,
    /// otherwise <see cref="Verdict.Pass"/>.
    /// </summary>
    public Verdict Verdict { get; }

    /// <summary>The checks, in the order of <see cref="CheckNames.All"/>.</summary>
    public IReadOnlyList<Check> Checks { get; }

    /// <summary>
    /// How much of <see cref="Limits.Work"/> was used when the report was made; for a credential in a presentation this includes what was
    /// used before it.
    /// </summary>
    public long Work { get; }

    /// <summary>The instant as of which the credential was judged.</summary>
    public DateTimeOffset Instant { get; }

    /// <summary>What was fetched for it, ordered by address: with these the verdict can be repeated.</summary>
    public IReadOnlyList<JudgedDocument> Documents { get; }

    /// <summary>
    /// The credential's JSON as it was judged, taken out of the picture if it was baked; empty if none could be read.
    /// </summary>
    public ReadOnlyMemory<byte> Credential { get; }

    /// <summary>The check with a name from <see cref="CheckNames"/>, as a whole.</summary>
    /// <exception cref="ArgumentException">There is no check of that name.</exception>
    public Check this[string name] =>
        Checks.FirstOrDefault(check => check.Name == name) ?? throw new ArgumentException("There is no check of that name.", nameof(name));

    /// <summary>The words of the JSON form: <c>pass</c>, <c>fail</c>, <c>not-determinable</c>, <c>not-performed</c>.</summary>
    public static string Word(Outcome outcome) =>
        outcome switch
        {
            Outcome.Pass => "pass",
            Outcome.Fail => "fail",
            Outcome.NotDeterminable => "not-determinable",
            Outcome.NotPerformed => "not-performed",
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };

    /// <summary>The words of the JSON form: <c>pass</c>, <c>fail</c>, <c>not-determinable</c>.</summary>
    public static string Word(Verdict verdict) => Word((Outcome)verdict);

    /// <summary>
    /// The report as JSON:
    /// <c>{"verdict":"pass","headline":{…},"checks":[{"name":"proof","outcome":"pass","code":"…","reason":"…","clause":"…"},…]}</c>, where
    /// the headline is
    /// <c>{"code":"…","arguments":[…],"sentence":"…","reason":"…","lines":[{"code":"…","arguments":[…],"sentence":"…"},…],
    /// "issuer":{"standing":"…","id":"…","name":"…","claimedName":"…","source":"…"}}</c>;
    /// its <c>reason</c> is there only if it says more.
    /// </summary>
    public byte[] ToJson(bool indented = false)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Relaxed(indented)))
            WriteTo(json);
        return buffer.WrittenSpan.ToArray();
    }

    internal static JsonWriterOptions Relaxed(bool indented) =>
        new() { Indented = indented, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The report for the record, as canonical JSON (RFC 8785) without sentences, which change with language and version:
    /// <c>{"checks":[{"arguments":[],"clause":"…","code":"…","judgedOn":["SHA-256",…],"name":"…","outcome":"pass"},…],
    /// "credential":"SHA-256","documents":[{"sha256":"…","url":"…"}],"headline":{"arguments":[],
    /// "code":"…","issuer":"…","name":"…","standing":"…"},"instant":"…","verdict":"pass"}</c>.
    /// The same bytes, documents, options and instant give the same bytes on any machine.
    /// </summary>
    public byte[] ToCanonicalJson() => CanonicalReport.Of(WriteCanonicalTo);

    internal void WriteCanonicalTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("verdict", Word(Verdict));
        json.WriteString("instant", XmlDateTime.Format(Instant));
        json.WriteString("credential", digest.Sha256);
        Headline.WriteCanonicalTo(json);
        CanonicalReport.Write(json, Documents);
        CanonicalReport.Write(json, Checks);
        json.WriteEndObject();
    }

    /// <summary>Writes the report into a larger JSON document.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteString("verdict", Word(Verdict));
        Headline.WriteTo(json);
        Write(json, Checks);
        json.WriteEndObject();
    }

    internal static Verdict VerdictOf(IReadOnlyList<Check> checks) =>
        checks.Any(check => check.Outcome == Outcome.Fail) ? Verdict.Fail
        : checks.Any(check => check is { Outcome: Outcome.NotDeterminable, Counts: true }) ? Verdict.NotDeterminable
        : Verdict.Pass;

    internal static void WriteHead(Utf8JsonWriter json, Check check)
    {
        json.WriteStartObject();
        json.WriteString("name", check.Name);
        if (check.Item > 0)
            json.WriteNumber("item", check.Item);
        json.WriteString("outcome", Word(check.Outcome));
        json.WriteString("code", check.Code);
    }

    internal static void Write(Utf8JsonWriter json, IReadOnlyList<Check> checks)
    {
        json.WriteStartArray("checks");
        foreach (var check in checks)
        {
            WriteHead(json, check);
            json.WriteString("reason", check.Reason);
            json.WriteString("clause", check.Clause);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
