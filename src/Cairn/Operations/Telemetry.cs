using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Cairn.Operations;

/// <summary>
/// Traces and metrics by OTLP, when an operator sets <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> (the exporter reads the other OTEL_ variables
/// itself). Addresses leave as route templates: a path may hold a share secret or a name.
/// </summary>
internal sealed class Telemetry : IHostedService, IDisposable
{
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public static bool IsConfigured => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"));

    /// <summary>Says of each request's trace which route answered, and how; .NET says the rest.</summary>
    public static Task NameAsync(HttpContext http, RequestDelegate next)
    {
        var trace = http.Features.Get<IHttpActivityFeature>()?.Activity;
        http.Response.OnCompleted(() =>
        {
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            trace?.SetTag("http.route", route).SetTag("http.response.status_code", http.Response.StatusCode);
            trace?.DisplayName = route is null ? http.Request.Method : $"{http.Request.Method} {route}";
            return Task.CompletedTask;
        });
        return next(http);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder
            .CreateDefault()
            .AddService("cairn", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString());
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource("Microsoft.AspNetCore", "Npgsql")
            .AddProcessor(new RouteOnly())
            .AddOtlpExporter()
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql")
            .AddOtlpExporter()
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces?.ForceFlush(2000);
        _metrics?.ForceFlush(2000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private sealed class RouteOnly : BaseProcessor<Activity>
    {
        private static readonly string[] Addresses = ["url.path", "url.query", "url.full", "http.target", "http.url"];

        public override void OnEnd(Activity data)
        {
            foreach (var tag in Addresses)
                data.SetTag(tag, null);
        }
    }
}
