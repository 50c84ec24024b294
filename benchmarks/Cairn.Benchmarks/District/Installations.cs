using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cairn.Benchmarks.District;

/// <summary>
/// A data folder and a database that are kept between runs in <c>/tmp/cairn-bench-district</c>; remove the folder to make them anew.
/// </summary>
sealed record Installation(string Kind, string Name, string Data)
{
    public string Database =>
        Kind == "sqlite"
            ? $"Data Source={Path.Combine(Data, "cairn.db")}"
            : new NpgsqlConnectionStringBuilder(Installations.Server) { Database = Name, MaxPoolSize = 20 }.ToString();
}

static class Installations
{
    public static string Server =>
        Environment.GetEnvironmentVariable("CAIRN_TEST_POSTGRES")
        ?? throw new InvalidOperationException("CAIRN_TEST_POSTGRES is not set: ./bench starts a PostgreSQL and sets it.");

    /// <summary>The demo's district, and a copy of it with many more people.</summary>
    public static async Task<(Installation Small, Installation Large)> MakeAsync(string kind, int learners)
    {
        var root = Path.Combine(Path.GetTempPath(), "cairn-bench-district");
        var small = new Installation(kind, "cairn_bench_small", Path.Combine(root, $"{kind}-small"));
        var large = new Installation(
            kind,
            FormattableString.Invariant($"cairn_bench_{learners}"),
            Path.Combine(root, $"{kind}-{learners}")
        );
        if (!await IsMadeAsync(small))
            await OnceAsync(small, () => DemoAsync(small));
        if (!await IsMadeAsync(large))
            await OnceAsync(large, () => CopyAsync(small, large, learners));
        return (small, large);
    }

    static string MarkerOf(Installation one) => Path.Combine(one.Data, "made");

    static async Task<bool> IsMadeAsync(Installation one) =>
        File.Exists(MarkerOf(one))
        && (one.Kind == "sqlite" || await ScalarAsync($"select 1 from pg_database where datname = '{one.Name}'") is not null);

    static async Task OnceAsync(Installation one, Func<Task> make)
    {
        var watch = Stopwatch.StartNew();
        if (Directory.Exists(one.Data))
            Directory.Delete(one.Data, recursive: true);
        Directory.CreateDirectory(one.Data);
        if (one.Kind == "postgres")
            await ScalarAsync($"drop database if exists {one.Name} with (force)");
        await make();
        await File.WriteAllTextAsync(MarkerOf(one), watch.Elapsed.ToString("c", CultureInfo.InvariantCulture));
        Console.WriteLine(FormattableString.Invariant($"{one.Data} made in {watch.Elapsed.TotalSeconds:F0} s"));
    }

    static async Task DemoAsync(Installation small)
    {
        if (small.Kind == "postgres")
            await ScalarAsync($"create database {small.Name}");
        await using var running = await RunningDistrict.StartAsync(small);
        await Acts.PrepareAsync(running);
    }

    static async Task CopyAsync(Installation small, Installation large, int learners)
    {
        foreach (var file in Directory.EnumerateFiles(small.Data, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(large.Data, Path.GetRelativePath(small.Data, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (target != MarkerOf(large))
                File.Copy(file, target);
        }
        if (large.Kind == "postgres")
        {
            NpgsqlConnection.ClearAllPools();
            // The application's own pool may still hold some.
            await ScalarAsync($"select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = '{small.Name}'");
            await ScalarAsync($"create database {large.Name} template {small.Name}");
        }
        else
        {
            SqliteConnection.ClearAllPools();
        }
        await Growth.RunAsync(large, learners);
    }

    static async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync();
    }
}
