namespace Cairn.Assessing;

internal static class AssessingSetup
{
    public static void MapAssessing(this IEndpointRouteBuilder routes)
    {
        routes.MapAssessingPages();
        routes.MapPractice();
        routes.MapDeciding();
        routes.MapReviewApi();
        routes.MapPracticeApi();
    }
}
