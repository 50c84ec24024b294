using System.Data.Common;
using System.Net;
using System.Text.RegularExpressions;
using Cairn.Tests;
using Cairn.Tests.Awarding;
using Cairn.Tests.Design;
using Cairn.Tests.Earning;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Cairn.BrowserTests;

/// <summary>
/// Rule 5, for everybody who writes and everything that goes wrong meanwhile: when it has passed and the writer has done what the page
/// offers, the words are stored; and where two were written, neither is gone unseen.
/// </summary>
public sealed partial class NobodysWordsTests(Chromium chromium, HostWithADisk faulty) : IClassFixture<HostWithADisk>
{
    private const string Words = "Words that took a while to find.";
    private const string Others = "What was written elsewhere meanwhile.";

    private SqliteHost Host => faulty.Host;

    public static TheoryData<string, string> Everything
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var writer in (string[])["learner", "author", "teacher", "assessor", "reviewer"])
            foreach (var fault in (string[])["connection", "session", "server", "disk", "two tabs", "two devices"])
                all.Add(writer, fault);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Words_outlive(string writer, string fault)
    {
        await using var desk = await DeskOfAsync(writer);
        var page = desk.Page;
        switch (fault)
        {
            case "connection":
                await desk.Context.SetOfflineAsync(true);
                await desk.WriteAsync(page, Words);
                await desk.FailAsync(page);
                await desk.Context.SetOfflineAsync(false);
                await desk.ComeBackAsync(page);
                break;
            case "server":
                await desk.Context.RouteAsync("**/*", Down);
                await desk.WriteAsync(page, Words);
                await desk.FailAsync(page);
                await desk.Context.UnrouteAsync("**/*", Down);
                await desk.ComeBackAsync(page);
                break;
            case "session":
                await desk.Context.ClearCookiesAsync(new() { NameRegex = ButForms() });
                await desk.WriteAsync(page, Words);
                await desk.FailAsync(page, "signedout");
                await desk.Context.SignInAsync(desk.Person.Username, TestDistrict.Password);
                await desk.SendAgainAsync(page);
                break;
            case "disk":
                faulty.Disk.IsFull = true;
                await desk.WriteAsync(page, Words);
                await desk.FailAsync(page);
                faulty.Disk.IsFull = false;
                await desk.SendAgainAsync(page);
                break;
            default:
                await using (var device = fault == "two devices" ? await chromium.SignedInAsync(Host, desk.Person) : null)
                {
                    var other = await (device ?? desk.Context).NewPageAsync();
                    await desk.OpenAsync(other);
                    await desk.WriteAsync(page, Others);
                    await desk.SaveAsync(page);
                    await desk.WriteAsync(other, Words);
                    await desk.SaveSecondAsync(other);
                    var seen = string.Join(
                        '\n',
                        await other.Locator("textarea").EvaluateAllAsync<string[]>("all => all.map(one => one.value)")
                    );
                    var stored = await desk.StoredAsync();
                    Assert.Contains(Words, stored + seen, StringComparison.Ordinal);
                    Assert.Contains(Others, stored + seen, StringComparison.Ordinal);
                }
                return;
        }
        Assert.Contains(Words, await desk.StoredAsync(), StringComparison.Ordinal);
    }

    /// <summary>A proxy answers for a server that is not there.</summary>
    private static Task Down(IRoute route) =>
        route.Request.Method == "POST" ? route.FulfillAsync(new() { Status = 502, Body = "Bad gateway" }) : route.ContinueAsync();

    private async Task<WritingDesk> DeskOfAsync(string writer)
    {
        switch (writer)
        {
            case "learner":
            {
                var scene = await EarningScene.NewAsync(Host);
                var id = await scene.StartAsync();
                return await OpenAsync(
                    scene.Learner,
                    $"/earning/{id}/overview",
                    "[name='answer.why']",
                    db => db.Answers.Select(one => one.Text).ToListAsync()
                );
            }
            case "author":
            {
                var district = await Host.NewDistrictAsync();
                var author = await district.PersonAsync("Ana", [SchoolRole.Author]);
                var draft = (await (await author.ApiAsync()).DraftAsync(district, Blueprints.Complete)).Text("id");
                return await OpenAsync(
                    author,
                    $"/design/{draft}/edit",
                    "[name=summary]",
                    async db => [(await db.Versions.SingleAsync()).Blueprint.Summary]
                );
            }
            case "teacher":
            {
                var scene = await EarningScene.NewAsync(Host, "01");
                var teacher = await scene.TeacherOfAsync(scene.Learner);
                await scene.StartAsync();
                return await OpenAsync(
                    teacher,
                    $"/earning/capture/{scene.Version}/photo",
                    "[name=text]",
                    db => db.Artifacts.Select(one => one.Text ?? "").ToListAsync(),
                    "main form[enctype] button[type=submit]",
                    page => page.Locator("[name=children]").First.CheckAsync()
                );
            }
            case "assessor":
            {
                var journey = await Journey.BeginAsync(Host);
                await journey.SubmitAsync(await journey.District.PersonAsync("Kim", [SchoolRole.Learner]));
                using var browser = await journey.Assessor.BrowserAsync();
                var queue = await browser.PageAsync("/assessing");
                var claim = queue.QuerySelector("button[name=SubmissionId]")!;
                var claimed = await browser.PostFormAsync(
                    claim.Closest("form")!.GetAttribute("action")!,
                    [("SubmissionId", claim.GetAttribute("value")!)],
                    "/assessing"
                );
                Assert.Equal(HttpStatusCode.SeeOther, claimed.StatusCode);
                return await OpenAsync(
                    journey.Assessor,
                    claimed.Headers.Location!.OriginalString,
                    "[name=Note]",
                    db => db.Reviews.Select(one => one.Note ?? "").ToListAsync()
                );
            }
            case "reviewer":
            {
                var district = await Host.NewDistrictAsync();
                using var author = await (await district.PersonAsync("Ana", [SchoolRole.Author])).ApiAsync();
                var draft = (await author.DraftAsync(district, Blueprints.Complete)).Text("id");
                await author.AskForReviewAsync(draft);
                return await OpenAsync(
                    await district.PersonAsync("Rui", [SchoolRole.Reviewer]),
                    $"/design/reviews/{draft}",
                    "[name=comment]",
                    db => db.DesignFeedback.Select(one => one.Comment).ToListAsync(),
                    "main button[value=changes]"
                );
            }
            default:
                throw new ArgumentOutOfRangeException(nameof(writer));
        }
    }

    private async Task<WritingDesk> OpenAsync(
        TestPerson person,
        string address,
        string field,
        Func<CairnDb, Task<List<string>>> stored,
        string? submit = null,
        Func<IPage, Task>? alsoFill = null
    )
    {
        var context = await chromium.SignedInAsync(Host, person);
        var desk = new WritingDesk(Host, context, await context.NewPageAsync(), person, address, field, stored, submit, alsoFill);
        await desk.OpenAsync(desk.Page);
        return desk;
    }

    [GeneratedRegex("^(?!cairn-form)")]
    private static partial Regex ButForms();

    /// <param name="Field">Where words are typed.</param>
    /// <param name="Stored">All that the database holds of them.</param>
    /// <param name="Submit">The button that sends them; null: they are saved as they are typed.</param>
    private sealed record WritingDesk(
        SqliteHost Host,
        IBrowserContext Context,
        IPage Page,
        TestPerson Person,
        string Address,
        string Field,
        Func<CairnDb, Task<List<string>>> Stored,
        string? Submit,
        Func<IPage, Task>? AlsoFill
    ) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Context.DisposeAsync();

        public async Task<string> StoredAsync() => string.Join('\n', await Host.InDbAsync(Person.District.Id, Stored));

        public Task OpenAsync(IPage page) => page.GotoAsync(Address);

        public async Task WriteAsync(IPage page, string words)
        {
            await page.Locator(Field).FillAsync(words);
            if (AlsoFill is not null)
                await AlsoFill(page);
        }

        public Task SaveAsync(IPage page) => Submit is null ? SaysAsync(page, "now") : SendAsync(page);

        /// <summary>Where somebody else saved meanwhile.</summary>
        public Task SaveSecondAsync(IPage page) => Submit is null ? page.Locator("[data-take=mine]").WaitForAsync() : SendAsync(page);

        /// <summary>Tries to save, and cannot.</summary>
        public async Task FailAsync(IPage page, string state = "")
        {
            if (Submit is null)
                await SaysAsync(page, state.Length > 0 ? state : "failed", "offline");
            else
                await SendAsync(page);
        }

        /// <summary>The page is opened again: what was typed was kept on the device.</summary>
        public async Task ComeBackAsync(IPage page)
        {
            await OpenAsync(page);
            if (Submit is null)
            {
                // By the page that came back, or by the old one at the last moment.
                using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
                while (!(await StoredAsync()).Contains(Words, StringComparison.Ordinal))
                    await Task.Delay(50, patience.Token);
                return;
            }
            Assert.Equal(Words, await page.Locator(Field).InputValueAsync());
            await SendAsync(page);
        }

        /// <summary>The page that holds the words sends them again.</summary>
        public async Task SendAgainAsync(IPage page)
        {
            if (Submit is null)
            {
                await page.EvaluateAsync("dispatchEvent(new Event('focus')); dispatchEvent(new Event('online'))");
                await SaysAsync(page, "now");
                return;
            }
            await Answered(page, () => page.Locator("main form button[type=submit]").ClickAsync());
        }

        private Task SendAsync(IPage page) => Answered(page, () => page.Locator(Submit!).First.ClickAsync());

        /// <summary>Until another page, or an error of the browser's own, is there.</summary>
        private static async Task Answered(IPage page, Func<Task> act)
        {
            await page.EvaluateAsync("window.before = true");
            await act();
            for (var patience = 0; patience < 3_000; patience++)
            {
                try
                {
                    if (await page.EvaluateAsync<bool>("!window.before && document.readyState === 'complete'"))
                        return;
                }
                catch (PlaywrightException)
                {
                    // Between two pages.
                }
                await Task.Delay(20);
            }
            Assert.Fail("The page stayed.");
        }

        private static Task SaysAsync(IPage page, params string[] states) =>
            page.Locator(string.Join(',', states.Select(state => $"cairn-autosave[data-state={state}]"))).WaitForAsync();
    }
}

/// <summary>A host whose database can be told that there is no room left.</summary>
public sealed class HostWithADisk : IAsyncLifetime
{
    internal NoRoom Disk { get; } = new();
    public SqliteHost Host { get; }

    public HostWithADisk() =>
        Host = new SqliteHost
        {
            MoreServices = services => services.ConfigureDbContext<SqliteCairnDb>(context => context.AddInterceptors(Disk)),
        };

    public ValueTask InitializeAsync() => Host.InitializeAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

/// <summary>Answers what writes as SQLite does on a full disk.</summary>
internal sealed partial class NoRoom : DbCommandInterceptor
{
    public bool IsFull { get; set; }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Past(command, result));

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Past(command, result));

    private T Past<T>(DbCommand command, T result) =>
        IsFull && Writes().IsMatch(command.CommandText) ? throw new SqliteException("database or disk is full", 13) : result;

    [GeneratedRegex("^(insert|update|delete)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Writes();
}
