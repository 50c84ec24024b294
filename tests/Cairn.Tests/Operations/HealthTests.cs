using System.Net;

namespace Cairn.Tests.Operations;

public abstract class HealthTests(CairnHost host)
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_running_installation_is_healthy(string address)
    {
        using var client = host.Anonymous();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(address, UriKind.Relative))).StatusCode);
    }
}

[Collection("sqlite")]
public sealed class SqliteHealthTests(SqliteHost host) : HealthTests(host);

[Collection("postgres")]
public sealed class PostgresHealthTests(PostgresHost host) : HealthTests(host);
