using Cairn.Awarding;
namespace Cairn.Assessing;

internal static class AssessingSetup
{
    public static void MapAssessing(this IEndpointRouteBuilder routes)
    {
        routes.MapReviewing();
        routes.MapPractice();
        routes.MapDeciding();
    }
}
