using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Cairn.Operations;

/// <summary>
/// Traces and metrics by OTLP, when an operator sets <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> (the exporter reads the other OTEL_ variables
/// itself). Addresses leave as route templates: a path may hold a share secret or a name.
/// </summary>
internal static class Telemetry
{
    public static void AddTelemetry(this IServiceCollection services)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")))
            return;
        services
            .AddOpenTelemetry()
            .ConfigureResource(cairn => cairn.AddService("cairn", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString()))
            .WithTracing(traces =>
                traces.AddAspNetCoreInstrumentation().AddSource("Npgsql").AddProcessor(new RouteOnly()).AddOtlpExporter()
            )
            .WithMetrics(metrics =>
                metrics
                    .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql")
                    .AddOtlpExporter()
            );
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
