using Cairn.SignIn.Sessions;
using Cairn.SignIn.Tokens;

namespace Cairn.Issuing.Keys;

/// <summary>An operator sees the organization's signing keys and changes to a new one. The private halves never leave.</summary>
internal static class IssuerKeys
{
    public static void MapIssuerKeys(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/schools/{id}/keys").RequireRole(SchoolRole.Operator);
        pages.MapGet("", Show);
        pages
            .MapPost("/{key}/retirement", RetireOnDay)
            .RequireFreshSignIn()
            .AsPage<KeyRotation>(Show, (rotation, http) => Back(http, Texts.KeysChanged, rotation.Next.Number))
            .InOtherWords("POST /api/v1/schools/{id}/keys/{key}/retirement");
        pages.MapGet("/{key}/compromise", Ask);
        pages
            .MapPost("/{key}/compromise", DeclareSinceDay)
            .RequireFreshSignIn()
            .AsPage<KeyCompromise>(Ask, (done, http) => Back(http, Texts.KeysDeclared, done.Stolen.Number, done.Next.Number))
            .InOtherWords("POST /api/v1/schools/{id}/keys/{key}/compromise");

        var api = routes.MapGroup("/api/v1/schools/{id}/keys").RequireRole(SchoolRole.Operator).WithTags("Schools").WithBodyOfAtMost(4096);
        api.MapGet("", List).WithSummary("The organization's signing keys, the newest first, each with its period");
        api.MapPost("/{key}/retirement", Retire)
            .WithSummary("Retire a key at an instant, now by default; the answer is the key that signs from then on")
            .GivesAccess();
        api.MapGet("/{key}/compromise", Preview).WithSummary("What declaring a key stolen since an instant would do");
        api.MapPost("/{key}/compromise", Declare)
            .WithSummary(
                "Declare that somebody else has had a key since an instant: what it signed since then is not believed. Cannot be taken back"
            )
            .GivesAccess();
    }

    /// <summary>Asked twice, the first date stands and the same next key comes back.</summary>
    private static async Task<Outcome<IssuerKeyLine>> Retire(
        Id<Organization> id,
        Id<IssuerKey> key,
        Input<KeyRetirement> asked,
        Visit visit,
        Issuers issuers
    ) =>
        (await issuers.RotateAsync(visit, id, key, asked.Value.At?.ToUniversalTime())).As(rotation =>
            IssuerKeyLine.Of(rotation.Next, visit.Now)
        );

    /// <summary>A day begins at midnight of the district, as the page says; today is now.</summary>
    private static Task<Outcome<KeyRotation>> RetireOnDay(
        Id<Organization> id,
        Id<IssuerKey> key,
        Input<KeyRetirementDay> asked,
        Visit visit,
        Issuers issuers
    )
    {
        var zone = visit.Actor.Zone;
        DateTimeOffset? at = asked.Value.At is { } day && day != visit.Now.DayIn(zone) ? day.StartIn(zone).ToUniversalTime() : null;
        return issuers.RotateAsync(visit, id, key, at);
    }

    /// <summary>Asked again, the earliest date stands; the answer is the key that signs in its place.</summary>
    private static async Task<Outcome<IssuerKeyLine>> Declare(
        Id<Organization> id,
        Id<IssuerKey> key,
        Input<KeyTheft> asked,
        Visit visit,
        Issuers issuers
    ) =>
        (await issuers.DeclareAsync(visit, id, key, asked.Value.Since.ToUniversalTime())).As(compromise =>
            IssuerKeyLine.Of(compromise.Next, visit.Now)
        );

    private static Task<Outcome<KeyCompromise>> DeclareSinceDay(
        Id<Organization> id,
        Id<IssuerKey> key,
        Input<KeyTheftDay> asked,
        Visit visit,
        Issuers issuers
    ) => issuers.DeclareAsync(visit, id, key, asked.Value.Since.StartIn(visit.Actor.Zone).ToUniversalTime());

    private static SeeOther Back(HttpContext http, string said, params object[] arguments) =>
        SeeOther.To($"/schools/{http.GetRouteValue("id")}/keys").Saying<Texts>(said, arguments);

    private static async Task<IResult> Show(Id<Organization> id, Visit visit, Form form) =>
        (await visit.FindOperatedAsync(id)).Succeeds(out var organization, out _)
            ? IssuerKeysPage.With(new IssuerKeysModel(organization, (await visit.IssuerKeysAsync(id)).Items, form))
            : TypedResults.NotFound();

    /// <summary>Without a day it asks for one; with a day it says what declaring the key stolen since its beginning will do.</summary>
    private static async Task<IResult> Ask(Id<Organization> id, Id<IssuerKey> key, Visit visit, Form form, DateOnly? since = null)
    {
        if (
            !(await visit.FindOperatedAsync(id)).Succeeds(out var organization, out _)
            || !(await visit.FindIssuerKeyAsync(id, key)).Succeeds(out var found, out _)
        )
            return TypedResults.NotFound();
        var zone = visit.Actor.Zone;
        var problem =
            since > visit.Now.DayIn(zone) ? "issuing.key-stolen-in-the-future"
            : form.Errors.FirstOrDefault() is not { } error ? null
            : error.Key.StartsWith("input.", StringComparison.Ordinal) ? "issuing.key-stolen-when"
            : error.Key;
        var preview =
            since is { } day && problem is null ? await visit.CompromiseOfAsync(found, day.StartIn(zone).ToUniversalTime()) : null;
        return KeyCompromisePage.With(
            new KeyCompromiseModel(organization, IssuerKeyLine.Of(found, visit.Now), preview, preview is null ? null : since, problem)
        );
    }

    private static async Task<Outcome<ListOf<IssuerKeyLine>>> List(Id<Organization> id, Visit visit) =>
        (await visit.FindOperatedAsync(id)).Refusal is { } refusal ? refusal : await visit.IssuerKeysAsync(id);

    private static async Task<Outcome<CompromisePreview>> Preview(
        Id<Organization> id,
        Id<IssuerKey> key,
        Visit visit,
        DateTimeOffset? since = null
    ) =>
        !(await visit.FindIssuerKeyAsync(id, key)).Succeeds(out var found, out var refusal) ? refusal
        : since > visit.Now ? new Refusal("issuing.key-stolen-in-the-future", "since")
        : await visit.CompromiseOfAsync(found, since?.ToUniversalTime() ?? visit.Now);
}
