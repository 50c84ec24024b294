using System.Collections;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;

namespace Cairn.Foundation.Html.Forms;

/// <summary>
/// An HTML form: what was typed, as it was typed, and what is wrong with it. As a handler's parameter it binds itself and requires the
/// antiforgery token; on GET it is empty. Reading a field records its error; the page gets the same form back and shows both.
/// </summary>
public sealed class Form : IEndpointParameterMetadataProvider
{
    readonly Dictionary<string, StringValues> values = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, StringValues> offers = new(StringComparer.OrdinalIgnoreCase);
    Refusal? refused;
    Type? input;

    public FormErrors Errors { get; init; } = [];
    public IFormFileCollection Files { get; private init; } = new FormFileCollection();
    public bool Invalid => Errors.Any;

    /// <summary>The status of a page that shows the form again: that of the first refusal, or 422 if something else is wrong.</summary>
    public int Status => refused?.Status ?? (Invalid ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    /// <summary>Whether somebody sent it.</summary>
    public bool IsPosted { get; private init; }

    public IEnumerable<string> Names => values.Keys;

    /// <summary>As typed; null if the form has no such field.</summary>
    public string? this[string name] => values.TryGetValue(name, out var typed) && typed.Count > 0 ? typed[^1] : null;

    /// <summary>An initial form: <c>Form.Of(new { enrollment.Goal, Due = enrollment.Due })</c>. Names are the properties'.</summary>
    public static Form Of(object start, FormErrors? errors = null)
    {
        var form = new Form { Errors = errors ?? [] };
        foreach (var property in start.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
            form.values[property.Name] = Written(property.GetValue(start));
        return form;
    }

    public static Form Empty() => new();

    /// <summary>
    /// What the fields of <typeparamref name="TInput"/> hold before anything is typed; a posted form keeps what was typed.
    /// </summary>
    internal Form Start<TInput>(object? start = null)
    {
        input = typeof(TInput);
        if (!IsPosted && start is not null)
            foreach (var property in start.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                values[property.Name] = Written(property.GetValue(start));
        return this;
    }

    /// <summary>The most characters that a field accepts; null: not stated.</summary>
    public int? Longest(string name) => input is null ? null : Limits.Longest(input, name);

    /// <summary>An act refused: its sentence goes to its field, or above them all.</summary>
    internal void Refuse(Refusal refusal)
    {
        refused ??= refusal;
        foreach (var part in refusal.Parts)
            Errors.Add(part.Field ?? "", part.Code, [.. part.Args]);
        if (refusal.Parts.Count == 0)
            Errors.Add(refusal.Field ?? "", refusal.Code, [.. refusal.Args]);
    }

    /// <summary>What is wrong with it; null: nothing is.</summary>
    internal Refusal? Wrong() =>
        Invalid ? new Refusal("input.form").With([.. Errors.Select(error => new Refusal(error.Key, error.Field, error.Arguments))]) : null;

    /// <summary>The same if no other error matters any more.</summary>
    internal void RefuseAlone(Refusal refusal)
    {
        Errors.Clear();
        refused = null;
        Refuse(refusal);
    }

    /// <summary>Sets a field's initial value if its name is only known at run time.</summary>
    public Form Set(string name, object? value)
    {
        values[name] = Written(value);
        return this;
    }

    /// <summary>Every value of a field that allows several ticks.</summary>
    public IReadOnlyList<string> All(string name) =>
        values.TryGetValue(name, out var typed) ? [.. typed.OfType<string>().Where(one => one.Length > 0)] : [];

    /// <summary>Everything that a field sent; empty if the form has no such field.</summary>
    internal StringValues Values(string name) => values.GetValueOrDefault(name);

    internal void Remove(string name) => values.Remove(name);

    /// <summary>What is saved, with its tokens, where nothing was typed yet.</summary>
    internal void Begin(Form saved)
    {
        foreach (var name in saved.Names.Where(name => !values.ContainsKey(name)).ToList())
            values[name] = saved.values[name];
        if (this[Seen.Field] is null)
            Set(Seen.Field, Seen.Of(saved).ToString());
    }

    /// <summary>The page that is shown sends these tokens too.</summary>
    internal void Know(IEnumerable<KeyValuePair<string, string>> tokens)
    {
        var seen = Seen.In(this).Tokens.ToDictionary();
        foreach (var (field, token) in tokens)
            seen[field] = token;
        Set(Seen.Field, Seen.Of(seen).ToString());
    }

    /// <summary>What was saved elsewhere in a field that was changed here too: it is shown beside it, and the writer chooses.</summary>
    internal void Offer(string name, StringValues saved)
    {
        offers[name] = saved;
        Refuse(Refusal.Conflict("input.newer").On(name));
    }

    /// <summary>What was saved elsewhere; null: nothing is to be chosen.</summary>
    internal StringValues? Offered(string name) => offers.TryGetValue(name, out var saved) ? saved : (StringValues?)null;

    public bool Ticked(string name) => this[name] is "true" or "on";

    /// <summary>
    /// Trimmed; null if empty. It is an error if it is longer than <paramref name="max"/> characters, or missing though required.
    /// </summary>
    public string? Text(string name, int max, bool required = false)
    {
        var text = this[name]?.Trim().ReplaceLineEndings("\n");
        if (string.IsNullOrEmpty(text))
        {
            if (required)
                Errors.Add(name, "input.required");
            return null;
        }
        if (text.Length > max)
            Errors.Add(name, "input.too-long", max, text.Length);
        return text;
    }

    public DateOnly? Date(string name, bool required = false)
    {
        if (Text(name, 40, required) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        if (DateOnly.TryParse(text, CultureInfo.CurrentCulture, out date))
            return date;

        Errors.Add(name, "input.date");
        return null;
    }

    public int? Number(string name, int min, int max, bool required = false)
    {
        if (Text(name, 40, required) is not { } text)
            return null;
        if (!int.TryParse(text, NumberStyles.Integer | NumberStyles.AllowThousands, CultureInfo.CurrentCulture, out var number))
            Errors.Add(name, "input.number");
        else if (number < min || number > max)
            Errors.Add(name, "input.range", min, max);
        else
            return number;
        return null;
    }

    /// <summary>One of an enumeration's names, as SelectField and RadioGroup send it.</summary>
    public T? OneOf<T>(string name, bool required = false)
        where T : struct, Enum
    {
        if (Text(name, 80, required) is not { } text)
            return null;
        if (Enum.TryParse<T>(text, ignoreCase: true, out var one) && Enum.IsDefined(one) && !char.IsAsciiDigit(text[0]))
            return one;

        Errors.Add(name, "input.choice");
        return null;
    }

    /// <summary>The uploaded file, or null if none was chosen or it is empty. The caller checks its size and kind.</summary>
    public IFormFile? File(string name, bool required = false)
    {
        var file = Files.GetFile(name);
        if (file is { Length: > 0 })
            return file;
        if (file is not null)
            Errors.Add(name, "files.empty");
        else if (required)
            Errors.Add(name, "input.file-required");
        return null;
    }

    public static async ValueTask<Form?> BindAsync(HttpContext context, ParameterInfo parameter) => await OfAsync(context);

    /// <summary>The request's form, the same for every caller.</summary>
    internal static async Task<Form> OfAsync(HttpContext context)
    {
        if (context.Items.TryGetValue(typeof(Form), out var read))
            return (Form)read!;

        var form = HttpMethods.IsGet(context.Request.Method) ? Empty() : await ReadAsync(context);
        context.Items[typeof(Form)] = form;
        return form;
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(TokenRequired.Instance);

    static async Task<Form> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            throw new BadHttpRequestException("A form is expected.", StatusCodes.Status415UnsupportedMediaType);

        var posted = await context.Request.ReadFormAsync(context.RequestAborted);
        var form = new Form { Files = posted.Files, IsPosted = true };
        foreach (var (name, typed) in posted)
            form.values[name] = typed;
        return form;
    }

    static StringValues Written(object? value) =>
        value switch
        {
            null => StringValues.Empty,
            string text => text,
            StringValues several => several,
            bool ticked => ticked ? "true" : "",
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Enum one => one.ToString(),
            IEnumerable many => new StringValues([.. many.Cast<object>().Select(one => Written(one).ToString())]),
            IFormattable number => number.ToString(null, CultureInfo.CurrentCulture),
            _ => value.ToString(),
        };
}
