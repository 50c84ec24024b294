using System.Text.Json;
using Cairn.Credentials.Achievements;
using Cairn.Credentials.Tests.Cli;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Tests.Verification;

/// <summary>
/// Inputs that went wrong once, which lie beside the standards' data in <c>cases</c>: their verdict and the codes that make it, by the
/// library and by the command line.
/// </summary>
public sealed class SharedCasesTests
{
    static readonly DateTimeOffset At = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string?, string?, Verdict, string[]> Cases { get; } =
        new()
        {
            { "credentials/small-order-1.json", null, null, Verdict.Fail, ["proof=key.unsafe", "issuer-key=key.unsafe"] },
            {
                "20-bare-did-key.json",
                null,
                null,
                Verdict.Pass,
                ["proof=proof.valid", "issuer-key=issuer.key-in-force", "issuer=issuer.key-confirmed"]
            },
            { "21-clock-20s-ahead.json", "2026-05-02T09:30:00Z", null, Verdict.Pass, ["proof=proof.valid", "validity=validity.unlimited"] },
            { "21-clock-20s-ahead.json", "2026-05-02T09:25:20Z", null, Verdict.Pass, ["proof=proof.valid", "validity=validity.unlimited"] },
            { "21-clock-20s-ahead.json", "2026-05-02T09:25:19Z", null, Verdict.Fail, ["proof=proof.future", "validity=validity.not-yet"] },
            { "23-ob2-hosted.svg", null, null, Verdict.NotDeterminable, ["parse=parse.open-badges-2", "proof=proof.hosted-offline"] },
            { "24-doctype-baked.svg", null, null, Verdict.Pass, ["parse=parse.credential", "proof=proof.valid"] },
            { "31-recipient-mixed-case.json", null, "ivy.quill@marrow.example", Verdict.Pass, ["recipient=recipient.matches"] },
            { "31-recipient-mixed-case.json", null, "ivy.quil@marrow.example", Verdict.Fail, ["recipient=recipient.another"] },
            { "33-awarded-in-the-evening.json", null, null, Verdict.Pass, ["proof=proof.valid", "validity=validity.unlimited"] },
        };

    [CasesTheory]
    [MemberData(nameof(Cases))]
    public async Task Gives_its_verdict(string file, string? at, string? recipient, Verdict verdict, string[] codes)
    {
        var instant = at is null ? At : DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        VerifierOptions options = new() { Recipient = recipient is null ? null : new(recipient) };
        var report = await new Verifier(options).VerifyAsync(SharedCases.Bytes(file), instant);

        Assert.Equal(verdict, report.Verdict);
        Assert.Equal(
            codes,
            codes.Select(code => code[..code.IndexOf('=', StringComparison.Ordinal)]).Select(name => $"{name}={report[name].Code}")
        );

        using CommandLine cairn = new();
        string[] arguments =
        [
            "verify",
            SharedCases.PathOf(file),
            "--json",
            "--at",
            at ?? XmlDateTime.Format(At),
            .. recipient is null ? (string[])[] : ["--recipient", recipient],
        ];
        Assert.Equal(
            verdict switch
            {
                Verdict.Pass => 0,
                Verdict.Fail => 1,
                _ => 2,
            },
            await cairn.RunAsync(arguments)
        );
        var checks = JsonDocument.Parse(cairn.Output).RootElement.GetProperty("checks").EnumerateArray();
        Assert.Superset(
            codes.ToHashSet(),
            checks.Select(check => $"{check.GetProperty("name").GetString()}={check.GetProperty("code").GetString()}").ToHashSet()
        );
    }

    // Nobody proved who shows it; that says nothing of the credential in it.
    [CasesFact]
    public async Task A_credential_in_an_unsigned_presentation_is_genuine()
    {
        var report = await new Verifier().VerifyPresentationAsync(SharedCases.Bytes("30-unsigned-presentation.json"), new(), At);
        Assert.Equal(Verdict.Pass, Assert.Single(report.Credentials).Verdict);
        Assert.Equal("proof.nobody-shows", report[CheckNames.Proof].Code);
        Assert.Equal("headline.unknown", report.Headline.Code);
    }

    [CasesFact]
    public async Task A_badge_is_baked_into_a_picture_with_a_document_type()
    {
        using CommandLine cairn = new();
        Assert.Equal(
            0,
            await cairn.RunAsync(
                "bake",
                SharedCases.PathOf("25-doctype-picture.svg"),
                SharedCases.PathOf("20-bare-did-key.json"),
                "--out",
                cairn.PathOf("badge.svg")
            )
        );
        Assert.Equal(0, await cairn.RunAsync("unbake", cairn.PathOf("badge.svg"), "--out", cairn.PathOf("badge.json")));
        Assert.Equal(0, await cairn.RunAsync("verify", cairn.PathOf("badge.svg"), "--at", XmlDateTime.Format(At)));

        Assert.DoesNotContain("DOCTYPE", await File.ReadAllTextAsync(cairn.PathOf("badge.svg")), StringComparison.Ordinal);
        Assert.Equal(SharedCases.Bytes("20-bare-did-key.json"), await File.ReadAllBytesAsync(cairn.PathOf("badge.json")));
    }

    [CasesFact]
    public async Task The_day_is_the_one_that_the_issuer_wrote()
    {
        using CommandLine cairn = new();
        Assert.Equal(0, await cairn.RunAsync("inspect", SharedCases.PathOf("33-awarded-in-the-evening.json")));
        Assert.Matches(@"Awarded +2026-05-01T22:30:00-07:00", cairn.Output);

        Assert.True(AchievementCredential.TryRead(SharedCases.Bytes("33-awarded-in-the-evening.json"), out var credential, out _));
        Assert.Equal((new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 1)), (credential.AwardedDate?.Day, credential.ValidFrom?.Day));
        Assert.Equal(TimeSpan.FromHours(-7), credential.AwardedDate?.Instant?.Offset);
    }
}
