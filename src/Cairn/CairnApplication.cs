using Cairn.Assessing;
using Cairn.Audit;
using Cairn.Awarding;
using Cairn.Catalog;
using Cairn.Classes;
using Cairn.Demo;
using Cairn.Design;
using Cairn.Earning;
using Cairn.Foundation.Files;
using Cairn.Foundation.Html.StyleGuide;
using Cairn.Foundation.Jobs;
using Cairn.Foundation.Load;
using Cairn.Foundation.Outages;
using Cairn.Foundation.Signing;
using Cairn.Home;
using Cairn.Issuing;
using Cairn.Operations;
using Cairn.Portfolio;
using Cairn.Schools;
using Cairn.SignIn;
using Cairn.SignIn.SetUp;
using Cairn.Vcalm;
using Cairn.Verifying;
using Cairn.Workspace;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Cairn;

/// <summary>The table of contents: what the process is made of.</summary>
internal static partial class CairnApplication
{
    /// <summary>
    /// The features, each standing on those above it in this list and on People and Foundation: none names one below. Earning has rules and no
    /// addresses. A test holds the order (<c>OrderTests</c>).
    /// </summary>
    public static IReadOnlyList<Feature> Features { get; } =
    [
        new AuditFeature(),
        new SignInFeature(),
        new SchoolsFeature(),
        new IssuingFeature(),
        new DesignFeature(),
        new EarningFeature(),
        new AssessingFeature(),
        new AwardingFeature(),
        new CatalogFeature(),
        new VerifyingFeature(),
        new PortfolioFeature(),
        new VcalmFeature(),
        new WorkspaceFeature(),
        new ClassesFeature(),
        new DemoFeature(),
        new OperationsFeature(),
        new HomeFeature(),
    ];

    /// <summary>
    /// The process's exit code: 0 after a graceful stop; otherwise a sentence on standard error and one of <see cref="RefusedStart"/>.
    /// </summary>
    public static async Task<int> RunAsync(string[] args)
    {
        CairnOptions? options = null;
        try
        {
            options = CairnOptions.Read(Environment.GetEnvironmentVariable);
            foreach (var warning in CairnOptions.Unknown(Environment.GetEnvironmentVariables().Keys.Cast<string>()))
                await Console.Error.WriteLineAsync(warning);
            OwnerOnly.Begin();
            if (await AdminCommands.RunAsync(args, options) is { } done)
                return done;

            // Uploads stay in our folder, even half of one after a power cut: children's work must not be left in /tmp.
            Environment.SetEnvironmentVariable("ASPNETCORE_TEMP", Directory.CreateDirectory(Sweep.SpoolOf(options)).FullName);
            // Configuration is read once, at startup; no files are watched for it.
            var builder = WebApplication.CreateSlimBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
            builder.AddCairn(options);
            await using var app = builder.Build();
            app.UseCairn();
            await app.PrepareAsync();
            await Logging.WithoutHostAsync(() => app.StartAsync());
            Greeting.Print(app, options);
            // A start allocates a lot that is never needed again; a server that mostly waits should not keep it.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception problem) when (RefusedStart.Of(problem, options) is not null)
        {
            var refused = RefusedStart.Of(problem, options)!;
            await Console.Error.WriteLineAsync(
                $"{(AdminCommands.IsOne(args) ? "It was not done" : "Cairn does not start")}: {refused.Sentence}"
            );
            return refused.ExitCode;
        }
    }

    public static WebApplicationBuilder AddCairn(this WebApplicationBuilder builder, CairnOptions options)
    {
        Directory.CreateDirectory(options.Data);
        builder
            .WebHost.UseKestrel(server =>
            {
                server.AddServerHeader = false;
                server.Limits.Bound();
            })
            .UseUrls(options.Url);

        var services = builder.Services;
        builder.Logging.AddCairnLogging(options);
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new MasterKey(options.MasterKeyFile));
        services.AddSingleton<OutageLog>();
        services.AddSingleton<QuickCheck>();
        services.AddCairnDb(options.Database);
        services.AddScoped<FileStore>().AddScoped<FileLedger>();
        services.AddSingleton<KeyRing>();
        services.AddDataProtection().SetApplicationName("Cairn");
        services.AddOptions<KeyManagementOptions>().Configure<KeyRing>((keys, ring) => keys.XmlRepository = ring);
        services.AddSingleton<JobBell>();
        services.AddSingleton<JobWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<JobWorker>());
        services.AddSingleton(Features);
        foreach (var feature in Features)
            feature.Add(services, options);
        services.AddCairnOpenApi();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Converters.Add(new IdJsonConverterFactory());
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
        return builder;
    }

    public static WebApplication UseCairn(this WebApplication app)
    {
        app.UseTrustedProxy();
        app.UseHeadAsGet();
        app.UseRouting(); // first: the language and the limits of a page depend on its endpoint
        app.UseOneAddress();
        app.UseCairnPages();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseMiddleware<FairShare>(); // what an asker may have depends on who it is; anything more expensive comes after
        app.UseOutputCache(); // before any query: what it keeps is the same for everybody
        app.UseMiddleware<PresenceMiddleware>();
        app.UseAuthorization();
        app.UseCairnForms();
        app.UseMiddleware<OnceByKey>();

        app.MapCairnPages();
        app.MapOpenApi("/openapi/{documentName}.json")
            .AllowAnonymous()
            .AsKept()
            .CacheOutput(KeptForEverybody.Policy, excludeDefaultPolicy: true);
        foreach (var feature in Features)
            feature.Map(app);
        if (app.Services.GetRequiredService<CairnOptions>().Demo || app.Environment.IsDevelopment())
            app.MapStyleGuide();
        app.MakeEndpointsOnce();
        return app;
    }

    /// <summary>Brings the database to this version; nothing is served before.</summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var options = scope.ServiceProvider.GetRequiredService<CairnOptions>();
        await app.Services.GetRequiredService<QuickCheck>().BeginAsync();
        await DatabaseSetup.MigrateAsync(scope.ServiceProvider.GetRequiredService<CairnDb>(), options.Data, CancellationToken.None);
        await KeyRing.RefuseAnotherKeyAsync(
            scope.ServiceProvider.GetRequiredService<CairnDb>(),
            options.MasterKeyFile,
            CancellationToken.None
        );
        app.Services.GetRequiredService<MasterKey>().Open();
        if (options.Demo)
            await scope.ServiceProvider.GetRequiredService<DemoDistrict>().MakeAsync(CancellationToken.None);
        await FirstStart.AnnounceAsync(scope.ServiceProvider, CancellationToken.None);
    }
}
