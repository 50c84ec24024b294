using Cairn.Assessing;
using Cairn.Audit;
using Cairn.Awarding;
using Cairn.Catalog;
using Cairn.Demo;
using Cairn.Design;
using Cairn.Design.Achievements;
using Cairn.Design.Drafts;
using Cairn.Design.Examples;
using Cairn.Design.Frameworks;
using Cairn.Design.Reviews;
using Cairn.Earning;
using Cairn.Foundation.Files;
using Cairn.Foundation.Html.StyleGuide;
using Cairn.Foundation.Jobs;
using Cairn.Foundation.Load;
using Cairn.Foundation.Signing;
using Cairn.Home;
using Cairn.Operations;
using Cairn.Operations.Jobs;
using Cairn.Portfolio;
using Cairn.Schools;
using Cairn.SignIn;
using Cairn.SignIn.SetUp;
using Cairn.Vcalm;
using Cairn.Verifying;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Cairn;

/// <summary>The table of contents: what the process is made of, and every feature's addresses.</summary>
internal static partial class CairnApplication
{
    /// <summary>The process's exit code: 0 after a graceful stop, 78 (configuration) with a sentence on standard error.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var options = CairnOptions.Read(Environment.GetEnvironmentVariable);
            OwnerOnly.Begin();
            if (await AdminCommands.RunAsync(args, options) is { } done)
                return done;

            // What arrives stays in our folder, also half of it after a power cut: children's work does not lie about in /tmp.
            Environment.SetEnvironmentVariable("ASPNETCORE_TEMP", Directory.CreateDirectory(Sweep.SpoolOf(options)).FullName);
            // What is configured is read once, at start; nobody watches files for it.
            var builder = WebApplication.CreateSlimBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
            builder.AddCairn(options);
            await using var app = builder.Build();
            app.UseCairn();
            await app.PrepareAsync();
            await app.StartAsync();
            Greeting.Print(app, options);
            // A start makes much that nobody needs again; a server that mostly waits should not hold it.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception refused) when (refused is ArgumentException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"Cairn does not start: {refused.Message}");
            return 78;
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
            .UseUrls($"http://{options.Bind}:{options.Port}");

        var services = builder.Services;
        builder.Logging.AddCairnLogging(options);
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new MasterKey(options.MasterKeyFile));
        services.AddCairnDb(options.Database);
        services.AddScoped<FileStore>();
        services.AddScoped<BadgePictures>();
        services.AddScoped<BadgeUploads>();
        services.AddSingleton<KeyRing>();
        services.AddDataProtection().SetApplicationName("Cairn");
        services.AddOptions<KeyManagementOptions>().Configure<KeyRing>((keys, ring) => keys.XmlRepository = ring);
        services.AddSingleton<JobBell>();
        services.AddSingleton<JobWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<JobWorker>());
        services.AddSingleton<Sweep>();
        services.AddSingleton<IPeriodicJob>(provider => provider.GetRequiredService<Sweep>());
        services.AddTelemetry();
        services.AddCairnSignIn(options);
        services.AddTrustedProxy(options);
        services.AddFairShare(PresenceClaims.AskerOf);
        services.AddCairnSchools();
        services.AddCairnVerifying(options);
        if (options.Demo)
            services.AddScoped<DemoDistrict>().AddScoped<DemoJourney>();
        services.AddCairnPages(Navigation.Of);
        services.AddAwarding();
        services.AddPublicCredentials();
        services.AddVcalm();
        services.AddCairnOpenApi();
        services.ConfigureHttpJsonOptions(json =>
        {
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
        app.UseMiddleware<FairShare>(); // what an asker may have depends on who it is; everything that costs more comes after
        app.UseOutputCache(); // before anything is asked of the database: what it keeps is the same for everybody
        app.UseMiddleware<PresenceMiddleware>();
        app.UseAuthorization();
        app.UseCairnForms();

        app.MapCairnPages();
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json")
            .AllowAnonymous()
            .AsKept()
            .CacheOutput(KeptForEverybody.Policy, excludeDefaultPolicy: true);
        app.MapHome();
        app.MapSignIn();
        app.MapSchools();
        app.MapVersions();
        app.MapDrafts();
        app.MapDesignReviews();
        app.MapExamples();
        app.MapFrameworks();
        app.MapAchievements();
        app.MapCatalogApi();
        app.MapCatalog();
        app.MapAssessing();
        app.MapAwarding();
        app.MapOwnPortfolio();
        app.MapPublicCredentials();
        app.MapVerifying();
        app.MapVcalm();
        app.MapEarning();
        app.MapAudit();
        app.MapBackgroundWork();
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
