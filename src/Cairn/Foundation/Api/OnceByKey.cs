using Cairn.Foundation.Load;
using Cairn.Foundation.Signing;
using Microsoft.AspNetCore.Http.Features;

namespace Cairn.Foundation.Api;

/// <summary>
/// A POST that names itself is done once, however often it comes: a program's by its header <c>Idempotency-Key</c>, a page's form by a hidden
/// field (<c>PostForm Once</c>), for a second click. The second gets the first one's answer; if it comes meanwhile, it waits for it. What was
/// refused is forgotten: it may be put right and sent again.
/// </summary>
internal sealed class OnceByKey(RequestDelegate next, AskerOf askerOf, MasterKey master, TimeProvider clock)
{
    public const string Header = "Idempotency-Key";
    public const string Field = "__once";

    private const string Purpose = "kept-answer";
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private const int MostSteps = 100;

    public async Task InvokeAsync(HttpContext http, CairnDb db, RefusalTexts texts)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || !db.Tenant.IsEntered || await KeyOfAsync(http.Request) is not { } key)
        {
            await next(http);
            return;
        }
        if (key.Length > KeptAnswer.LongestKey || !key.All(char.IsAscii) || key.Any(char.IsControl))
        {
            await texts.Problem(new Refusal("api.key", null, KeptAnswer.LongestKey)).ExecuteAsync(http);
            return;
        }
        var request = await HashAsync(http.Request, http.RequestAborted);
        for (var step = 0; ; step++)
        {
            var mine = new KeptAnswer(db.Tenant.DistrictId, askerOf(http), key, request, clock.Now());
            if (await IsFirstAsync(db, mine))
            {
                await AnswerAsync(http, db, mine);
                return;
            }
            var first = await db
                .KeptAnswers.AsNoTracking()
                .FirstOrDefaultAsync(one => one.Asker == mine.Asker && one.Key == key, http.RequestAborted);
            if (first is not null && !first.IsKept(clock.Now()))
                await db.KeptAnswers.Where(one => one.Id == first.Id).ExecuteDeleteAsync(http.RequestAborted);
            else if (first is not null && first.RequestSha256 != request)
            {
                // A form that is filled in again, after Back, is another one.
                if (!ForPrograms.Is(http.Request))
                    await next(http);
                else
                    await texts.Problem(new Refusal("api.key-of-another")).ExecuteAsync(http);
                return;
            }
            else if (first?.Status is { } status)
            {
                await AgainAsync(http, first!, status);
                return;
            }
            else if (step >= MostSteps)
            {
                await texts.Problem(Refusal.Conflict("api.key-not-done")).ExecuteAsync(http);
                return;
            }
            else // it is under way, or was refused meanwhile
                await Task.Delay(Step, http.RequestAborted);
        }
    }

    private static async Task<string?> KeyOfAsync(HttpRequest request) =>
        ForPrograms.Is(request)
            ? request.Path.StartsWithSegments("/api") && request.Headers[Header].ToString() is { Length: > 0 } named
                ? named
                : null
            : request.HasFormContentType && (await request.ReadFormAsync())[Field].ToString() is { Length: > 0 } hidden
                ? hidden
                : null;

    /// <summary>Of the address and the body. A form counts by its fields and files: what separates them is new each time it is sent.</summary>
    private static async Task<string> HashAsync(HttpRequest request, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{text.Length}:{text}"));
        Add(request.Path + request.QueryString);
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(stop);
            foreach (
                var (name, values) in form.Where(one => !one.Key.StartsWith("__", StringComparison.Ordinal))
                    .OrderBy(one => one.Key, StringComparer.Ordinal)
            )
                Add($"{name}={values}");
            foreach (var file in form.Files)
            {
                Add($"{file.Name}={file.FileName}");
                await using var content = file.OpenReadStream();
                hash.AppendData(await SHA256.HashDataAsync(content, stop));
            }
        }
        else
        {
            request.EnableBuffering();
            hash.AppendData(await SHA256.HashDataAsync(request.Body, stop));
            request.Body.Position = 0;
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task<bool> IsFirstAsync(CairnDb db, KeptAnswer mine)
    {
        try
        {
            db.Add(mine);
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateException taken) when (taken.IsConflict())
        {
            return false;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Does it and keeps the answer. It is done even if nobody waits for it any more: they will ask again.</summary>
    private async Task AnswerAsync(HttpContext http, CairnDb db, KeptAnswer mine)
    {
        var (asked, response) = (http.RequestAborted, http.Features.GetRequiredFeature<IHttpResponseBodyFeature>());
        using var body = new MemoryStream();
        (http.RequestAborted, http.Response.Body) = (CancellationToken.None, body);
        var isDone = false;
        try
        {
            await next(http);
            isDone = http.Response.StatusCode is >= 200 and < 300 or StatusCodes.Status303SeeOther;
        }
        finally
        {
            http.RequestAborted = asked;
            http.Features.Set(response);
            var kept = db.KeptAnswers.Where(one => one.Id == mine.Id);
            if (isDone)
                await kept.ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(one => one.Status, http.Response.StatusCode)
                            .SetProperty(one => one.Location, http.Response.Headers.Location.ToString())
                            .SetProperty(one => one.ContentType, http.Response.ContentType)
                            .SetProperty(one => one.Body, master.Wrap(body.ToArray(), Purpose)),
                    CancellationToken.None
                );
            else
                await kept.ExecuteDeleteAsync(CancellationToken.None);
        }
        body.Position = 0;
        await body.CopyToAsync(http.Response.Body, asked);
    }

    private async Task AgainAsync(HttpContext http, KeptAnswer first, int status)
    {
        http.Response.StatusCode = status;
        if (first.Location is { Length: > 0 } location)
            http.Response.Headers.Location = location;
        http.Response.ContentType = first.ContentType;
        await http.Response.Body.WriteAsync(master.Unwrap(first.Body!, Purpose), http.RequestAborted);
    }
}
