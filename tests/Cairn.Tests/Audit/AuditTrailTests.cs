using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cairn.Audit;
using Cairn.Foundation.Storage;
using Cairn.Tests.Foundation.Html;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Audit;

public abstract partial class AuditTrailTests(CairnHost host)
{
    [Fact]
    public async Task An_operator_reads_the_trail_by_person_action_and_day_and_the_reading_is_in_it()
    {
        var district = await host.NewDistrictAsync();
        var op = await district.PersonAsync("Otto", [SchoolRole.Operator], at: district.Top);
        var (ana, bo) = (await district.PersonAsync("Ana", [SchoolRole.Teacher]), await district.PersonAsync("Bo", [SchoolRole.Teacher]));
        await WriteAsync(district, 3, ana, "role.given", bo, TimeSpan.FromDays(-2));
        await WriteAsync(district, 1, bo, "role.taken", ana, TimeSpan.Zero);
        using var browser = await op.BrowserAsync();

        var page = await browser.PageAsync($"/operations/audit?person={bo.Id}");
        var rows = page.QuerySelectorAll("tbody tr");
        Assert.Equal(4, rows.Length); // what was done about him, and what he did
        Assert.Contains("Role taken away", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Bo Tester", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Ana Tester", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("203.0.113.7", rows[0].TextContent, StringComparison.Ordinal);

        var old = DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime).AddDays(-2);
        Assert.Equal(3, await CountAsync(browser, $"action=role.given&day={old:yyyy-MM-dd}"));
        Assert.Equal(0, await CountAsync(browser, $"action=role.given&day={old.AddDays(1):yyyy-MM-dd}"));
        Assert.Equal(1, await CountAsync(browser, $"action=role.taken&person={ana.Id}"));

        using var api = await op.ApiAsync();
        var list = await api.GetFromJsonAsync<JsonElement>($"/api/v1/audit?person={bo.Id}&action=role.taken");
        var line = list.GetProperty("items").EnumerateArray().Single();
        Assert.Equal(bo.Id.ToString(), line.GetProperty("actorId").GetString());
        Assert.DoesNotContain("Tester", list.GetRawText(), StringComparison.Ordinal);

        var readings = await host.InDbAsync(district.Id, db => db.AuditEvents.Where(one => one.Action == "audit.read").ToListAsync());
        Assert.Equal(3, readings.Count); // once a day: about Ana, about Bo, about nobody
        Assert.All(readings, one => Assert.Equal(op.Id.Value, one.ActorPersonId));
        Assert.Single(readings, one => one.SubjectId == bo.Id.Value);
    }

    [Fact]
    public async Task Fifty_at_a_time_and_none_twice()
    {
        var district = await host.NewDistrictAsync();
        var op = await district.PersonAsync("Otto", [SchoolRole.Operator], at: district.Top);
        var ana = await district.PersonAsync("Ana", []);
        await WriteAsync(district, 120, ana, "role.given", ana, TimeSpan.Zero);
        using var api = await op.ApiAsync();

        foreach (var filter in new[] { "action=role.given", $"person={ana.Id}", $"person={ana.Id}&action=role.given" })
        {
            var (next, sizes, ids) = ($"/api/v1/audit?{filter}", new List<int>(), new HashSet<string>());
            while (next is not null)
            {
                var list = await api.GetFromJsonAsync<JsonElement>(next);
                var items = list.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("id").GetString()!).ToList();
                Assert.Equal(items.OrderDescending(StringComparer.Ordinal), items);
                sizes.Add(items.Count);
                ids.UnionWith(items);
                next = list.GetProperty("next").GetString();
            }
            Assert.Equal(sizes.Sum(), ids.Count);
            Assert.True(ids.Count is >= 120 and <= 122, $"{filter}: {ids.Count}");
            Assert.Equal([50, 50], sizes[..2]);
        }
    }

    [Fact]
    public async Task Fails_when_the_reader_does_not_run_the_district()
    {
        var district = await host.NewDistrictAsync();
        foreach (
            var (role, at) in new[]
            {
                (SchoolRole.Leader, district.Top),
                (SchoolRole.Teacher, district.School),
                (SchoolRole.Operator, district.School),
            }
        )
        {
            var person = await district.PersonAsync("Lin", [role], at: at);
            using var api = await person.ApiAsync();
            using var browser = await person.BrowserAsync();
            Assert.Equal(HttpStatusCode.Forbidden, (await api.GetAsync(new Uri("/api/v1/audit", UriKind.Relative))).StatusCode);
            Assert.NotEqual(HttpStatusCode.OK, (await browser.GetAsync(new Uri("/operations/audit", UriKind.Relative))).StatusCode);
        }
    }

    /// <summary>Whatever is looked up in the trail, no table is read whole.</summary>
    [Fact]
    public async Task Every_way_into_the_trail_has_an_index()
    {
        var district = await host.NewDistrictAsync();
        var ana = await district.PersonAsync("Ana", []);
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                if (!db.Database.IsSqlite())
                    return; // PostgreSQL's planner reads a small table whole whatever indexes there are
                TrailFilter[] filters =
                [
                    new(null, null, null),
                    new(ana.Id, null, null),
                    new(null, "role.given", null),
                    new(null, "role.given", new DateOnly(2026, 1, 1)),
                    new(ana.Id, "role.given", new DateOnly(2026, 1, 1)),
                ];
                foreach (var filter in filters)
                {
                    List<string> asked;
                    using (var queries = new QueryCount())
                    {
                        await db.TrailAsync(filter, TimeZoneInfo.Utc, Id<AuditEvent>.New(host.Clock.Now()), CancellationToken.None);
                        asked = [.. queries.Statements.Where(sql => sql.Contains("FROM \"audit_events\"", StringComparison.Ordinal))];
                    }
                    Assert.Equal(filter.Person is null ? 1 : 2, asked.Count); // what a person did, and what was done about them
                    foreach (var sql in asked)
                    {
#pragma warning disable EF1002, EF1003 // EF's own statement, with its parameters written as text
                        var plan = await db
                            .Database.SqlQueryRaw<Step>(
                                "explain query plan " + Parameter().Replace(sql, "'x'").Replace("{", "{{", StringComparison.Ordinal)
                            )
                            .ToListAsync();
#pragma warning restore EF1002, EF1003
                        Assert.NotEmpty(plan);
                        Assert.All(plan, step => Assert.DoesNotMatch("^SCAN|TEMP B-TREE", step.Detail));
                    }
                }
            }
        );
    }

    /// <summary>Every action that the code writes has a text for people, so that no code appears on the page.</summary>
    [Fact]
    public void Every_action_has_a_name_in_both_languages()
    {
        var written = Directory
            .EnumerateFiles(Sources.Platform, "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Written().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)
            .ToHashSet();
        Assert.True(written.Count > 40, "the actions were not found");

        foreach (var language in new[] { "", ".es" })
        {
            var texts = File.ReadAllText(Path.Combine(Sources.Platform, "Audit", $"Texts{language}.resx"));
            Assert.All(written, action => Assert.Contains($"\"Audit.Action.{action}\"", texts, StringComparison.Ordinal));
        }
    }

    private Task WriteAsync(TestDistrict district, int count, TestPerson by, string action, TestPerson about, TimeSpan when) =>
        host.InDbAsync(
            district.Id,
            async db =>
            {
                var now = host.Clock.Now() + when;
                for (var one = 0; one < count; one++)
                    db.AuditEvents.Add(
                        new AuditEvent(
                            district.Id,
                            by.Id.Value,
                            action,
                            nameof(Person),
                            about.Id.Value,
                            null,
                            now.AddMilliseconds(-one),
                            "203.0.113.7"
                        )
                    );
                await db.SaveChangesAsync();
            }
        );

    private static async Task<int> CountAsync(HttpClient browser, string query) =>
        (await browser.PageAsync("/operations/audit?" + query)).QuerySelectorAll("tbody tr").Length;

    private sealed record Step(int Id, int Parent, int NotUsed, string Detail);

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();

    [GeneratedRegex(
        @"(?:\.Audit|\.AuditAs|\bAudit|NoteReadingAsync|ChangeAsync|ChangeEnrollmentAsync)\((?:[^;{]*?)""([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)"""
    )]
    private static partial Regex Written();
}

[Collection("sqlite")]
public sealed class SqliteAuditTrailTests(SqliteHost host) : AuditTrailTests(host);

[Collection("postgres")]
public sealed class PostgresAuditTrailTests(PostgresHost host) : AuditTrailTests(host);
