using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Foundation.Storage;
using Cairn.Tests.SignIn.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.SignIn.Tokens;

/// <summary>Tokens of people not known to be of age: only if somebody who runs the district has started a programme.</summary>
public abstract class LearnerTokenTests(CairnHost host)
{
    [Fact]
    public void Nobody_has_allowed_them_in_a_new_district() =>
        Assert.Null(new District("New", "UTC", host.Clock.Now()).TokensForMinorsSince);

    [Theory]
    [InlineData(15, "10", false)]
    [InlineData(null, "10", false)]
    [InlineData(40, null, true)]
    public async Task Fails_when_a_minor_makes_or_uses_one_without_a_programme(int? age, string? grade, bool may)
    {
        var (district, operators) = await BeginAsync();
        var ana = await district.PersonAsync("Ana", [SchoolRole.Learner], grade, age);
        using var before = await ana.ApiAsync();
        using var browser = await ana.BrowserAsync();
        Assert.Equal(HttpStatusCode.OK, await before.StatusAsync("/api/v1/me"));

        Assert.Equal(
            HttpStatusCode.NoContent,
            (await operators.PutAsJsonAsync("/api/v1/district/learner-tokens", new { allowed = false })).StatusCode
        );

        Assert.Equal(may ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, await before.StatusAsync("/api/v1/me"));
        Assert.Equal(may, (await browser.PageAsync("/account/tokens")).QuerySelector("input[name=Name]") is not null);
        Assert.Equal(
            may ? HttpStatusCode.OK : HttpStatusCode.Forbidden,
            (await browser.PostFormAsync("/account/tokens", [("Name", "Robot"), ("Days", "30")], "/account")).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await operators.PutAsJsonAsync("/api/v1/district/learner-tokens", new { allowed = true })).StatusCode
        );
        Assert.Equal(HttpStatusCode.OK, await before.StatusAsync("/api/v1/me"));
        Assert.Equal(HttpStatusCode.OK, (await browser.PostFormAsync("/account/tokens", ("Name", "Robot"), ("Days", "30"))).StatusCode);
        operators.Dispose();
    }

    [Theory]
    [InlineData(15, "90", HttpStatusCode.OK)]
    [InlineData(15, "91", HttpStatusCode.UnprocessableEntity)]
    [InlineData(40, "365", HttpStatusCode.OK)]
    public async Task A_minors_token_is_shorter(int age, string days, HttpStatusCode expected)
    {
        var ana = await (await host.NewDistrictAsync()).PersonAsync("Ana", [SchoolRole.Learner], age: age);
        using var browser = await ana.BrowserAsync();

        Assert.Equal(expected, (await browser.PostFormAsync("/account/tokens", ("Name", "Robot"), ("Days", days))).StatusCode);
    }

    [Fact]
    public async Task The_switch_is_the_whole_districts_operators_and_audited()
    {
        var (district, operators) = await BeginAsync();
        var otto = await district.PersonAsync("Otto", [SchoolRole.Operator], age: 40, at: district.Top);
        var schools = await district.PersonAsync("Sue", [SchoolRole.Operator], age: 40);
        var lea = await district.PersonAsync("Lea", [SchoolRole.Leader], age: 40, at: district.Top);
        using var browser = await otto.BrowserAsync();
        using var sue = await schools.ApiAsync();
        using var leader = await lea.ApiAsync();

        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await sue.PutAsJsonAsync("/api/v1/district/learner-tokens", new { allowed = false })).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await leader.PutAsJsonAsync("/api/v1/district/learner-tokens", new { allowed = false })).StatusCode
        );
        Assert.Equal(HttpStatusCode.Forbidden, await sue.StatusAsync("/api/v1/district/learner-tokens")); // as its page
        using var hers = await schools.BrowserAsync();
        Assert.Equal(HttpStatusCode.Forbidden, await hers.StatusAsync("/schools/learner-tokens"));
        Assert.Empty(await SwitchedAsync());
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostFormAsync("/schools/learner-tokens")).StatusCode);
        Assert.False(
            (await operators.GetFromJsonAsync<JsonElement>("/api/v1/district/learner-tokens")).GetProperty("allowed").GetBoolean()
        );
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostFormAsync("/schools/learner-tokens", ("Allowed", "true"))).StatusCode);

        Assert.Equal(["district.learner-tokens-off", "district.learner-tokens-on"], await SwitchedAsync());
        operators.Dispose();

        async Task<List<string>> SwitchedAsync() =>
            [.. (await district.EventsAsync()).Where(one => one.StartsWith("district.learner-tokens", StringComparison.Ordinal))];
    }

    private async Task<(TestDistrict District, HttpClient Operators)> BeginAsync()
    {
        var district = await host.NewDistrictAsync();
        return (district, await (await district.PersonAsync("Olga", [SchoolRole.Operator], age: 40, at: district.Top)).ApiAsync());
    }
}

[Collection("sqlite")]
public sealed class SqliteLearnerTokenTests(SqliteHost host) : LearnerTokenTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresLearnerTokenTests(PostgresHost host) : LearnerTokenTests(host);
