using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Cairn.Credentials.Tests;

/// <summary>The public members of an assembly as text: one line each, in C# syntax, by type and in a fixed order.</summary>
static class PublicApi
{
    const BindingFlags Own =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static readonly Dictionary<Type, string> Words = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    // What every record has, and what every object has.
    static readonly HashSet<string> Usual =
    [
        "Equals",
        "GetHashCode",
        "ToString",
        "Deconstruct",
        "PrintMembers",
        "<Clone>$",
        "op_Equality",
        "op_Inequality",
        "get_EqualityContract",
        "Finalize",
    ];

    public static string Of(Assembly assembly)
    {
        StringBuilder text = new();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Head(type)).Append('\n');
            foreach (var line in Lines(type).Distinct().OrderBy(line => line, StringComparer.Ordinal))
                text.Append("    ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    static string Head(Type type)
    {
        var kind =
            type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : type.GetMethod("<Clone>$") is not null ? "record"
            : "class";
        var shape = type switch
        {
            { IsAbstract: true, IsSealed: true } => "static ",
            { IsClass: true, IsAbstract: true } => "abstract ",
            { IsClass: true, IsSealed: true } => "sealed ",
            _ => "",
        };
        var above =
            type.BaseType is { } parent && parent.Assembly == type.Assembly || type.BaseType == typeof(Exception)
                ? $" : {Name(type.BaseType!)}"
                : "";
        return $"{shape}{kind} {type.FullName}{above}";
    }

    static IEnumerable<string> Lines(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt32(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");

        return
        [
            .. type.GetConstructors(Own).Where(IsSeen).Where(made => !IsCopy(type, made)).Select(made => $"new({Parameters(made)})"),
            .. type.GetFields(Own)
                .Where(field => field.IsPublic || field.IsFamily)
                .Select(field =>
                    $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}{Value(field)}"
                ),
            .. type.GetProperties(Own)
                .Where(property => property.GetAccessors().Any(IsSeen))
                .Where(property => property.Name != "EqualityContract")
                .Select(Property),
            .. type.GetMethods(Own)
                .Where(IsSeen)
                .Where(method => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
                .Where(method => !Usual.Contains(method.Name))
                .Select(method => $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}({Parameters(method)})"),
        ];
    }

    static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily;

    static bool IsCopy(Type type, ConstructorInfo made) => made.GetParameters() is [var only] && only.ParameterType == type;

    static string Value(FieldInfo field) => field.IsLiteral ? " = " + field.GetRawConstantValue() : "";

    static string Property(PropertyInfo property)
    {
        var set =
            property.SetMethod is { } setter && IsSeen(setter)
                ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
                    ? " init;"
                    : " set;"
                : "";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var index = property.GetIndexParameters() is { Length: > 0 } parameters
            ? $"[{string.Join(", ", parameters.Select(Parameter))}]"
            : "";
        var open =
            new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable && !property.PropertyType.IsValueType
                ? "?"
                : "";
        return $"{(property.GetAccessors(true)[0].IsStatic ? "static " : "")}{required}{Name(property.PropertyType)}{open} {property.Name}{index} {{ get;{set} }}";
    }

    static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    static string Parameter(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var way =
            !type.IsByRef ? ""
            : parameter.IsOut ? "out "
            : parameter.IsIn ? "in "
            : "ref ";
        var bare = type.IsByRef ? type.GetElementType()! : type;
        var open = new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable && !bare.IsValueType ? "?" : "";
        var many =
            parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "";
        var fallback = parameter.HasDefaultValue
            ? $" = {(parameter.DefaultValue is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value}") : bare.IsValueType && Nullable.GetUnderlyingType(bare) is null ? "default" : "null")}"
            : "";
        return $"{many}{way}{Name(bare)}{open} {parameter.Name}{fallback}";
    }

    static string Name(Type type)
    {
        if (Words.TryGetValue(type, out var word))
            return word;
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Name(value) + "?";
        if (!type.IsGenericType)
            return type.Name;
        return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
