using Cairn.Foundation;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;

namespace Cairn.Awarding.Keys;

/// <summary>An operator sees the organization's signing keys and changes to a new one.</summary>
internal static class IssuerKeyPages
{
    public static void MapIssuerKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/schools/{id}/keys").RequireRole(SchoolRole.Operator);
        keys.MapGet("", Show);
        keys.MapPost("/{key}/retirement", Retire);
        routes.MapIssuerKeyApi();
    }

    private static async Task<IResult> Show(Id<Organization> id, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop) =>
        await db.OperatedAsync(id, http.Actor(), stop) is { } organization
            ? IssuerKeysPage.With(new IssuerKeysModel(organization, await db.IssuerKeysOfAsync(id, clock.Now(), stop), Form.Empty()))
            : TypedResults.NotFound();

    private static async Task<IResult> Retire(Id<Organization> id, Id<IssuerKey> key, Form form, HttpContext http, CairnDb db, Issuers issuers, TimeProvider clock, CancellationToken stop)
    {
        if (await db.OperatedAsync(id, http.Actor(), stop) is not { } organization) return TypedResults.NotFound();
        // A day begins at midnight of the district, as the page says; today is now.
        var (now, zone) = (clock.Now(), http.Actor().Zone);
        DateTimeOffset? at = form.Date("at") is { } day && day != now.DayIn(zone) ? day.StartIn(zone).ToUniversalTime() : null;
        if (!form.Invalid)
        {
            if (await issuers.RotateAsync(http.Actor(), organization, key, at, now, stop) is not { } result) return TypedResults.NotFound();
            if (result.Succeeds(out var rotation, out var refusal)) return SeeOther.To($"/schools/{id}/keys").Saying<Texts>("Keys.Changed", rotation.Next.Number);
            form.Errors.Add(refusal.Field ?? "", refusal.Code, [.. refusal.Args]);
        }
        return IssuerKeysPage.With(new IssuerKeysModel(organization, await db.IssuerKeysOfAsync(id, now, stop), form), StatusCodes.Status422UnprocessableEntity);
    }
}

/// <summary>An organization's keys, the newest first.</summary>
public sealed class IssuerKeysModel
{
    internal IssuerKeysModel(Organization organization, IReadOnlyList<IssuerKeyLine> keys, Form form) => (Organization, Keys, Form) = (organization, keys, form);

    internal Organization Organization { get; }
    internal IReadOnlyList<IssuerKeyLine> Keys { get; }
    internal Form Form { get; }

    /// <summary>The one that could be retired: it signs, and no end is set.</summary>
    internal IssuerKeyLine? Current => Keys.FirstOrDefault(key => key.State is KeyState.Signs && key.ExpiresAt is null);

    internal bool IsWeb => Keys.Any(key => key.Issuer.StartsWith("did:web:", StringComparison.Ordinal));
    internal string Url => $"/schools/{Organization.Id}/keys";
}
