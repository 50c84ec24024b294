using Microsoft.AspNetCore.Authorization;

namespace Cairn.Vcalm;

internal static class VcalmSetup
{
    public static void AddVcalm(this IServiceCollection services)
    {
        services.AddScoped<IssueCredential>();
        services.AddSingleton<IAuthorizationHandler, VcalmHandler>();
    }
}
