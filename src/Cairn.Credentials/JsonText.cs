namespace Cairn.Credentials;

/// <summary>
/// Strings of untrusted JSON: a lone surrogate escape is a failure with a name, not an <see cref="InvalidOperationException"/>.
/// </summary>
internal static class JsonText
{
    public static string Text(this JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new JsonLdException(JsonLdErrors.InvalidString);
        }
    }

    public static string Key(this JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw new JsonLdException(JsonLdErrors.InvalidString);
        }
    }

    public static bool IsScalar(this JsonElement element) =>
        element.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;
}
