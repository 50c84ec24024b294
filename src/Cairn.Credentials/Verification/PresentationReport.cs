using System.Buffers;

namespace Cairn.Credentials.Verification;

/// <summary>The verdict on a presentation: its own checks, and a report for each credential in it. Immutable.</summary>
public sealed class PresentationReport
{
    readonly ContentDigest digest;
    readonly bool isAsked;

    internal PresentationReport(
        IReadOnlyList<Check> checks,
        IReadOnlyList<VerificationReport> credentials,
        PresentationRequest request,
        ContentDigest digest,
        VerificationSession session
    )
    {
        this.digest = digest;
        foreach (var check in checks)
            _ = check.On(digest.Alone);
        Checks = TooMuchWork.In(checks, session);
        Credentials = credentials;
        Instant = session.Instant;
        Work = session.Work.Spent;
        Documents = session.Documents;
        List<Verdict> verdicts = [VerificationReport.VerdictOf(Checks), .. credentials.Select(report => report.Verdict)];
        Verdict =
            verdicts.Contains(Verdict.Fail) ? Verdict.Fail
            : verdicts.Contains(Verdict.NotDeterminable) ? Verdict.NotDeterminable
            : Verdict.Pass;
        isAsked = request.Challenge is not null;
    }

    /// <summary>What to say first: what the weakest credential says, and who showed it, if that was proven.</summary>
    public Headline Headline => field ??= HeadlineOf.Presentation(Checks, Credentials, isAsked);

    /// <summary>The worst of the presentation's own verdict and its credentials' verdicts.</summary>
    public Verdict Verdict { get; }

    /// <summary><see cref="CheckNames.Parse"/>, <see cref="CheckNames.Proof"/> (each) and <see cref="CheckNames.Holder"/>.</summary>
    public IReadOnlyList<Check> Checks { get; }

    /// <summary>The reports on the credentials, in the presentation's order.</summary>
    public IReadOnlyList<VerificationReport> Credentials { get; }

    /// <summary>How much of <see cref="Limits.Work"/> was used for the presentation and everything in it.</summary>
    public long Work { get; }

    /// <summary>The instant as of which the presentation was judged.</summary>
    public DateTimeOffset Instant { get; }

    /// <summary>
    /// What was fetched for the presentation itself, ordered by address; each credential's report has its own.
    /// </summary>
    public IReadOnlyList<JudgedDocument> Documents { get; }

    /// <summary>The check with this name, as a whole.</summary>
    /// <exception cref="ArgumentException">There is no check of that name.</exception>
    public Check this[string name] =>
        Checks.FirstOrDefault(check => check.Name == name) ?? throw new ArgumentException("There is no check of that name.", nameof(name));

    /// <summary>The report as JSON: <c>{"verdict":"pass","headline":{…},"checks":[…],"credentials":[{…},…]}</c>.</summary>
    public byte[] ToJson(bool indented = false)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, VerificationReport.Relaxed(indented)))
            WriteTo(json);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// The report for the record, as <see cref="VerificationReport.ToCanonicalJson"/> gives it for a credential:
    /// <c>{"checks":[…],"credentials":[{…},…],"documents":[…],"headline":{…},"instant":"…","presentation":"SHA-256","verdict":"pass"}</c>.
    /// </summary>
    public byte[] ToCanonicalJson() =>
        CanonicalReport.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("verdict", VerificationReport.Word(Verdict));
            json.WriteString("instant", XmlDateTime.Format(Instant));
            json.WriteString("presentation", digest.Sha256);
            Headline.WriteCanonicalTo(json);
            CanonicalReport.Write(json, Documents);
            CanonicalReport.Write(json, Checks);
            json.WriteStartArray("credentials");
            foreach (var credential in Credentials)
                credential.WriteCanonicalTo(json);
            json.WriteEndArray();
            json.WriteEndObject();
        });

    /// <summary>Writes the report into a larger JSON document.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteString("verdict", VerificationReport.Word(Verdict));
        Headline.WriteTo(json);
        VerificationReport.Write(json, Checks);
        json.WriteStartArray("credentials");
        foreach (var credential in Credentials)
            credential.WriteTo(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
