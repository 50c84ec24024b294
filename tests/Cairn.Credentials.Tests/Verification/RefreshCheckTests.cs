using System.Text.Json.Nodes;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

public sealed class RefreshCheckTests
{
    const string Name = CheckNames.Refresh;
    const string Address = "https://north.example/refresh/1";

    [Fact]
    public async Task The_newer_version_is_judged()
    {
        // The old one has expired, the newer one has not.
        var old = Old(badge => badge["validUntil"] = "2026-04-01T00:00:00Z");
        await FailsAsync(CheckNames.Validity, "validity.expired", old);

        var report = await VerifyAsync(old, Online(Sign(Badge())));

        Assert.Equal((Verdict.Pass, "refresh.newer"), (report.Verdict, report[Name].Code));
        Assert.Equal(Sign(Badge()), report.Credential.ToArray());
    }

    [Fact]
    public async Task A_newer_version_that_is_bad_in_itself_fails() =>
        Assert.Equal(
            "validity.expired",
            (await VerifyAsync(Old(), Online(Sign(Changed("validUntil", "2026-04-01T00:00:00Z")))))[CheckNames.Validity].Code
        );

    public static TheoryData<string, string> Others { get; } =
        new()
        {
            { "another's", "refresh.of-another" },
            { "another id", "refresh.of-another" },
            { "forged", "refresh.of-another" },
            { "unsigned", "refresh.of-another" },
            { "a page", "refresh.unreadable" },
            { "nothing", "refresh.unreachable" },
        };

    [Theory]
    [MemberData(nameof(Others))]
    public async Task The_first_one_stays_when_what_lies_there_is(string other, string code)
    {
        var old = Old();
        var options = other switch
        {
            "another's" => Online(Sign(Badge(Keys.Other), OtherKey)),
            "another id" => Online(Sign(Changed("id", "urn:uuid:018f3c7e-0000-7000-8000-0000000000ff"))),
            "forged" => Online(Scenario.Changed(Sign(Badge()), badge => badge["name"] = "x")),
            "unsigned" => Online(System.Text.Encoding.UTF8.GetBytes(Badge().ToJsonString())),
            "a page" => Online("<html>"u8.ToArray()),
            _ => new VerifierOptions { Loader = new Library() },
        };
        var report = await VerifyAsync(old, options);

        Assert.Equal((Verdict.Pass, code), (report.Verdict, report[Name].Code));
        Assert.Equal(old, report.Credential.ToArray());
    }

    [Fact]
    public async Task Nobody_is_asked_when_the_signature_does_not_hold()
    {
        Library library = new();
        await VerifyAsync(Scenario.Changed(Old(), badge => badge["name"] = "x"), new() { Loader = library });
        Assert.Empty(library.Asked);
    }

    static class Keys
    {
        public static readonly string Other = Credentials.Keys.DidKey.Create(OtherKey.PublicKey);
    }

    static byte[] Old(Action<JsonObject>? change = null)
    {
        var badge = Badge();
        badge["@context"]!.AsArray().Add("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json");
        badge["refreshService"] = new JsonObject { ["id"] = Address, ["type"] = "1EdTechCredentialRefresh" };
        change?.Invoke(badge);
        return Sign(badge);
    }

    static JsonObject Changed(string member, string value)
    {
        var badge = Badge();
        badge[member] = value;
        return badge;
    }

    static VerifierOptions Online(byte[] newer) => new() { Loader = new Library().With(Address, newer) };
}
