using System.Data.Common;
using System.Net;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Cairn.Tests.Foundation.Api;
using Cairn.Tests.Foundation.Storage.Plans;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cairn.Tests;

/// <summary>
/// The real application on Kestrel and a real database, started once for each provider; every test has a district of its own.
/// </summary>
public abstract class CairnHost : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("cairn-test-").FullName;
    private WebApplication? _app;

    // What a kept query must not do would show only with the second person who asks it.
    static CairnHost() => KeptQueries.AreCompared = true;

    private protected abstract string ConnectionString(string dataFolder);

    private bool IsPostgres => Databases.IsPostgres(ConnectionString(_data));

    /// <summary>The public origin; none unless a host says so.</summary>
    private protected virtual string? Origin => null;

    internal WebApplication App => _app ?? throw new InvalidOperationException("Not started.");
    internal string Data => _data;
    internal AdjustableTime Clock { get; } = new();
    internal LogLines Log { get; } = new();
    internal RateLimits Limits { get; init; } = RateLimits.None;
    internal IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
    internal Action<IServiceCollection>? MoreServices { get; init; }
    public Uri Address { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        var options = CairnOptions.Read(name =>
            name switch
            {
                "PORT" => "0",
                "CAIRN_BIND" => "127.0.0.1",
                "CAIRN_DATA" => _data,
                "CAIRN_DATABASE" => ConnectionString(_data),
                "CAIRN_ORIGIN" => Origin ?? Settings.GetValueOrDefault(name),
                _ => Settings.GetValueOrDefault(name),
            }
        );
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.AddCairn(options);
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(Log);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton(Limits); // every test comes from the same address
        // The hash's cost is Identity's to test; a test signs in a hundred times.
        builder.Services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1);
        var statements = new StatementLog(IsPostgres);
        builder.Services.AddSingleton<IStartupFilter>(statements);
        builder.Services.AddSingleton<IStartupFilter>(new DocumentedAnswers());
        if (IsPostgres)
            builder.Services.ConfigureDbContext<PostgresCairnDb>(context => context.AddInterceptors(statements));
        else
        {
            await Templates.CopySqliteAsync(new SqliteConnectionStringBuilder(ConnectionString(_data)).DataSource);
            builder.Services.ConfigureDbContext<SqliteCairnDb>(context => context.AddInterceptors(statements, NoWaitForTheDisk.Instance));
        }
        MoreServices?.Invoke(builder.Services);
        _app = builder.Build();
        _app.UseCairn();
        await _app.PrepareAsync();
        await _app.StartAsync();
        StatementLog.Know(_app.Services.GetRequiredService<EndpointDataSource>().Endpoints);
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public virtual async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await StatementPlans.ExplainAsync(App.Services, IsPostgres);
        await App.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>An anonymous client: keeps cookies, follows no redirects.</summary>
    public HttpClient Anonymous() =>
        new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    /// <summary>Runs against the database as the application sees it, in a scope of its own.</summary>
    internal async Task<T> InDbAsync<T>(Id<District> district, Func<CairnDb, Task<T>> act)
    {
        StatementLog.TestAsks();
        await using var scope = App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(district);
        return await act(scope.ServiceProvider.GetRequiredService<CairnDb>());
    }

    internal Task InDbAsync(Id<District> district, Func<CairnDb, Task> act) =>
        InDbAsync(
            district,
            async db =>
            {
                await act(db);
                return true;
            }
        );

    /// <summary>A district with one school.</summary>
    /// <param name="zone">Where its days begin.</param>
    internal async Task<TestDistrict> NewDistrictAsync(string name = "Test District", string zone = "UTC")
    {
        StatementLog.TestAsks();
        await using var scope = App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        // Learners in tests use the API; LearnerTokenTests shows that by default they may not.
        var district = new District(name, zone, Clock.Now()) { TokensForMinorsSince = Clock.Now() };
        db.Districts.Add(district);
        db.Tenant.Enter(district.Id);
        var top = new Organization(district.Id, OrganizationKind.District, name, null, Clock.Now());
        db.Organizations.Add(top);
        await db.SaveChangesAsync();
        var school = new Organization(district.Id, OrganizationKind.School, name + " High", top.Id, Clock.Now());
        db.Organizations.Add(school);
        await db.SaveChangesAsync();
        return new TestDistrict(this, district.Id, top.Id, school.Id);
    }
}

public sealed class SqliteHost : CairnHost
{
    private protected override string ConnectionString(string dataFolder) => $"Data Source={Path.Combine(dataFolder, "cairn.db")}";
}

public sealed class PostgresHost : CairnHost
{
    private readonly string _database = $"cairn_{Guid.CreateVersion7():N}";

    private protected override string ConnectionString(string dataFolder) =>
        new NpgsqlConnectionStringBuilder(Templates.Server) { Database = _database, MaxPoolSize = 20 }.ToString();

    public override async ValueTask InitializeAsync()
    {
        await Templates.CopyPostgresAsync(_database);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await Templates.ExecuteAsync($"drop database {_database} with (force)");
    }

    /// <summary>A database beside those of the hosts, for as long as the tests run; gives how it is reached.</summary>
    internal static async Task<string> MakeBesideAsync()
    {
        var name = $"cairn_beside_{Guid.CreateVersion7():N}";
        await Templates.CopyPostgresAsync(name);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Templates.ExecuteAsync($"drop database {name}").GetAwaiter().GetResult();
        return new NpgsqlConnectionStringBuilder(Templates.Server) { Database = name, Pooling = false }.ToString();
    }
}

/// <summary>The tests' databases are thrown away. The killed processes wait for the disk as they would in a school.</summary>
internal sealed class NoWaitForTheDisk : DbConnectionInterceptor
{
    public static NoWaitForTheDisk Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "pragma synchronous = off";
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}

[CollectionDefinition("sqlite")]
public sealed class SqliteCollection : ICollectionFixture<SqliteHost>;

[CollectionDefinition("postgres")]
public sealed class PostgresCollection : ICollectionFixture<PostgresHost>;

/// <summary>A clock that a test may move and stop; otherwise it runs with the real one.</summary>
public sealed class AdjustableTime : TimeProvider
{
    private long _offset,
        _held;

    public override DateTimeOffset GetUtcNow() =>
        new(
            (Interlocked.Read(ref _held) is var held and not 0 ? held : System.GetUtcNow().UtcTicks) + Interlocked.Read(ref _offset),
            TimeSpan.Zero
        );

    public void Advance(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

    /// <summary>Undoes what earlier tests moved, for a test that compares with another process or the machine.</summary>
    public void BackToReal() => Interlocked.Exchange(ref _offset, 0);

    /// <summary>
    /// It stands still until released, so that no time passes on a slow machine; <see cref="Advance"/> still moves it.
    /// </summary>
    public IDisposable Hold()
    {
        Interlocked.Exchange(ref _held, System.GetUtcNow().UtcTicks);
        return new Held(this);
    }

    private sealed class Held(AdjustableTime clock) : IDisposable
    {
        public void Dispose() => Interlocked.Exchange(ref clock._held, 0);
    }
}
