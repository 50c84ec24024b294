using System.Reflection;

namespace Cairn.Foundation.Acts;

/// <summary>
/// Makes a record from a form's fields, which are named like its parameters; a value in the address takes precedence over a posted one. A
/// value that cannot be read, is missing or breaks a limit is an error at its field. A dictionary's fields are <c>name.key</c>, as they
/// were typed; a list of files is every file of the form.
/// </summary>
internal static class FormReading
{
    /// <summary>Null if something is wrong; the form says what.</summary>
    public static T? Read<T>(Form form, RouteValueDictionary address)
        where T : class
    {
        foreach (var parameter in Limits.Of(typeof(T)))
            if (address.TryGetValue(parameter.Name!, out var stated))
                form.Set(parameter.Name!, stated);
        var value = (T?)ReadRecord(form, typeof(T));
        foreach (var refusal in value is null ? [] : Limits.Broken(value))
            form.Refuse(refusal);
        return form.Invalid ? null : value;
    }

    /// <summary>Records inside a record have their fields in the same form.</summary>
    private static object? ReadRecord(Form form, Type type)
    {
        var nullable = new NullabilityInfoContext();
        var values = Limits
            .Of(type)
            .Select(parameter =>
            {
                var required = !parameter.HasDefaultValue && nullable.Create(parameter).WriteState is NullabilityState.NotNull;
                var read = parameter.IsDefined(typeof(AsTypedAttribute))
                    ? ReadSecret(form, parameter.Name!, required)
                    : ReadOne(form, parameter.Name!, parameter.ParameterType, required);
                return read ?? Default(parameter);
            })
            .ToArray();
        return form.Invalid ? null : Activator.CreateInstance(type, values);
    }

    private static object? Default(ParameterInfo parameter) => parameter.HasDefaultValue ? parameter.DefaultValue : null;

    public static bool IsOfFiles(Type type) => type == typeof(IFormFile) || type == typeof(IReadOnlyList<IFormFile>);

    private static string? ReadSecret(Form form, string name, bool required)
    {
        if (form[name] is { Length: > 0 } typed)
            return typed;
        if (required)
            form.Errors.Add(name, "input.required");
        return null;
    }

    private static object? ReadOne(Form form, string name, Type type, bool required)
    {
        if (type == typeof(IFormFile))
            return form.File(name, required);
        if (type == typeof(IReadOnlyList<IFormFile>))
            return form.Files.ToList();
        if (type == typeof(IReadOnlyDictionary<string, string>))
            return ReadEach(form, name + ".");
        if (type == typeof(bool))
            return form.Ticked(name);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return ReadMany(form, name, type.GetGenericArguments()[0]);

        if (type.IsClass && type != typeof(string))
            return ReadRecord(form, type);

        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (form.Text(name, int.MaxValue, required) is not { } text)
            return null;
        if (bare == typeof(DateOnly))
            return form.Date(name);
        if (bare == typeof(int))
            return form.Number(name, int.MinValue, int.MaxValue);
        if (bare == typeof(long) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
            return revision;
        return Parse(form, name, text, bare);
    }

    private static Dictionary<string, string> ReadEach(Form form, string prefix) =>
        form
            .Names.Where(name => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(name => name[prefix.Length..], name => (form[name] ?? "").ReplaceLineEndings("\n"));

    private static Array? ReadMany(Form form, string name, Type type)
    {
        var read = form.All(name).Distinct().Select(text => Parse(form, name, text, type)).ToList();
        var many = Array.CreateInstance(type, read.Count);
        if (!read.Contains(null))
            ((System.Collections.IList)read).CopyTo(many, 0);
        return many;
    }

    private static object? Parse(Form form, string name, string text, Type type)
    {
        if (type == typeof(string))
            return text;
        if (type == typeof(bool) && bool.TryParse(text, out var ticked))
            return ticked;
        if (
            type.IsEnum
            && Enum.TryParse(type, text, ignoreCase: true, out var one)
            && Enum.IsDefined(type, one)
            && !char.IsAsciiDigit(text[0])
        )
            return one;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>) && Guid.TryParse(text, out var id))
            return Activator.CreateInstance(type, id);

        form.Errors.Add(name, "input.choice");
        return null;
    }
}

/// <summary>A password: the spaces around it are part of it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class AsTypedAttribute : Attribute;
