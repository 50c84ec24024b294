using System.Reflection;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Metadata;

namespace Cairn.Foundation.Acts;

/// <summary>
/// What somebody asks for, the same for pages and programs: a record whose parameters say what is needed and whose attributes
/// (<c>[MaxLength]</c>, <c>[MinLength]</c>, <c>[Range]</c>) set their limits. Below <c>/api</c> it is read from JSON, strictly; elsewhere
/// from the form fields with the same names, and from the address; inputs with files are read from a form everywhere. A handler sees it
/// only if it is complete: otherwise a program gets a problem that names the member, and a page is shown again with the error at the field;
/// autosave gets the problem too.
/// </summary>
/// <typeparam name="T">A record with one constructor.</typeparam>
internal sealed class Input<T> : IEndpointParameterMetadataProvider
    where T : class
{
    private readonly T? _value;

    private static readonly bool TakesFiles = Limits.Of(typeof(T)).Any(one => FormReading.IsOfFiles(one.ParameterType));

    private Input(T? value, IReadOnlyList<Refusal> refusals, Form? form = null) => (_value, Refusals, Form) = (value, refusals, form);

    public T Value => _value ?? throw new InvalidOperationException($"This {typeof(T).Name} is not whole.");

    public IReadOnlyList<Refusal> Refusals { get; }

    /// <summary>The form that it was read from, which need not have every field; null: it was JSON, and complete.</summary>
    public Form? Form { get; }

    public static async ValueTask<Input<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (!ForPrograms.Is(context.Request) || TakesFiles && context.Request.HasFormContentType)
        {
            var form = await Form.OfAsync(context);
            var read = FormReading.Read<T>(form, context.Request.RouteValues);
            return new Input<T>(read, [.. form.Errors.Select(error => new Refusal(error.Key, error.Field, error.Arguments))], form);
        }
        var (value, refusal) = await JsonReading.ReadAsync<T>(context);
        return new Input<T>(value, refusal is not null ? [refusal] : [.. Limits.Broken(value!)]);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        string[] types = TakesFiles ? ["application/json", "multipart/form-data"] : ["application/json"];
        builder.Metadata.Add(
            ForPrograms.Is(builder)
                ? new AcceptsMetadata(types, typeof(T), isOptional: JsonReading.MayBeNothing(typeof(T)))
                : TokenRequired.Instance
        );
        builder.FilterFactories.Add(
            (_, next) =>
                invocation =>
                    invocation.Arguments.OfType<Input<T>>().Single() is { Refusals: { Count: > 0 } refusals }
                    && (
                        invocation.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ActAsPage>() is null
                        || invocation.HttpContext.Request.WantsJson()
                    )
                        ? new(invocation.HttpContext.RequestServices.GetRequiredService<RefusalTexts>().Problem(refusals))
                        : next(invocation)
        );
    }
}

/// <summary>A form is accepted only from one of our own pages.</summary>
internal sealed class TokenRequired : IAntiforgeryMetadata
{
    public static TokenRequired Instance { get; } = new();

    public bool RequiresValidation => true;
}
