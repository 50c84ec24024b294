using System.Net;
using Cairn.SignIn.Tokens;
using Microsoft.AspNetCore.Authorization;

namespace Cairn.Vcalm;

/// <summary>
/// Who may use an organization's VCALM address: a token of its district that carries the scope, and to issue or to change a status its
/// owner must be an operator there. <c>CAIRN_VCALM_OPEN=1</c> waives the token for programs of this machine, so that test suites can be
/// pointed here.
/// </summary>
internal static class VcalmAccess
{
    public static TBuilder RequireVcalm<TBuilder>(this TBuilder route, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        route.RequireAuthorization(policy => policy.AddRequirements(new VcalmRequirement(scope)));

    /// <summary>
    /// Whether the request needs no token: the process was started that way, and the request comes from this machine, under this machine's
    /// own name, through no proxy that tells us so, and without a token. A web page from elsewhere in a browser on this machine cannot send
    /// one: browsers ask us before they send JSON to another origin, and a name that was made to point here is not ours.
    /// </summary>
    public static bool IsOpen(HttpContext http, CairnOptions options) =>
        options.VcalmOpen
        && http.Connection.RemoteIpAddress is { } from
        && IPAddress.IsLoopback(from)
        && http.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]"
        && http.Request.Headers is { } headers
        && !headers.ContainsKey("Authorization")
        && !headers.ContainsKey("X-Forwarded-For")
        && !headers.ContainsKey("Forwarded");

    /// <summary>
    /// The organization, when the caller may see it; enters its district. On an open instance that is any organization of this
    /// installation.
    /// </summary>
    public static async Task<Organization?> OrganizationAsync(
        this CairnDb db,
        HttpContext http,
        CairnOptions options,
        Id<Organization> id,
        CancellationToken stop
    )
    {
        if (http.FindActor() is null && IsOpen(http, options) && await db.DistrictOfAsync(id, stop) is { } district)
            db.Tenant.Enter(district);
        return db.Tenant.IsEntered
            ? await db.Organizations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id && o.Kind != OrganizationKind.Partner, stop)
            : null;
    }

    /// <summary>Whether the caller may sign in the organization's name.</summary>
    public static bool MaySign(HttpContext http, Organization organization) =>
        http.FindActor() is not { } actor || actor.Has(SchoolRole.Operator, organization.Id);
}

internal sealed record VcalmRequirement(string Scope) : IAuthorizationRequirement;

internal sealed class VcalmHandler(CairnOptions options) : AuthorizationHandler<VcalmRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, VcalmRequirement requirement)
    {
        if (
            context.Resource is HttpContext http
            && (http.FindActor() is not null ? http.User.HasClaim(TokenScopes.Claim, requirement.Scope) : VcalmAccess.IsOpen(http, options))
        )
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
