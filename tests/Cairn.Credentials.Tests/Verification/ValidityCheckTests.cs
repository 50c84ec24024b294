using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

public sealed class ValidityCheckTests
{
    const string Name = CheckNames.Validity;
    static readonly DateTimeOffset From = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly DateTimeOffset Until = new(2027, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Passes_from_the_first_instant_to_the_last()
    {
        await PassesAsync(Name, "validity.current", Sign(Badge(), created: From), at: From);
        await PassesAsync(Name, "validity.current", Sign(Badge()), at: Until);
    }

    // Another clock may be five minutes behind (see ClockTests).
    [Fact]
    public Task Fails_when_it_is_not_yet_valid() =>
        FailsAsync(Name, "validity.not-yet", Sign(Badge()), at: From.AddMinutes(-5).AddTicks(-1));

    [Fact]
    public Task Fails_when_it_has_expired() => FailsAsync(Name, "validity.expired", Sign(Badge()), at: Until.AddTicks(1));

    [Fact]
    public Task Passes_without_an_end()
    {
        var badge = Badge();
        badge.Remove("validUntil");
        return PassesAsync(Name, "validity.unlimited", Sign(badge), at: Until.AddYears(100));
    }

    [Theory]
    [InlineData("validFrom", "2026-03-01")]
    [InlineData("validUntil", "2027-03-01T00:00:00 Z")]
    public Task Fails_when_a_date_is_none(string member, string value)
    {
        var badge = Badge();
        badge[member] = value;
        return FailsAsync(Name, "validity.malformed", Sign(badge));
    }

    // VC Data Model 2.0, 4.9: "incorrectly serialized without an offset MUST be interpreted as UTC".
    [Theory]
    [InlineData("2026-05-01T00:00:00", Outcome.Pass)]
    [InlineData("2026-04-30T23:59:59", Outcome.Fail)]
    public async Task A_time_without_a_zone_is_utc(string end, Outcome outcome)
    {
        var badge = Badge();
        badge["validUntil"] = end;
        Assert.Equal(outcome, (await VerifyAsync(Sign(badge)))[Name].Outcome);
    }

    [Fact]
    public Task Fails_when_the_end_comes_first()
    {
        var badge = Badge();
        badge["validUntil"] = "2026-02-01T00:00:00Z";
        return FailsAsync(Name, "validity.reversed", Sign(badge));
    }

    [Theory]
    [InlineData("2026-05-02T00:00:00Z", "2027-01-01T00:00:00Z", "validity.not-yet")]
    [InlineData("2026-01-01T00:00:00Z", "2026-04-30T00:00:00Z", "validity.expired")]
    public Task Fails_when_the_dates_of_data_model_1_exclude_the_instant(string issued, string expires, string code) =>
        FailsAsync(Name, code, Sign(OfDataModel1(issued, expires)));

    [Fact]
    public Task Passes_with_the_dates_of_data_model_1() =>
        PassesAsync(Name, "validity.current", Sign(OfDataModel1("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")));

    static System.Text.Json.Nodes.JsonObject OfDataModel1(string issued, string expires)
    {
        var badge = Badge();
        badge["@context"] = new System.Text.Json.Nodes.JsonArray(
            "https://www.w3.org/2018/credentials/v1",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            "https://w3id.org/security/data-integrity/v2"
        );
        badge.Remove("validFrom");
        badge.Remove("validUntil");
        badge["issuanceDate"] = issued;
        badge["expirationDate"] = expires;
        return badge;
    }
}
