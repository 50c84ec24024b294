using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Cairn.Foundation.Acts;

/// <summary>
/// An act is one handler that returns an <see cref="Outcome{T}"/>. Mapped below <c>/api</c> it answers with JSON or a problem; mapped at a
/// page's address, with <see cref="AsPage"/>, it leads on or shows the page again with what was typed. README.md beside this file says how.
/// </summary>
internal static class Acts
{
    /// <summary>
    /// Makes a page from the act's outcome. <paramref name="done"/> says where to redirect; null shows the page, with what was made or what
    /// is said on its form (<see cref="FormOf"/>). A refusal shows it too, with its status. <paramref name="again"/> shows the page; it is
    /// the handler that shows it on GET; its <see cref="Form"/> then holds what was typed and what is wrong with it. If something is not
    /// found, a page says so.
    /// </summary>
    public static RouteHandlerBuilder AsPage<T>(this RouteHandlerBuilder route, Delegate again, Func<T, HttpContext, IResult?> done) =>
        route.Page<T>(again, (value, http) => Task.FromResult(done(value, http)));

    /// <summary>The same for an asynchronous answer: one made from what the database holds, or one that signs in again.</summary>
    public static RouteHandlerBuilder AsPage<T>(this RouteHandlerBuilder route, Delegate again, Func<T, HttpContext, Task<IResult>> done) =>
        route.Page<T>(again, async (value, http) => await done(value, http));

    /// <summary>The same if the result of the act says where to redirect.</summary>
    public static RouteHandlerBuilder AsPage<T>(this RouteHandlerBuilder route, Delegate again, Func<T, IResult> done) =>
        route.AsPage<T>(again, (value, _) => done(value));

    private static RouteHandlerBuilder Page<T>(this RouteHandlerBuilder route, Delegate again, Func<T, HttpContext, Task<IResult?>> done)
    {
        route.Add(endpoint =>
        {
            endpoint.Metadata.Add(new ActAsPage(again.Method));
            endpoint.Metadata.Add(TokenRequired.Instance);
            var options = new RequestDelegateFactoryOptions { EndpointBuilder = Again(endpoint) };
            var page = Routes.Once(() => RequestDelegateFactory.Create(again, options).RequestDelegate);
            endpoint.FilterFactories.Add(
                (_, next) =>
                    async invocation =>
                    {
                        if (invocation.HttpContext.Request.WantsJson())
                            return await next(invocation);
                        var form = await Form.OfAsync(invocation.HttpContext);
                        if (form.Invalid)
                            return new Shown(page);
                        if (await next(invocation) is not Outcome<T> outcome)
                            throw new InvalidOperationException($"{endpoint.DisplayName} returns no outcome of {typeof(T).Name}.");
                        if (outcome.Refusal == Refusal.NotFound)
                            return TypedResults.NotFound();
                        if (!outcome.Succeeds(out var value, out var refusal))
                            form.Refuse(refusal);
                        else if (await done(value, invocation.HttpContext) is { } result)
                            return result;
                        return new Shown(page);
                    }
            );
        });
        return route;
    }

    /// <summary>The form of a page's act, which has been read by then.</summary>
    public static Form FormOf(this HttpContext http) => (Form)http.Items[typeof(Form)]!;

    /// <summary>
    /// At the same address, the autosave script asks for JSON and gets what a program gets; a browser's form asks for a page.
    /// </summary>
    public static bool WantsJson(this HttpRequest request) =>
        request.Headers.Accept.ToString() is var accept
        && accept.Contains("application/json", StringComparison.OrdinalIgnoreCase)
        && !accept.Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>201 instead of 200, with the address of what was made.</summary>
    /// <param name="route">For programs.</param>
    /// <param name="address">Null: it already existed, and comes back with 200.</param>
    /// <param name="orFound">Whether that may be.</param>
    public static RouteHandlerBuilder AsCreated<T>(this RouteHandlerBuilder route, Func<T, string?> address, bool orFound = false)
    {
        route.AddEndpointFilter(
            async (invocation, next) =>
            {
                var result = await next(invocation);
                return result is Outcome<T> { Refusal: null } outcome && address(outcome.Value) is { } made
                    ? TypedResults.Created(made, outcome.Value)
                    : result;
            }
        );
        route.Add(endpoint =>
        {
            for (var at = endpoint.Metadata.Count - 1; at >= 0 && !orFound; at--)
                if (endpoint.Metadata[at] is IProducesResponseTypeMetadata { StatusCode: StatusCodes.Status200OK })
                    endpoint.Metadata.RemoveAt(at);
            endpoint.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), ["application/json"]));
        });
        return route;
    }

    /// <summary>There is no address for programs that does the same.</summary>
    /// <param name="route">Of a page.</param>
    /// <param name="why">A sentence.</param>
    public static TBuilder OnlyForBrowsers<TBuilder>(this TBuilder route, string why)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new OnlyOnce(why));

    /// <summary>There is no page that does the same.</summary>
    /// <param name="route">For programs.</param>
    /// <param name="why">A sentence.</param>
    public static TBuilder OnlyForPrograms<TBuilder>(this TBuilder route, string why)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new OnlyOnce(why));

    /// <summary>Programs do the same at addresses of another shape: with another id, or in several steps.</summary>
    /// <param name="route">Of a page.</param>
    /// <param name="addresses">Each as a method and a pattern.</param>
    public static TBuilder InOtherWords<TBuilder>(this TBuilder route, params string[] addresses)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new InOtherWords(addresses));

    /// <summary>The page shown again has the refusal's status.</summary>
    private static RouteEndpointBuilder Again(EndpointBuilder endpoint)
    {
        var again = new RouteEndpointBuilder(null, ((RouteEndpointBuilder)endpoint).RoutePattern, 0)
        {
            ApplicationServices = endpoint.ApplicationServices,
        };
        again.FilterFactories.Add(
            (_, next) =>
                async invocation =>
                {
                    var result = await next(invocation);
                    if (result is RazorComponentResult { StatusCode: null or StatusCodes.Status200OK } page)
                        page.StatusCode = (await Form.OfAsync(invocation.HttpContext)).Status;
                    return result;
                }
        );
        return again;
    }

    private sealed class Shown(RequestDelegate page) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => page(httpContext);
    }
}

/// <summary>What a route says about an act that has a page, for the tests.</summary>
/// <param name="Again">The handler that shows its page.</param>
internal sealed record ActAsPage(MethodInfo Again);

/// <summary>Why an act is only for pages, or only for programs.</summary>
internal sealed record OnlyOnce(string Why);

/// <summary>What programs call instead.</summary>
internal sealed record InOtherWords(IReadOnlyList<string> Addresses);
