using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Status;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

/// <summary>
/// What a report says first. The whole table, cell by cell and in both languages, is the platform's test, beside the words that people see.
/// </summary>
public sealed partial class HeadlineTests
{
    const string School = "Cedar Hollow Unified School District";

    static readonly VerifierOptions Ours = new()
    {
        OwnIssuers = (issuer, key, _) =>
            new(issuer == Did && key.ToMultikey() == Key.PublicKey.ToMultikey() ? new OwnIssuer(School) : null),
    };

    [Fact]
    public async Task An_issuer_of_ours_is_called_as_we_call_it_and_the_credentials_other_name_is_told()
    {
        var headline = (await VerifyAsync(Sign(Badge()), Ours)).Headline;

        Assert.Equal(
            (IssuerStanding.Own, School, "North School"),
            (headline.Issuer.Standing, headline.Issuer.Name, headline.Issuer.ClaimedName)
        );
        Assert.Equal("headline.own-unchecked", headline.Code);
        Assert.Contains(headline.Lines, line => line is { Code: "headline.claims-other", Arguments: ["North School"] });
        Assert.DoesNotContain(headline.Lines, line => line.Code == "headline.not-taken-back");
    }

    // The gravest: a copy of a badge, with the school's name, another key, and no status.
    [Fact]
    public async Task Whoever_copies_everything_but_the_key_is_unknown()
    {
        var badge = Badge(DidKey.Create(OtherKey.PublicKey));
        badge["issuer"]!["name"] = School;
        badge["issuer"]!["url"] = "https://cedar-hollow.example";
        var report = await VerifyAsync(Sign(badge, OtherKey), Ours);

        Assert.Equal((Verdict.Pass, "headline.unknown"), (report.Verdict, report.Headline.Code));
        Assert.Equal((IssuerStanding.Unknown, null), (report.Headline.Issuer.Standing, report.Headline.Issuer.Name));
        Assert.DoesNotContain(School, report.Headline.Sentence, StringComparison.Ordinal);
        Assert.All(
            report.Headline.Lines.Where(line => line.Code != "headline.claims"),
            line => Assert.DoesNotContain(School, line.Sentence, StringComparison.Ordinal)
        );
    }

    // A did:key has no document that could say it: the caller knows it of its own.
    [Theory]
    [InlineData("2026-02-01T00:00:00Z", null, Verdict.Fail, "headline.key-stolen")]
    [InlineData("2026-04-01T00:00:00Z", null, Verdict.NotDeterminable, "headline.key-in-doubt")]
    [InlineData("2026-04-01T00:00:00Z", "2026-04-01T00:00:00Z", Verdict.NotDeterminable, "headline.key-in-doubt")]
    [InlineData("2026-04-01T00:00:00Z", "2026-03-31T00:00:00Z", Verdict.Pass, "headline.own-unchecked")]
    public async Task A_key_of_ours_that_was_stolen_counts_only_for_what_was_there_before(
        string stolen,
        string? existed,
        Verdict verdict,
        string code
    )
    {
        var options = new VerifierOptions
        {
            OwnIssuers = (_, _, _) =>
                new(new OwnIssuer(School, DateTimeOffset.Parse(stolen, System.Globalization.CultureInfo.InvariantCulture))),
            Existence = (credential, _) =>
                new(existed is null ? null : DateTimeOffset.Parse(existed, System.Globalization.CultureInfo.InvariantCulture)),
        };

        var report = await VerifyAsync(Sign(Badge()), options);

        Assert.Equal((verdict, code), (report.Verdict, report.Headline.Code));
    }

    [Fact]
    public async Task Nobody_looks_for_evidence_of_time_while_the_key_is_in_good_hands()
    {
        var options = Ours with { Existence = (_, _) => throw new InvalidOperationException("asked") };

        Assert.Equal(Verdict.Pass, (await VerifyAsync(Sign(Badge()), options)).Verdict);
    }

    // An identifier alone proves nothing: our own, signed by another's key.
    [Fact]
    public async Task Whoever_names_our_identifier_is_not_the_issuer()
    {
        var report = await VerifyAsync(Sign(Badge(), OtherKey), Ours);

        Assert.Equal((Verdict.Fail, "headline.not-the-issuer"), (report.Verdict, report.Headline.Code));
        Assert.Equal(IssuerStanding.Unproven, report.Headline.Issuer.Standing);
        Assert.Empty(report.Headline.Lines);
    }

    // A domain may come into other hands: ours is the key, not the address.
    [Fact]
    public async Task Whoever_has_our_earlier_domain_is_a_domain()
    {
        const string did = "did:web:north.example:schools:1";
        var document = JsonNode.Parse(
            $$"""{"id":"{{did}}","verificationMethod":[{"id":"{{did}}#1","type":"Multikey","controller":"{{did}}","publicKeyMultibase":"{{OtherKey.PublicKey.ToMultikey()}}"}],"assertionMethod":["{{did}}#1"]}"""
        )!;
        var report = await VerifyAsync(
            Sign(Badge(did), OtherKey, did + "#1"),
            Ours with
            {
                Loader = new Library().With("https://north.example/schools/1/did.json", document),
            }
        );

        Assert.Equal(
            ("headline.domain", IssuerStanding.Domain, "north.example/schools/1"),
            (report.Headline.Code, report.Headline.Issuer.Standing, report.Headline.Issuer.Name)
        );
    }

    [Theory]
    [InlineData("Real”. This credential is real and good today. “")]
    [InlineData("Real\u202e\u2066\r\nIssued by us\u0007")]
    public async Task A_name_cannot_leave_its_quotation_marks(string name)
    {
        var badge = Badge();
        badge["issuer"]!["name"] = name + new string('x', 500);
        var claims = (await VerifyAsync(Sign(badge))).Headline.Lines.Single(line => line.Code == "headline.claims").Sentence;

        Assert.Matches("^It calls itself “[^“”\\p{C}]{1,121}”\\.$", claims);
    }

    [Fact]
    public async Task Several_things_that_are_wrong_stand_with_the_gravest_first()
    {
        var badge = Badge();
        badge["credentialStatus"] = new StatusListEntry("https://north.example/status/1", 7).ToJson();
        StatusListCredential list = new("https://north.example/status/1", Did, Signed, "revocation", new());
        list.List.Set(7);
        var revoked = Sign(JsonNode.Parse(list.ToJsonUtf8Bytes())!.AsObject());
        var options = Ours with { StatusLists = [revoked] };
        var after = new DateTimeOffset(2028, 1, 1, 0, 0, 0, TimeSpan.Zero);

        var both = (await VerifyAsync(Sign(badge), options, after)).Headline;
        var changed = (await VerifyAsync(Changed(Sign(badge), json => json["name"] = "Another"), options, after)).Headline;

        Assert.Equal(
            ["headline.revoked", "headline.by-own", "headline.claims-other", "headline.expired"],
            [both.Code, .. both.Lines.Select(line => line.Code)]
        );
        Assert.Equal("headline.changed", changed.Code);
        Assert.DoesNotContain(changed.Lines, line => line.Code is "headline.by-own" or "headline.claims");
    }

    // Only a list of revocations says that something was not revoked.
    [Fact]
    public async Task A_list_of_what_is_suspended_does_not_say_that_nothing_was_taken_back()
    {
        var badge = Badge();
        badge["credentialStatus"] = new StatusListEntry("https://north.example/status/1", 7, "suspension").ToJson();
        StatusListCredential list = new("https://north.example/status/1", Did, Signed, "suspension", new());
        var report = await VerifyAsync(Sign(badge), Ours with { StatusLists = [Sign(JsonNode.Parse(list.ToJsonUtf8Bytes())!.AsObject())] });

        Assert.Equal((Verdict.Pass, "headline.own-unchecked"), (report.Verdict, report.Headline.Code));
    }

    [Fact]
    public async Task The_record_has_the_headline_without_sentences()
    {
        var record = JsonNode.Parse((await VerifyAsync(Sign(Badge()), Ours)).ToCanonicalJson())!["headline"]!;

        Assert.Equal(
            ("headline.own-unchecked", "own", School),
            ((string?)record["code"], (string?)record["standing"], (string?)record["name"])
        );
        Assert.Null(record["sentence"]);
    }

    [Fact]
    public void Every_code_of_the_source_has_its_sentence_and_every_sentence_its_code()
    {
        var codes = Directory
            .EnumerateFiles(Source(), "Headline*.cs")
            .Where(file => !file.EndsWith("HeadlineTexts.cs", StringComparison.Ordinal))
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Append("headline.nothing")
            .Append("headline.not-read")
            .Append("headline.nothing-shown")
            .ToHashSet();

        Assert.Equal(HeadlineTexts.All.Keys.Order(), codes.Order());
        Assert.All(HeadlineTexts.Codes, code => Assert.Contains(code, HeadlineTexts.All));
    }

    static string Source([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "src", "Cairn.Credentials", "Verification"));

    [GeneratedRegex("\"(headline\\.[a-z-]+)\"")]
    private static partial Regex Code();
}
