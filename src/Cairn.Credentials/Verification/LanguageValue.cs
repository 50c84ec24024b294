namespace Cairn.Credentials.Verification;

/// <summary>
/// A name or a description: a string, or objects that say the language and direction of one (VC Data Model 2.0, section 4.6, Names and
/// Descriptions, and 11.1, Language and Base Direction).
/// </summary>
static class LanguageValue
{
    public static bool Is(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() > 0 && value.EnumerateArray().All(IsOne) : IsOne(value);

    static bool IsOne(JsonElement value) =>
        value.ValueKind == JsonValueKind.String || (value.ValueKind == JsonValueKind.Object && IsObject(value));

    // "MUST contain a @value property whose value is a string … MUST NOT include any other keys beyond @value, @language, and @direction."
    static bool IsObject(JsonElement value)
    {
        var hasValue = false;
        foreach (var member in value.EnumerateObject())
            switch (member.Name)
            {
                case "@value" when member.Value.ValueKind == JsonValueKind.String:
                    hasValue = true;
                    break;
                case "@language" when member.Value.ValueKind == JsonValueKind.String:
                case "@direction" when member.Value.IsText("ltr") || member.Value.IsText("rtl"):
                    break;
                default:
                    return false;
            }

        return hasValue;
    }
}
