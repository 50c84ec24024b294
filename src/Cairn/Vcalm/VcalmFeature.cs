using Microsoft.AspNetCore.Authorization;

namespace Cairn.Vcalm;

internal sealed class VcalmFeature : Feature
{
    public override void Add(IServiceCollection services, CairnOptions options) =>
        services.AddScoped<IssueCredential>().AddSingleton<IAuthorizationHandler, VcalmHandler>();

    public override void Map(IEndpointRouteBuilder routes) => routes.MapVcalm();
}
