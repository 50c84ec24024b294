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
        Assert.Equal(code == "recipient.matches" ? Verdict.Pass : code == "recipient.another" ? Verdict.Fail : Verdict.NotDeterminable, report.Verdict);
    }

    [Fact]
    public async Task Fails_when_the_hash_is_one_that_nobody_reads_any_more()
    {
        var badge = Badge();
        var identity = Identity(IdentityObject.Sha256("rosa@example.org", IdentifierTypes.EmailAddress, "salt"));
        identity["identityHash"] = "md5$0123456789abcdef0123456789abcdef";
        badge["credentialSubject"]!["identifier"] = new JsonArray(identity);
        var report = await VerifyAsync(Sign(badge), new() { Recipient = new("rosa@example.org", IdentifierTypes.EmailAddress) });

        Assert.Equal((Outcome.NotDeterminable, "recipient.not-comparable"), (report[CheckNames.Recipient].Outcome, report[CheckNames.Recipient].Code));
    }

    [Fact]
    public async Task Is_not_asked_without_a_recipient() =>
        Assert.DoesNotContain((await VerifyAsync(Sign(Badge()))).Checks, check => check.Name == CheckNames.Recipient);

    static JsonNode Identity(IdentityObject identity) =>
        JsonNode.Parse($$"""
            {"type":"IdentityObject","hashed":{{(identity.Hashed ? "true" : "false")}},"identityHash":"{{identity.IdentityHash}}","identityType":"{{identity.IdentityType}}"
            {{(identity.Salt is { } salt ? $",\"salt\":\"{salt}\"" : "")}} }
            """)!;
}
