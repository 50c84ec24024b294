using Cairn.SignIn.Guessing;

namespace Cairn.SignIn.Invitations;

/// <summary>
/// A paper code may also be in the address: a wrong one counts there as if typed. A link's secret is too long to guess and never has to
/// wait.
/// </summary>
internal sealed class CodeInAddress : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (InvitationCode.Read(http.GetRouteValue("secret") as string) is null)
            return await next(context);

        var guesses = http.RequestServices.GetRequiredService<Guesses>();
        var made = await guesses.AdmitAsync(Door.Join, "", null, http.RequestAborted);
        if (http.MustWait(made) is { } wait)
            return TypedResults.StatusCode(wait.Status);

        var answer = await next(context);
        if (StatusOf(answer) is not StatusCodes.Status404NotFound)
            await guesses.TakeBackAsync(made, http.RequestAborted);
        return answer;
    }

    private static int? StatusOf(object? answer) =>
        answer switch
        {
            INestedHttpResult nested => StatusOf(nested.Result),
            IStatusCodeHttpResult known => known.StatusCode,
            _ => null,
        };
}
