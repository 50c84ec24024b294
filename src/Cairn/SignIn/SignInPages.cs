namespace Cairn.SignIn;

internal static class SignInPages
{
    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/denied", () => TypedResults.StatusCode(StatusCodes.Status403Forbidden));
    }
}
