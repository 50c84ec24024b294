using System.Text.Json.Nodes;
using Cairn.Credentials.Achievements;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

public sealed class RecipientCheckTests
{
    [Theory]
    [InlineData("rosa@example.org", IdentifierTypes.EmailAddress, "recipient.matches")]
    [InlineData(" Rosa@Example.org ", IdentifierTypes.EmailAddress, "recipient.matches")]
    [InlineData("rosa@example.org", null, "recipient.matches")]
    [InlineData("did:example:learner", null, "recipient.matches")]
    [InlineData("Rosa Delgado", IdentifierTypes.Name, "recipient.matches")]
    [InlineData("rosa@example.com", IdentifierTypes.EmailAddress, "recipient.another")]
    [InlineData("did:example:learner", IdentifierTypes.EmailAddress, "recipient.another")]
    [InlineData("rosa delgado", IdentifierTypes.EmailAddress, "recipient.another")]
    [InlineData("", IdentifierTypes.EmailAddress, "recipient.another")]
    [InlineData("27", IdentifierTypes.OneRosterSourcedId, "recipient.not-named")]
    public async Task Compares_hashed_and_plain_identifiers(string identifier, string? type, string code)
    {
        var badge = Badge();
        badge["credentialSubject"]!["identifier"] = new JsonArray(
            Identity(IdentityObject.Sha256("rosa@example.org", IdentifierTypes.EmailAddress, "salt")),
            Identity(IdentityObject.Plain("Rosa Delgado", IdentifierTypes.Name))
        );
        var report = await VerifyAsync(Sign(badge), new() { Recipient = new(identifier, type) });

        Assert.Equal(code, report[CheckNames.Recipient].Code);
        Assert.Equal(
            code == "recipient.matches" ? Verdict.Pass
                : code == "recipient.another" ? Verdict.Fail
                : Verdict.NotDeterminable,
            report.Verdict
        );
    }

    // Typed, stated: the same letters composed (NFC) and decomposed (NFD), in capitals and small.
    const string Composed = "Zo\u00eb@sch\u00fcle.example";
    const string Decomposed = "Zoe\u0308@schu\u0308le.example";

    [Theory]
    [InlineData("IVY.QUILL@MARROW.EXAMPLE", "Ivy.Quill@Marrow.example", IdentifierTypes.EmailAddress, true)]
    [InlineData("ivy.quill@marrow.example", "Ivy.Quill@Marrow.example", IdentifierTypes.EmailAddress, true)]
    [InlineData("ivy.quill@marrow.example", "Ivy.Quill@Marrow.example", "userName", true)]
    [InlineData("ivy.quil@marrow.example", "Ivy.Quill@Marrow.example", IdentifierTypes.EmailAddress, false)]
    [InlineData("ivy.quill@marrow.example", "ivy.quill@marrow.example ", IdentifierTypes.EmailAddress, false)]
    [InlineData(Composed, Decomposed, IdentifierTypes.EmailAddress, true)]
    [InlineData(Decomposed, Composed, IdentifierTypes.EmailAddress, true)]
    [InlineData("ZO\u00cb@schu\u0308le.example", Composed, IdentifierTypes.EmailAddress, true)]
    [InlineData("zoe@schule.example", Composed, IdentifierTypes.EmailAddress, false)]
    [InlineData("Zo\u00eb N\u00fa\u00f1ez", "Zoe\u0308 Nu\u0301n\u0303ez", IdentifierTypes.Name, true)]
    [InlineData("zo\u00eb n\u00fa\u00f1ez", "Zoe\u0308 Nu\u0301n\u0303ez", IdentifierTypes.Name, false)]
    [InlineData("Zoe Nunez", "Zoe\u0308 Nu\u0301n\u0303ez", IdentifierTypes.Name, false)]
    [InlineData(" AB-12 ", "AB-12", "sisSourcedId", true)]
    [InlineData("ab-12", "AB-12", "sisSourcedId", false)]
    [InlineData("\ud800@x.example", "Ivy@x.example", IdentifierTypes.EmailAddress, false)]
    [InlineData("", "Ivy@x.example", IdentifierTypes.EmailAddress, false)]
    public async Task Compares_plain_identifiers_as_people_mean_them(string typed, string stated, string type, bool isSame) =>
        Assert.Equal(
            isSame ? "recipient.matches" : "recipient.another",
            await CodeAsync(typed, type, Identity(IdentityObject.Plain(stated, type)))
        );

    // A hash has one form; all are tried that whoever hashed may have taken for the same.
    [Theory]
    [InlineData("Ivy.Quill@Marrow.Example", "ivy.quill@marrow.example", IdentifierTypes.EmailAddress, true)]
    [InlineData("Ivy.Quill@Marrow.Example", "Ivy.Quill@marrow.example", IdentifierTypes.EmailAddress, true)]
    [InlineData("Ivy.Quill@Marrow.Example", "Ivy.Quill@Marrow.Example", IdentifierTypes.EmailAddress, true)]
    [InlineData(" Ivy.Quill@Marrow.Example", "Ivy.Quill@Marrow.Example", IdentifierTypes.EmailAddress, true)]
    [InlineData("ivy.quil@marrow.example", "ivy.quill@marrow.example", IdentifierTypes.EmailAddress, false)]
    [InlineData(Composed, Decomposed, IdentifierTypes.EmailAddress, true)]
    [InlineData(Decomposed, Composed, IdentifierTypes.EmailAddress, true)]
    [InlineData("ZOE\u0308@SCHU\u0308LE.EXAMPLE", "zo\u00eb@sch\u00fcle.example", IdentifierTypes.EmailAddress, true)]
    [InlineData("Zo\u00eb", "Zoe\u0308", IdentifierTypes.Name, true)]
    [InlineData("ZO\u00cb", "zo\u00eb", IdentifierTypes.Name, false)]
    public async Task Compares_hashes_of_every_form(string typed, string hashed, string type, bool isSame) =>
        Assert.Equal(
            isSame ? "recipient.matches" : "recipient.another",
            await CodeAsync(typed, type, Identity(IdentityObject.Sha256(hashed, type, "salt")))
        );

    // What is a DID or a URL is it letter by letter.
    [Theory]
    [InlineData("did:example:learner", "recipient.matches")]
    [InlineData(" did:example:learner\n", "recipient.matches")]
    [InlineData("DID:example:learner", "recipient.another")]
    [InlineData("did:example:Learner", "recipient.another")]
    public async Task Compares_the_subjects_id_exactly(string typed, string code) => Assert.Equal(code, await CodeAsync(typed, null));

    [Theory]
    [InlineData("http://x.example/Zo\u00eb", "recipient.matches")]
    [InlineData("http://x.example/Zoe\u0308", "recipient.another")]
    [InlineData("http://x.example/zo\u00eb", "recipient.another")]
    public async Task Compares_addresses_exactly(string typed, string code)
    {
        var badge = Badge();
        badge["credentialSubject"]!["id"] = "http://x.example/Zo\u00eb";
        Assert.Equal(code, (await VerifyAsync(Sign(badge), new() { Recipient = new(typed) }))[CheckNames.Recipient].Code);
    }

    static async Task<string> CodeAsync(string typed, string? type, params JsonNode[] identities)
    {
        var badge = Badge();
        badge["credentialSubject"]!["identifier"] = new JsonArray(identities);
        return (await VerifyAsync(Sign(badge), new() { Recipient = new(typed, type) }))[CheckNames.Recipient].Code;
    }

    [Fact]
    public async Task Fails_when_the_hash_is_one_that_nobody_reads_any_more()
    {
        var badge = Badge();
        var identity = Identity(IdentityObject.Sha256("rosa@example.org", IdentifierTypes.EmailAddress, "salt"));
        identity["identityHash"] = "md5$0123456789abcdef0123456789abcdef";
        badge["credentialSubject"]!["identifier"] = new JsonArray(identity);
        var report = await VerifyAsync(Sign(badge), new() { Recipient = new("rosa@example.org", IdentifierTypes.EmailAddress) });

        Assert.Equal(
            (Outcome.NotDeterminable, "recipient.not-comparable"),
            (report[CheckNames.Recipient].Outcome, report[CheckNames.Recipient].Code)
        );
    }

    [Fact]
    public async Task Is_not_asked_without_a_recipient() =>
        Assert.DoesNotContain((await VerifyAsync(Sign(Badge()))).Checks, check => check.Name == CheckNames.Recipient);

    static JsonNode Identity(IdentityObject identity) =>
        JsonNode.Parse(
            $$"""
            {"type":"IdentityObject","hashed":{{(
                identity.Hashed ? "true" : "false"
            )}},"identityHash":"{{identity.IdentityHash}}","identityType":"{{identity.IdentityType}}"
            {{(identity.Salt is { } salt ? $",\"salt\":\"{salt}\"" : "")}} }
            """
        )!;
}
