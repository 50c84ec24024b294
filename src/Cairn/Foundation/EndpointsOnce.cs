namespace Cairn.Foundation;

internal static class EndpointsOnce
{
    /// <summary>
    /// Called when all addresses are mapped. Routing asks for all endpoints, authorization asks for them once more, and ASP.NET makes them
    /// anew for each: hundreds of handlers to look through, a good part of what a start costs. One list of them is kept for both.
    /// </summary>
    public static void MakeEndpointsOnce(this IEndpointRouteBuilder routes)
    {
        var once = new CompositeEndpointDataSource([.. routes.DataSources]);
        routes.DataSources.Clear();
        routes.DataSources.Add(once);
    }
}
