using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cairn.Operations;

/// <summary>
/// A backup of a running installation: a consistent copy of the database, then the files. Files are written before the rows that name them
/// and never change, so files copied after the database include everything that it names. The master key is not in it: keep it elsewhere.
/// </summary>
internal static class Backup
{
    public static async Task<BackupManifest> TakeAsync(CairnOptions options, string folder, DateTimeOffset now, CancellationToken stop)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new ArgumentException($"{folder} is not empty; a backup gets a folder of its own.");
        Directory.CreateDirectory(folder);
        try
        {
            return await FillAsync(options, folder, now, stop);
        }
        catch
        {
            // Half a backup is none, and would be in the way of the next one.
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
                if (entry is DirectoryInfo inner)
                    inner.Delete(recursive: true);
                else
                    entry.Delete();
            throw;
        }
    }

    private static async Task<BackupManifest> FillAsync(CairnOptions options, string folder, DateTimeOffset now, CancellationToken stop)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var postgres = Databases.IsPostgres(options.Database);
        var database = Path.Combine(folder, postgres ? "cairn.dump" : "cairn.db");
        if (postgres)
            await PostgresTools.DumpAsync(options.Database, database, stop);
        else
            await CopySqliteAsync(options.Database, database, stop);
        files[Path.GetFileName(database)] = await BackupManifest.Sha256Async(database, stop);

        var source = Path.Combine(options.Data, "files");
        if (Directory.Exists(source))
        {
            foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
            {
                var name = Path.GetRelativePath(options.Data, file);
                // Uploads in progress have no row; only finished files are named by their digest.
                if (Path.GetFileName(file).Length != 64)
                    continue;
                var copy = Path.Combine(folder, name);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
                files[name.Replace(Path.DirectorySeparatorChar, '/')] = await BackupManifest.Sha256Async(copy, stop);
            }
        }

        var manifest = new BackupManifest(BackupManifest.CurrentFormat, postgres ? "postgres" : "sqlite", now, files);
        await manifest.WriteAsync(folder, stop);
        return manifest;
    }

    /// <summary>
    /// Puts a backup into an empty installation. Throws <see cref="ArgumentException"/> or <see cref="InvalidDataException"/> with a
    /// sentence.
    /// </summary>
    public static async Task<BackupManifest> RestoreAsync(CairnOptions options, string folder, CancellationToken stop)
    {
        var manifest = await BackupManifest.ReadAsync(folder, stop);
        var postgres = Databases.IsPostgres(options.Database);
        if (postgres != (manifest.Database == "postgres"))
            throw new ArgumentException($"The backup is of a {manifest.Database} database; CAIRN_DATABASE names another kind.");

        var target = postgres ? null : Path.GetFullPath(new SqliteConnectionStringBuilder(options.Database).DataSource);
        if (File.Exists(target))
            throw new ArgumentException($"{target} exists already; a backup is restored into an empty installation.");

        Directory.CreateDirectory(options.Data);
        foreach (var name in manifest.Files.Keys.Where(name => name.StartsWith("files/", StringComparison.Ordinal)))
        {
            var file = Path.Combine(options.Data, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.Copy(Path.Combine(folder, name), file, overwrite: true);
        }
        // Last and as a whole: half a database would pass for one at the next start.
        if (target is null)
        {
            await PostgresTools.RestoreAsync(options.Database, Path.Combine(folder, "cairn.dump"), stop);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(folder, "cairn.db"), target + ".restoring", overwrite: true);
            File.Move(target + ".restoring", target);
        }
        return manifest;
    }

    private static async Task CopySqliteAsync(string connectionString, string target, CancellationToken stop)
    {
        // Not made if it is not there: a backup of nothing would pass for one.
        var existing = new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadOnly };
        await using var connection = new SqliteConnection(existing.ToString());
        await connection.OpenAsync(stop);
        await using var command = connection.CreateCommand();
        command.CommandText = "vacuum into $target";
        command.Parameters.AddWithValue("$target", target);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(stop);
    }
}

/// <summary>PostgreSQL's own tools, which must be on the PATH: <c>pg_dump</c> and <c>pg_restore</c> in the custom format.</summary>
internal static class PostgresTools
{
    public static Task DumpAsync(string connectionString, string target, CancellationToken stop) =>
        RunAsync("pg_dump", connectionString, ["--format=custom", "--no-owner", "--no-privileges", $"--file={target}"], stop);

    public static Task RestoreAsync(string connectionString, string source, CancellationToken stop) =>
        RunAsync(
            "pg_restore",
            connectionString,
            [
                "--no-owner",
                "--no-privileges",
                "--single-transaction",
                "--exit-on-error",
                $"--dbname={new NpgsqlConnectionStringBuilder(connectionString).Database}",
                source,
            ],
            stop
        );

    private static async Task RunAsync(string tool, string connectionString, IEnumerable<string> arguments, CancellationToken stop)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardError = true };
        start.Environment["PGHOST"] = connection.Host;
        start.Environment["PGPORT"] = connection.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = connection.Username;
        start.Environment["PGDATABASE"] = connection.Database;
        if (connection.Password is { Length: > 0 } password)
            start.Environment["PGPASSWORD"] = password;

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new ArgumentException($"{tool} was not found; install PostgreSQL's client tools.");
        }
        using (process)
        {
            var errors = await process.StandardError.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            if (process.ExitCode != 0)
                throw new InvalidDataException($"{tool} failed: {errors.Trim()}");
        }
    }
}
