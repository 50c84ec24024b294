using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Cairn.Credentials.Achievements;
using Cairn.Credentials.Baking;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Tests.Baking;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Tests.Examples;

/// <summary>
/// The code of README.md and docs/guides/verification.md, compiled and run. The documents show what is between the marks.
/// </summary>
public sealed partial class ReadmeExamples
{
#pragma warning disable RS0030 // A separate program uses the current time.
    [Fact]
    public async Task What_is_signed_in_five_lines_verifies_in_three()
    {
        // README: sign
        byte[] seed = new byte[SigningKey.SeedLength];
        using var key = SigningKey.Generate(seed);
        byte[] unsigned = PlanAnInvestigation(DidKey.Create(key.PublicKey), DateTimeOffset.UtcNow).ToJsonUtf8Bytes();
        ProofOptions proof = new(DidKey.VerificationMethod(key.PublicKey), DateTimeOffset.UtcNow);
        byte[] signed = DataIntegrity.Sign(unsigned, key, proof);
        // End

        await File.WriteAllBytesAsync("badge.png", PngBaking.Bake(Pictures.Png, signed));

        // README: verify
        Verifier verifier = new();
        VerificationReport report = await verifier.VerifyAsync(File.ReadAllBytes("badge.png"), DateTimeOffset.UtcNow);
        Console.WriteLine(report.Verdict);
        // End

        Assert.Equal(Verdict.Pass, report.Verdict);
    }
#pragma warning restore RS0030

    // README: badge
    static AchievementCredential PlanAnInvestigation(string issuer, DateTimeOffset from) =>
        new()
        {
            Id = $"urn:uuid:{Guid.CreateVersion7(from)}",
            Name = "Plan an investigation",
            Issuer = new Profile { Id = issuer, Name = "North School" },
            ValidFrom = from,
            CredentialSubject = new AchievementSubject
            {
                Id = "did:example:learner",
                Achievement = new Achievement
                {
                    Id = "https://north.example/achievements/1",
                    Name = "Plan an investigation",
                    Description = "Asks a question that can be tested and plans how.",
                    Criteria = new Criteria { Narrative = "A plan, judged by a rubric." },
                },
            },
        };

    // End

    [Theory]
    [InlineData("README.md", "verify", "sign", "badge")]
    [InlineData("src/Cairn.Credentials/README.md", "verify", "sign", "badge")]
    [InlineData("docs/guides/verification.md", "verify")]
    public void Fails_when_a_document_shows_other_code(string document, params string[] marks)
    {
        var shown = CSharpBlock().Matches(File.ReadAllText(Path.Combine(Root(), document))).Select(block => block.Groups[1].Value.Trim());
        Assert.Equal(marks.Select(Marked), shown);
    }

    static string Marked(string mark)
    {
        var lines = File.ReadAllLines(ThisFile())
            .SkipWhile(line => line.Trim() != $"// README: {mark}")
            .Skip(1)
            .TakeWhile(line => line.Trim() != "// End")
            .ToList();
        var indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : "")).TrimEnd();
    }

    static string Root() => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    static string ThisFile([CallerFilePath] string file = "") => file;

    [GeneratedRegex("```csharp\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
