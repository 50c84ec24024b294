using Microsoft.Extensions.Logging.Console;

namespace Cairn.Operations;

/// <summary>
/// Structured logs: JSON lines for machines, short lines in the demo. Ids only; request paths are not logged, because they may hold
/// secrets.
/// </summary>
internal static class Logging
{
    private static volatile bool _isStarting;

    /// <summary>What keeps a server from starting is said once, in a sentence, by its caller; the host would log the stack as well.</summary>
    public static async Task WithoutHostAsync(Func<Task> start)
    {
        _isStarting = true;
        try
        {
            await start();
        }
        finally
        {
            _isStarting = false;
        }
    }

    public static ILoggingBuilder AddCairnLogging(this ILoggingBuilder logging, CairnOptions options)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Warning && !_isStarting);
        logging.AddFilter("Microsoft.Hosting.Lifetime", options.Demo ? LogLevel.Warning : LogLevel.Information);
        if (options.Demo)
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.ColorBehavior = LoggerColorBehavior.Default;
            });
        }
        else
        {
            logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
        }
        return logging;
    }
}
