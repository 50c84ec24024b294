using Cairn.Foundation;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Cairn.SignIn.Sessions;

namespace Cairn.Awarding.Keys;

/// <summary>An operator sees the organization's signing keys and changes to a new one.</summary>
internal static class IssuerKeyPages
{
    public static void MapIssuerKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/schools/{id}/keys").RequireRole(SchoolRole.Operator);
        keys.MapGet("", Show);
        keys.MapPost("/{key}/retirement", Retire).RequireFreshSignIn();
        keys.MapGet("/{key}/compromise", Ask);
        keys.MapPost("/{key}/compromise", Declare).RequireFreshSignIn();
        routes.MapIssuerKeyApi();
    }

    private static async Task<IResult> Show(
        Id<Organization> id,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    ) =>
        await db.OperatedAsync(id, http.Actor(), stop) is { } organization
            ? IssuerKeysPage.With(new IssuerKeysModel(organization, await db.IssuerKeysOfAsync(id, clock.Now(), stop), Form.Empty()))
            : TypedResults.NotFound();

    private static async Task<IResult> Retire(
        Id<Organization> id,
        Id<IssuerKey> key,
        Form form,
        HttpContext http,
        CairnDb db,
        Issuers issuers,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.OperatedAsync(id, http.Actor(), stop) is not { } organization)
            return TypedResults.NotFound();
        // A day begins at midnight of the district, as the page says; today is now.
        var (now, zone) = (clock.Now(), http.Actor().Zone);
        DateTimeOffset? at = form.Date("at") is { } day && day != now.DayIn(zone) ? day.StartIn(zone).ToUniversalTime() : null;
        if (!form.Invalid)
        {
            if (await issuers.RotateAsync(http.Actor(), organization, key, at, now, stop) is not { } result)
                return TypedResults.NotFound();
            if (result.Succeeds(out var rotation, out var refusal))
                return SeeOther.To($"/schools/{id}/keys").Saying<Texts>("Keys.Changed", rotation.Next.Number);
            form.Errors.Add(refusal.Field ?? "", refusal.Code, [.. refusal.Args]);
        }
        return IssuerKeysPage.With(
            new IssuerKeysModel(organization, await db.IssuerKeysOfAsync(id, now, stop), form),
            StatusCodes.Status422UnprocessableEntity
        );
    }

    /// <summary>Without a day it asks for one; with a day it says what declaring the key stolen since its beginning will do.</summary>
    private static async Task<IResult> Ask(
        Id<Organization> id,
        Id<IssuerKey> key,
        DateOnly? since,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    ) =>
        await CompromiseAsync(id, key, since, null, http, db, clock.Now(), stop) is { } model
            ? KeyCompromisePage.With(model)
            : TypedResults.NotFound();

    private static async Task<IResult> Declare(
        Id<Organization> id,
        Id<IssuerKey> key,
        Form form,
        HttpContext http,
        CairnDb db,
        Issuers issuers,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.OperatedAsync(id, http.Actor(), stop) is not { } organization)
            return TypedResults.NotFound();
        var (now, since, problem) = (clock.Now(), form.Date("since"), "awarding.key-stolen-when");
        if (since is { } day)
        {
            if (
                await issuers.DeclareAsync(http.Actor(), organization, key, day.StartIn(http.Actor().Zone).ToUniversalTime(), now, stop)
                is not { } result
            )
                return TypedResults.NotFound();
            if (result.Succeeds(out var compromise, out var refusal))
                return SeeOther.To($"/schools/{id}/keys").Saying<Texts>("Keys.Declared", compromise.Stolen.Number, compromise.Next.Number);
            problem = refusal.Code;
        }
        return await CompromiseAsync(id, key, null, problem, http, db, now, stop) is { } model
            ? KeyCompromisePage.With(model, StatusCodes.Status422UnprocessableEntity)
            : TypedResults.NotFound();
    }

    private static async Task<KeyCompromiseModel?> CompromiseAsync(
        Id<Organization> id,
        Id<IssuerKey> key,
        DateOnly? since,
        string? problem,
        HttpContext http,
        CairnDb db,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (
            await db.OperatedAsync(id, http.Actor(), stop) is not { } organization
            || await db.IssuerKeyAsync(id, key, stop) is not { } found
        )
            return null;
        var zone = http.Actor().Zone;
        if (since > now.DayIn(zone))
            (since, problem) = (null, "awarding.key-stolen-in-the-future");
        var preview = since is { } day ? await db.CompromiseOfAsync(found, day.StartIn(zone).ToUniversalTime(), stop) : null;
        return new(organization, IssuerKeyLine.Of(found, now), preview, since, problem);
    }
}

/// <summary>Whether to declare a key stolen: first since when, then what that will do, then the act.</summary>
public sealed class KeyCompromiseModel
{
    internal KeyCompromiseModel(
        Organization organization,
        IssuerKeyLine key,
        CompromisePreview? preview,
        DateOnly? since,
        string? problem
    ) => (Organization, Key, Preview, Since, Problem) = (organization, key, preview, since, problem);

    internal Organization Organization { get; }
    internal IssuerKeyLine Key { get; }

    /// <summary>Null: no day was chosen yet.</summary>
    internal CompromisePreview? Preview { get; }

    internal DateOnly? Since { get; }

    /// <summary>The code of what is wrong with the day.</summary>
    internal string? Problem { get; }

    internal bool IsWeb => Key.Issuer.StartsWith("did:web:", StringComparison.Ordinal);
    internal string Keys => $"/schools/{Organization.Id}/keys";
    internal string Url => $"{Keys}/{Key.Id}/compromise";
}

/// <summary>An organization's keys, the newest first.</summary>
public sealed class IssuerKeysModel
{
    internal IssuerKeysModel(Organization organization, IReadOnlyList<IssuerKeyLine> keys, Form form) =>
        (Organization, Keys, Form) = (organization, keys, form);

    internal Organization Organization { get; }
    internal IReadOnlyList<IssuerKeyLine> Keys { get; }
    internal Form Form { get; }

    /// <summary>Where that key is declared stolen.</summary>
    internal string StolenUrl(IssuerKeyLine key) => $"{Url}/{key.Id}/compromise";

    /// <summary>The one that could be retired: it signs, and no end is set.</summary>
    internal IssuerKeyLine? Current => Keys.FirstOrDefault(key => key.State is KeyState.Signs && key.ExpiresAt is null);

    internal bool IsWeb => Keys.Any(key => key.Issuer.StartsWith("did:web:", StringComparison.Ordinal));
    internal string Url => $"/schools/{Organization.Id}/keys";
}
