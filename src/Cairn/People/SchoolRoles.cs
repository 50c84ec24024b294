using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Cairn.People;

internal static class SchoolRoles
{
    /// <summary>Somebody signed in as a person of a district.</summary>
    public static TBuilder RequirePerson<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route.RequireAuthorization(policy => policy.AddRequirements(new SchoolRoleRequirement([])));

    /// <summary>Somebody signed in with their own account: not with a card, not with a token.</summary>
    public static TBuilder RequireAccount<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route.RequireAuthorization(policy => policy.AddRequirements(new SchoolRoleRequirement([])).RequireClaim(ClaimTypes.NameIdentifier));

    /// <summary>Somebody who holds one of the roles somewhere in the district; the entity asks where.</summary>
    public static TBuilder RequireRole<TBuilder>(this TBuilder route, params SchoolRole[] roles)
        where TBuilder : IEndpointConventionBuilder =>
        route.RequireAuthorization(policy => policy.AddRequirements(new SchoolRoleRequirement(roles)));
}

internal sealed record SchoolRoleRequirement(IReadOnlyList<SchoolRole> AnyOf) : IAuthorizationRequirement;

internal sealed class SchoolRoleHandler : AuthorizationHandler<SchoolRoleRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, SchoolRoleRequirement requirement)
    {
        if (
            context.Resource is HttpContext http
            && http.FindActor() is { } actor
            && (requirement.AnyOf.Count == 0 || requirement.AnyOf.Any(actor.Has))
        )
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
