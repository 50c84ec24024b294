using System.Text.Json;

namespace Cairn.Credentials.Verification;

/// <summary>The verdict on a presentation: its own checks, and a report for each credential in it. Immutable.</summary>
public sealed class PresentationReport
{
    internal PresentationReport(IReadOnlyList<Check> checks, IReadOnlyList<VerificationReport> credentials)
    {
        Checks = checks;
        Credentials = credentials;
        List<Verdict> verdicts = [VerificationReport.VerdictOf(checks), .. credentials.Select(report => report.Verdict)];
        Verdict =
            verdicts.Contains(Verdict.Fail) ? Verdict.Fail
            : verdicts.Contains(Verdict.NotDeterminable) ? Verdict.NotDeterminable
            : Verdict.Pass;
    }

    /// <summary>The worst of the presentation's own verdict and those of its credentials.</summary>
    public Verdict Verdict { get; }

    /// <summary><see cref="CheckNames.Parse"/>, <see cref="CheckNames.Proof"/> (each) and <see cref="CheckNames.Holder"/>.</summary>
    public IReadOnlyList<Check> Checks { get; }

    /// <summary>The reports on the credentials, in the presentation's order.</summary>
    public IReadOnlyList<VerificationReport> Credentials { get; }

    /// <summary>The check of a name, as a whole.</summary>
    /// <exception cref="ArgumentException">There is no check of that name.</exception>
    public Check this[string name] =>
        Checks.FirstOrDefault(check => check.Name == name) ?? throw new ArgumentException("There is no check of that name.", nameof(name));

    /// <summary>Writes the report: <c>{"verdict":"pass","checks":[…],"credentials":[{…},…]}</c>.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteString("verdict", VerificationReport.Word(Verdict));
        VerificationReport.Write(json, Checks);
        json.WriteStartArray("credentials");
        foreach (var credential in Credentials)
            credential.WriteTo(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
