using System.Net;
using Cairn.SignIn;

namespace Cairn.Tests.SignIn;

/// <summary>
/// What stands in front of every page: the limits, the proxy, HTTPS, as an operator sets them. Each limit counts for itself, so those that
/// want no other setting share a house.
/// </summary>
public sealed class FrontDoorTests(FrontDoorTests.NarrowHouse narrow) : IClassFixture<FrontDoorTests.NarrowHouse>
{
    private readonly House _house = narrow.House;

    [Fact]
    public async Task Checks_from_one_address_come_evenly()
    {
        List<HttpStatusCode> answers = [];

        for (var i = 0; i < 12; i++)
        {
            using var answer = await _house.CheckAsync();
            answers.Add(answer.StatusCode);
        }

        // A quarter of a minute's worth at once; one more for each second that these took.
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], answers[..2]);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers.First(status => status != HttpStatusCode.OK));
    }

    [Fact]
    public async Task Fails_when_one_address_knocks_too_often_and_says_when_to_come_back_but_may_look()
    {
        for (var look = 0; look < 5; look++)
            Assert.Equal(HttpStatusCode.OK, (await _house.GetAsync("/sign-in")).StatusCode);
        for (var knock = 0; knock < 2; knock++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _house.PostAsync("/sign-in", "")).StatusCode);

        var answer = await _house.PostAsync("/sign-in", "");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.NotNull((await answer.PageAsync()).QuerySelector("h1"));
        Assert.Equal(HttpStatusCode.OK, (await _house.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task Fails_when_one_address_tries_invitations_too_often()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _house.GetAsync("/join/0000000000000000")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _house.GetAsync("/api/v1/invitations/0000000000000000")).StatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await _house.GetAsync("/join")).StatusCode);
    }

    [Fact]
    public async Task The_proxy_says_who_knocks()
    {
        await using var house = await House.OpenAsync(new RateLimits(CardPerMinute: 1), ("CAIRN_PROXY", "127.0.0.0/8, ::1"));

        Assert.Equal(HttpStatusCode.NotFound, (await house.GetAsync("/card/none", "203.0.113.1")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await house.GetAsync("/card/none", "203.0.113.2")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await house.GetAsync("/card/none", "203.0.113.1")).StatusCode);
    }

    [Fact]
    public async Task Fails_when_somebody_else_says_who_knocks()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _house.GetAsync("/card/none", "203.0.113.1")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await _house.GetAsync("/card/none", "203.0.113.2")).StatusCode);
    }

    [Fact]
    public async Task With_a_public_origin_cookies_are_secure_and_browsers_stay_with_https()
    {
        await using var house = await House.OpenAsync(new RateLimits(), ("CAIRN_ORIGIN", "https://cairn.example.org"));

        var answer = await house.GetAsync("/sign-in", host: "cairn.example.org");

        Assert.Contains("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("everybody")]
    [InlineData("10.0.0.0/99")]
    public void Fails_when_the_proxy_is_no_address(string value) =>
        Assert.Contains(
            "CAIRN_PROXY",
            Assert.Throws<ArgumentException>(() => CairnOptions.Read(name => name == "CAIRN_PROXY" ? value : null)).Message,
            StringComparison.Ordinal
        );

    public sealed class NarrowHouse : IAsyncLifetime
    {
        internal House House { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            House = await House.OpenAsync(
                new RateLimits(VerifyPerMinute: 8, SignInPerMinute: 2, JoinPerMinute: 2, CardPerMinute: 1),
                ("CAIRN_PROXY", "10.0.0.5")
            );

        public ValueTask DisposeAsync() => House.DisposeAsync();
    }

    internal sealed class House(SqliteHost host) : IAsyncDisposable
    {
        private readonly HttpClient _client = host.Anonymous();

        public static async Task<House> OpenAsync(RateLimits limits, params (string Name, string Value)[] settings)
        {
            var host = new SqliteHost { Limits = limits, Settings = settings.ToDictionary(one => one.Name, one => one.Value) };
            await host.InitializeAsync();
            return new House(host);
        }

        public async Task<HttpResponseMessage> GetAsync(string address, string? forwardedFor = null, string? host = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
            if (forwardedFor is not null)
                request.Headers.Add("X-Forwarded-For", forwardedFor);
            request.Headers.Host = host;
            return await _client.SendAsync(request);
        }

        public Task<HttpResponseMessage> CheckAsync() =>
            _client.PostAsync(new Uri("/api/v1/verify", UriKind.Relative), new ByteArrayContent("{}"u8.ToArray()));

        public Task<HttpResponseMessage> PostAsync(string address, string username) =>
            _client.PostFormAsync(address, ("Username", username), ("Password", ""));

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await host.DisposeAsync();
        }
    }
}
