using Cairn.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.Home;

internal static class HomePages
{
    public static void MapHome(this IEndpointRouteBuilder routes) => routes.MapGet("/", Show);

    private static RazorComponentResult<HomePage> Show(HttpContext http) => HomePage.With(new HomeModel(http.FindActor()?.Name));
}

/// <param name="Name">Who is signed in; null: nobody.</param>
public sealed record HomeModel(string? Name);
