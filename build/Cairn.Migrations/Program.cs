using Cairn;
using Cairn.Foundation.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Design.Internal;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.EntityFrameworkCore.Sqlite.Design.Internal;
using Microsoft.Extensions.DependencyInjection;
using Npgsql.EntityFrameworkCore.PostgreSQL.Design.Internal;

// ./migration NAME: adds the migration NAME for SQLite and for PostgreSQL from what the model became since the last one.
if (args is not [var name, var project])
{
    await Console.Error.WriteLineAsync("usage: ./migration NAME");
    return 64;
}

// Identity asks the application's services which tables it has: version 3 brings passkeys.
var identity = new ServiceCollection()
    .Configure<IdentityOptions>(options => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
    .BuildServiceProvider();
var sqlite = new SqliteCairnDb(
    new DbContextOptionsBuilder<SqliteCairnDb>().UseSqlite("Data Source=:memory:").UseApplicationServiceProvider(identity).Options,
    new Tenant()
);
var postgres = new PostgresCairnDb(
    new DbContextOptionsBuilder<PostgresCairnDb>().UseNpgsql("Host=localhost").UseApplicationServiceProvider(identity).Options,
    new Tenant()
);
Scaffold(sqlite, new SqliteDesignTimeServices(), "Sqlite");
Scaffold(postgres, new NpgsqlDesignTimeServices(), "Postgres");
return 0;

void Scaffold(CairnDb db, IDesignTimeServices provider, string folder)
{
    var services = new ServiceCollection();
    services.AddEntityFrameworkDesignTimeServices(new OperationReporter(new OperationReportHandler()));
    services.AddDbContextDesignTimeServices(db);
    provider.ConfigureDesignTimeServices(services);
    var scaffolder = services.BuildServiceProvider().GetRequiredService<IMigrationsScaffolder>();
    var migration = scaffolder.ScaffoldMigration(name, "Cairn", $"Migrations.{folder}");
    var files = scaffolder.Save(project, migration, Path.Combine(project, "Migrations", folder));
    Console.WriteLine(files.MigrationFile);
}
