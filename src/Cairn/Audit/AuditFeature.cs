namespace Cairn.Audit;

internal sealed class AuditFeature : Feature
{
    public override void Map(IEndpointRouteBuilder routes) => routes.MapAudit();
}
