using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Cairn.Tests.Foundation.Storage.Plans;

/// <summary>
/// Remembers every distinct statement that the product sends in any test of this process, and which addresses answered. Costs a dictionary
/// lookup for each command, and a walk up the stack for each new one: queries by the tests themselves are not the product's.
/// </summary>
internal sealed partial class StatementLog(bool postgres) : DbCommandInterceptor, IStartupFilter
{
    private static readonly ConcurrentDictionary<(bool Postgres, string Sql), bool> Seen = new();
    private static readonly ConcurrentDictionary<(bool Postgres, string Sql), Statement> Kept = new();
    private static readonly ConcurrentDictionary<(bool Postgres, string Address), bool> Answers = new();
    private static readonly ConcurrentDictionary<string, bool> Known = new();
    private static readonly AsyncLocal<HttpContext?> Request = new();
    private static readonly AsyncLocal<bool> Test = new();

    /// <summary>A test's own header, which asks how many statements its request took.</summary>
    public const string CountedAs = "Cairn-Test-Counted-As";

    private static readonly ConcurrentDictionary<string, TaskCompletionSource<int>> Counts = new();

    /// <summary>Known once the request has ended, which may be after its answer.</summary>
    public static Task<int> CountAsync(string countedAs) => CountOf(countedAs).Task.WaitAsync(TimeSpan.FromSeconds(30));

    private static TaskCompletionSource<int> CountOf(string countedAs) =>
        Counts.GetOrAdd(countedAs, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    public static ICollection<Statement> Statements => Kept.Values;

    /// <summary>
    /// The application's addresses that only ever answered with a refusal, on a database that any test of this run used.
    /// </summary>
    public static IEnumerable<(bool Postgres, string Address)> NeverAnswered =>
        from database in Answers.Keys.Select(one => one.Postgres).Distinct()
        from address in Known.Keys
        where !Answers.GetValueOrDefault((database, address))
        orderby address
        select (database, address);

    /// <summary>Frames between a query and its caller.</summary>
    private static readonly string[] Asides =
    [
        typeof(StatementLog).FullName!,
        typeof(CairnDb).FullName!,
        "Cairn.SqliteCairnDb",
        "Cairn.PostgresCairnDb",
        "Cairn.Foundation.Storage.Conflicts",
        "Cairn.Foundation.Storage.CompiledQuery",
        "Cairn.Foundation.Storage.KeptQuery",
        "Cairn.Foundation.Storage.Paging",
    ];

    /// <summary>From here on, in this flow, queries are the test's and not the product's.</summary>
    public static void TestAsks() => Test.Value = true;

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        var sql = result.CommandText;
        if (Request.Value?.Items[typeof(Counter)] is Counter counter)
            counter.Add();
        if (!Seen.ContainsKey((postgres, sql)) && Look(sql, result.Parameters))
            Seen.TryAdd((postgres, sql), true);
        return result;
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(
                async (http, on) =>
                {
                    Request.Value = http;
                    var countedAs = http.Request.Headers[CountedAs].ToString();
                    var counter = new Counter();
                    if (countedAs.Length > 0)
                        http.Items[typeof(Counter)] = counter;
                    await on();
                    if (countedAs.Length > 0)
                        CountOf(countedAs).SetResult(counter.Count);
                    if (AddressOf(http) is { } address)
                        Answers.AddOrUpdate(
                            (postgres, address),
                            http.Response.StatusCode < 400,
                            (_, earlier) => earlier || http.Response.StatusCode < 400
                        );
                }
            );
            next(app);
        };

    public static void Know(IEnumerable<Endpoint> endpoints)
    {
        foreach (var route in endpoints.OfType<RouteEndpoint>())
        foreach (var method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            Known.TryAdd($"{method} /{route.RoutePattern.RawText!.Trim('/')}", true);
    }

    private static string? AddressOf(HttpContext? http) =>
        http?.GetEndpoint() is RouteEndpoint route
            ? $"{(HttpMethods.IsHead(http.Request.Method) ? "GET" : http.Request.Method)} /{route.RoutePattern.RawText!.Trim('/')}"
            : null;

    /// <summary>False: to be examined again, because this time a test sent it.</summary>
    private bool Look(string sql, DbParameterCollection values)
    {
        var parts = StatementEnd().Split(sql).Where(IsToExplain).ToList();
        if (parts.Count == 0)
            return true;
        var (method, isOfTheProduct) = Caller();
        if (!isOfTheProduct)
            return false;
        foreach (var part in parts)
            Kept.GetOrAdd(
                (postgres, Numbers().Replace(Lists().Replace(part, "in (@list)"), "@p")),
                _ => new(postgres, part, [.. values.Cast<DbParameter>().Select(Statement.Copy)], AddressOf(Request.Value))
            ).Method ??= method;
        // After waiting for a connection the stack no longer shows the caller: next time it may.
        return method is not null;
    }

    /// <summary>Statements that only add named rows read nothing; neither do non-queries, nor a search among none.</summary>
    private static bool IsToExplain(string sql) =>
        !Nothing().IsMatch(sql)
        && Verb().Match(sql) is { Success: true } verb
        && (!verb.Value.EndsWith("insert", StringComparison.OrdinalIgnoreCase) || Selects().IsMatch(sql));

    /// <summary>Our nearest method up the stack; the product's even where the stack starts again after a wait.</summary>
    private static (string? Method, bool IsOfTheProduct) Caller()
    {
        foreach (var frame in new StackTrace(2).GetFrames())
        {
            if (
                frame.GetMethod()?.DeclaringType is not { FullName: { } name } type
                || Asides.Any(aside => name.StartsWith(aside, StringComparison.Ordinal))
            )
                continue;
            if (type.Assembly == typeof(CairnDb).Assembly)
                return (Named(name, frame.GetMethod()!.Name), true);
            if (type.Assembly == typeof(StatementLog).Assembly)
                return (null, Request.Value is not null);
        }
        return (null, Request.Value is not null || !Test.Value);
    }

    /// <summary><c>Cairn.SignIn.Actors+&lt;ActorAsync&gt;d__2.MoveNext</c> is <c>Cairn.SignIn.Actors.ActorAsync</c>.</summary>
    private static string Named(string type, string method) =>
        Generated().Match(type + "+" + method) is { Success: true } made
            ? $"{type.Split('+')[0]}.{made.Groups[1].Value}"
            : $"{type}.{method}";

    private sealed class Counter
    {
        private int _count;

        public int Count => _count;

        public void Add() => Interlocked.Increment(ref _count);
    }

    [GeneratedRegex(@";\s*(?:\n|$)")]
    private static partial Regex StatementEnd();

    [GeneratedRegex(@"\bwhere (?:0|false)(?!\w)|\band (?:0|false)(?:\n|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Nothing();

    /// <summary>However many values a list has, the plan is the same.</summary>
    [GeneratedRegex(@"(?:= @\w+?\d+(?!\w)|\bin \((?:@\w+\d+,? ?)+\))", RegexOptions.IgnoreCase)]
    private static partial Regex Lists();

    [GeneratedRegex(@"@p\d+")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^\s*(?:--[^\n]*\n\s*)*(?:select|with|update|delete|insert)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Verb();

    [GeneratedRegex(@"\bselect\b", RegexOptions.IgnoreCase)]
    private static partial Regex Selects();

    [GeneratedRegex(@"<(\w+)>[a-z]_*")]
    private static partial Regex Generated();
}
