using Cairn.Foundation.Html.Assets;
using Cairn.Foundation.Html.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cairn.Foundation.Html;

/// <summary>What the application calls: once for the services, twice for the pipeline (around sign-in), once for the routes.</summary>
internal static class CairnPages
{
    /// <param name="services">The application's services.</param>
    /// <param name="content">Account, navigation and time zone of a request; must not touch the database.</param>
    public static IServiceCollection AddCairnPages(this IServiceCollection services, Func<HttpContext, FrameContent> content)
    {
        services.AddRazorComponents();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "cairn-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true; // the content policy says frame-ancestors
        });
        // The framework makes a new one for each component shown; they hold nothing of a request.
        services.AddSingleton(typeof(IStringLocalizer<>), typeof(StringLocalizer<>));
        services.AddSingleton<ResourceManagerStringLocalizerFactory>();
        services.AddSingleton<IStringLocalizerFactory, FolderTexts>();
        services.AddLocalization();
        services.AddProblemDetails();
        services.AddHttpContextAccessor();
        services.AddSingleton<RefusalTexts>();
        services.TryAddSingleton<FlashCookie>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, SignedOutForms>();
        services.AddScoped(provider => new FrameSource(
            provider.GetRequiredService<IHttpContextAccessor>(),
            content,
            provider.GetRequiredService<FlashCookie>()
        ));
        services.AddCascadingValue(provider => provider.GetRequiredService<FrameSource>().Current());
        return services;
    }

    /// <summary>First in the pipeline: headers, error pages, the reader's language.</summary>
    public static IApplicationBuilder UseCairnPages(this IApplicationBuilder app)
    {
        app.UseSecurityHeaders();
        var cultures = CultureInfo
            .GetCultures(CultureTypes.AllCultures)
            .Where(culture => CairnCulture.Known(culture.Name) is not null)
            .ToList();
        app.UseRequestLocalization(
            new RequestLocalizationOptions
            {
                DefaultRequestCulture = new RequestCulture("en"),
                SupportedCultures = cultures,
                SupportedUICultures = cultures,
                RequestCultureProviders = [new CairnCulture()],
            }
        );
        app.UseErrorPages(); // inside the reader's language
        return app;
    }

    /// <summary>After authentication and authorization: the forms' tokens, and the page for a form without one.</summary>
    public static IApplicationBuilder UseCairnForms(this IApplicationBuilder app)
    {
        app.UseAntiforgery();
        app.UseStaleFormPage();
        return app;
    }

    public static void MapCairnPages(this IEndpointRouteBuilder routes)
    {
        routes.MapAssets();
        routes.MapPreferences();
    }
}
