using System.Text.Json.Nodes;

namespace Cairn.Credentials.Proofs.SelectiveDisclosure;

/// <summary>
/// Data Integrity ECDSA 1.0, 3.4.11 jsonPointerToPaths, 3.4.12 createInitialSelection, 3.4.13 selectPaths and 3.4.14 selectJsonLd: the part
/// of a document that JSON Pointers name. NOTE: the pointers are first gathered into a tree, and the selection keeps the document's order;
/// the selected parts are the same.
/// </summary>
sealed class JsonSelection
{
    readonly Dictionary<string, JsonSelection> members = new(StringComparer.Ordinal);
    bool isWhole;

    /// <summary>The selection as a document; null if nothing was selected.</summary>
    public static JsonObject? Of(JsonObject document, IReadOnlyList<string> pointers)
    {
        if (pointers.Count == 0)
            return null;

        JsonSelection root = new();
        foreach (var pointer in pointers)
            root.Add(document, pointer);
        return root.Select(document)!.AsObject();
    }

    void Add(JsonObject document, string pointer)
    {
        var (at, value) = (this, (JsonNode?)document);
        foreach (var path in Paths(pointer))
        {
            // selectPaths, step 5.3: "If value is now undefined, an error MUST be raised".
            value = Child(value, path, pointer);
            if (!at.members.TryGetValue(path, out var next))
                at.members[path] = next = new();
            at = next;
        }

        at.isWhole = true;
    }

    JsonNode? Select(JsonNode? value)
    {
        if (isWhole)
            return value?.DeepClone();
        if (value is JsonArray array)
        {
            JsonArray items = [];
            for (var i = 0; i < array.Count; i++)
                if (members.TryGetValue(i.ToString(CultureInfo.InvariantCulture), out var selected))
                    items.Add(selected.Select(array[i]));
            return items;
        }

        JsonObject selection = [];
        foreach (var (name, member) in value!.AsObject())
            if (members.TryGetValue(name, out var selected))
                selection[name] = selected.Select(member);
            else if (IsInitial(name, member))
                selection[name] = member?.DeepClone();
        return selection;
    }

    // createInitialSelection: identifiers other than blank nodes', and types. "@id" is the label of a blank node, inserted by
    // SkolemizedDocument.
    static bool IsInitial(string name, JsonNode? member) =>
        name is "type" or "@context" or "@id"
        || (
            name == "id"
            && !(member is JsonValue id && id.TryGetValue<string>(out var text) && text.StartsWith("_:", StringComparison.Ordinal))
        );

    static IEnumerable<string> Paths(string pointer)
    {
        if (pointer.Length > 0 && pointer[0] != '/')
            throw NoSuchPlace(pointer);
        return pointer
            .Split('/')
            .Skip(1)
            .Select(path => path.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
    }

    static JsonNode? Child(JsonNode? value, string path, string pointer) =>
        value switch
        {
            JsonObject members when members.TryGetPropertyValue(path, out var member) => member,
            JsonArray items
                when int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    && index < items.Count
                    && path == index.ToString(CultureInfo.InvariantCulture) => items[index],
            _ => throw NoSuchPlace(pointer),
        };

    static SigningException NoSuchPlace(string pointer) => new(new("sd.pointer", "Data Integrity ECDSA 1.0, 3.4.13 selectPaths", pointer));
}
