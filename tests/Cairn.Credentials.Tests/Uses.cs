using Mono.Cecil;

namespace Cairn.Credentials.Tests;

/// <summary>A type of one folder that mentions a type of another, in what it declares or in the body of a method.</summary>
sealed record Use(string Folder, string Type, string OtherFolder, string OtherType)
{
    public const string Root = "(root)";

    /// <summary>
    /// The uses in an assembly. Folders are the namespaces right below <paramref name="root"/>; a type within a type, also one that the
    /// compiler makes for a lambda or an async method, counts as the outer one.
    /// NOTE: the compiler copies the value of a constant, so using one is not seen here.
    /// </summary>
    public static IReadOnlySet<Use> Of(string assembly, string root = "Cairn.Credentials")
    {
        // Beside the assembly, and where the runtime's own lie: enumerations in attributes are read by their definition.
        using var resolver = new DefaultAssemblyResolver();
        foreach (
            var folder in ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Select(Path.GetDirectoryName)
                .Distinct()
        )
            resolver.AddSearchDirectory(folder);
        using var module = ModuleDefinition.ReadModule(assembly, new ReaderParameters { AssemblyResolver = resolver });
        HashSet<Use> uses = [];
        foreach (var type in module.GetTypes())
        foreach (var other in Mentioned(type).SelectMany(Parts).Select(Outermost))
            if (FolderOf(Outermost(type), root) is { } from && other.Scope == module && FolderOf(other, root) is { } to && from != to)
                uses.Add(new(from, Outermost(type).Name, to, other.Name));
        return uses;
    }

    static IEnumerable<TypeReference?> Mentioned(TypeDefinition type) =>
        [
            type.BaseType,
            .. type.Interfaces.Select(implemented => implemented.InterfaceType),
            .. Attributes(type),
            .. Constraints(type),
            .. type.Fields.Select(field => field.FieldType),
            .. type.Fields.SelectMany(Attributes),
            .. type.Properties.SelectMany(Attributes),
            .. type.Methods.SelectMany(Mentioned),
        ];

    static IEnumerable<TypeReference?> Mentioned(MethodDefinition method) =>
        [
            .. Signature(method),
            .. Attributes(method),
            .. Constraints(method),
            .. method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType) : [],
            .. method.HasBody ? method.Body.ExceptionHandlers.Select(handler => handler.CatchType) : [],
            .. method.HasBody ? method.Body.Instructions.SelectMany(instruction => Operand(instruction.Operand)) : [],
        ];

    static IEnumerable<TypeReference?> Operand(object operand) =>
        operand switch
        {
            GenericInstanceMethod method => [method.DeclaringType, .. Signature(method), .. method.GenericArguments],
            MethodReference method => [method.DeclaringType, .. Signature(method)],
            FieldReference field => [field.DeclaringType, field.FieldType],
            TypeReference type => [type],
            _ => [],
        };

    static IEnumerable<TypeReference> Signature(MethodReference method) =>
        [method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)];

    // With what an attribute names: typeof(…).
    static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider owner) =>
        owner.CustomAttributes.SelectMany(attribute =>
            attribute.ConstructorArguments.Select(argument => argument.Value as TypeReference).Append(attribute.AttributeType)
        );

    static IEnumerable<TypeReference> Constraints(IGenericParameterProvider owner) =>
        owner.GenericParameters.SelectMany(parameter => parameter.Constraints.Select(constraint => constraint.ConstraintType));

    static IEnumerable<TypeReference> Parts(TypeReference? type) =>
        type switch
        {
            null or GenericParameter => [],
            GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
            FunctionPointerType pointer => [.. Parts(pointer.ReturnType), .. pointer.Parameters.SelectMany(p => Parts(p.ParameterType))],
            TypeSpecification made => Parts(made.ElementType),
            _ => [type],
        };

    static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    static string? FolderOf(TypeReference type, string root) =>
        type.Namespace == root ? Root
        : type.Namespace.StartsWith(root + ".", StringComparison.Ordinal) ? type.Namespace[(root.Length + 1)..].Split('.')[0]
        : null;
}
