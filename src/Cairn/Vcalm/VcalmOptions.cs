namespace Cairn.Vcalm;

/// <summary>The options of a request. Reading an option of the wrong type records a refusal; the first one counts.</summary>
internal sealed class VcalmOptions
{
    private readonly JsonElement? _options;

    public VcalmOptions(JsonElement? options, IReadOnlyList<string> known)
    {
        if (options is null)
            return;
        if (options is not { ValueKind: JsonValueKind.Object } given)
        {
            Refusal = new Refusal("vcalm.kind", "options", "options");
            return;
        }
        _options = given;
        foreach (var option in given.EnumerateObject())
            if (!known.Contains(option.Name))
                Refusal ??= new Refusal("vcalm.option-unknown", $"options.{option.Name}", option.Name);
    }

    /// <summary>Ask after everything has been read.</summary>
    public Refusal? Refusal { get; private set; }

    public string? Text(string name, int most)
    {
        if (Member(name) is not { } value)
            return null;
        if (
            value.ValueKind is JsonValueKind.String
            && value.GetString() is { Length: > 0 } text
            && text.Length <= most
            && !text.Contains('\0', StringComparison.Ordinal)
        )
            return text;
        return Wrong<string>(name);
    }

    public bool? Flag(string name)
    {
        if (Member(name) is not { } value)
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Wrong<string>(name);
        return null;
    }

    /// <summary>Null when the option is not there.</summary>
    public IReadOnlyList<string>? Texts(string name, int most)
    {
        if (Member(name) is not { } value)
            return null;
        if (
            value.ValueKind is JsonValueKind.Array
            && value.GetArrayLength() <= most
            && value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String)
        )
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        return Wrong<IReadOnlyList<string>>(name);
    }

    /// <summary>Each of them one of the words; none twice.</summary>
    public IReadOnlyList<string>? Words(string name, IReadOnlyList<string> words)
    {
        if (Texts(name, words.Count) is not { } texts)
            return null;
        return texts.Distinct().Count() == texts.Count && texts.All(words.Contains) ? texts : Wrong<IReadOnlyList<string>>(name);
    }

    private JsonElement? Member(string name) => _options is { } options && options.TryGetProperty(name, out var value) ? value : null;

    private T? Wrong<T>(string name)
        where T : class
    {
        Refusal ??= new Refusal("vcalm.kind", $"options.{name}", $"options.{name}");
        return null;
    }
}
