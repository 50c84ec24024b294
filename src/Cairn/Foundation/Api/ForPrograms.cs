namespace Cairn.Foundation.Api;

/// <summary>The addresses for programs: bearer tokens count there and cookies do not, and what goes wrong is problem details.</summary>
internal static class ForPrograms
{
    public static bool Is(HttpRequest request) => request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/vcalm");
}
