using System.Net;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.StyleGuide;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cairn.Tests.Foundation.Html;

/// <summary>The pages' own pipeline over real HTTP, with the style guide as its application.</summary>
public sealed class PagesHost : IAsyncLifetime
{
    readonly WebApplication app = Build();

    public string Origin => app.Urls.Single();

    /// <summary>A separate browser: it keeps cookies and follows nothing.</summary>
    public HttpClient Browser()
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = new Uri(Origin),
        };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return client;
    }

    public async ValueTask InitializeAsync() => await app.StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var account = new FrameAccount("Ana Ruiz", "Riverside", [new("/me", "Me", "person")], "/sign-out");
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");
        builder.Services.AddCairnPages(_ => new FrameContent(account, [new("/style-guide", "Home", "house", 2)], zone));

        var app = builder.Build();
        app.UseCairnPages();
        app.UseCairnForms();
        app.MapCairnPages();
        app.MapStyleGuide();
        app.MapGet("/broken", IResult () => throw new InvalidOperationException("broken on purpose"));
        app.MapGet("/forbidden", () => TypedResults.StatusCode(StatusCodes.Status403Forbidden));
        app.MapGet("/busy", () => TypedResults.StatusCode(StatusCodes.Status429TooManyRequests));
        app.MapGet("/api/broken", IResult () => throw new InvalidOperationException("broken on purpose"));
        return app;
    }
}
