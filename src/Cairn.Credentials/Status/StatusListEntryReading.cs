using System.Globalization;
using System.Text.Json;

namespace Cairn.Credentials.Status;

/// <summary>Bitstring Status List 1.0, 2.1: the members of an entry, one after the other.</summary>
static class StatusListEntryReading
{
    internal static StatusFailure? Read(JsonElement json, ref StatusListEntry? entry)
    {
        if (json.ValueKind != JsonValueKind.Object || !StatusJson.HasType(json, StatusListEntry.Type)) return StatusFailure.EntryMember("type");
        if (StatusJson.Text(json, "statusPurpose") is not { Length: > 0 } purpose) return StatusFailure.EntryMember("statusPurpose");
        if (Index(json) is not { } index) return StatusFailure.EntryMember("statusListIndex");
        if (StatusJson.Text(json, "statusListCredential") is not { } list || !Uri.TryCreate(list, UriKind.Absolute, out _))
            return StatusFailure.EntryMember("statusListCredential");
        if (Size(json) is not { } size) return StatusFailure.EntryMember("statusSize");
        if (Messages(json) is not { } messages) return StatusFailure.EntryMember("statusMessage");

        // 2.1: "The value of the id property MUST NOT be the URL for the status list."
        var id = StatusJson.Text(json, "id");
        if (id == list || id is null && json.TryGetProperty("id", out _)) return StatusFailure.EntryMember("id");

        // 2.1: messages, when there, name every status; a purpose of `message` and a size above 1 ask for them.
        var needed = purpose == "message" || size > 1 || messages.Count > 0;
        if (needed && messages.Count != 1 << size) return StatusFailure.EntryMessages(1 << size, messages.Count);

        entry = new StatusListEntry(list, index, purpose) { Size = size, Messages = messages, References = StatusJson.Texts(json, "statusReference") };
        if (id is not null) entry = entry with { Id = id };
        return null;
    }

    // "an arbitrary size integer greater than or equal to 0, expressed as a string in base 10".
    // NOTE: a JSON number is read too; several issuers write one.
    static long? Index(JsonElement json)
    {
        if (!json.TryGetProperty("statusListIndex", out var value)) return null;

        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
    }

    static int? Size(JsonElement json)
    {
        if (!json.TryGetProperty("statusSize", out var value)) return 1;

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var size) && size is >= 1 and <= StatusList.MaximumStatusSize
            ? size
            : null;
    }

    static Dictionary<int, string>? Messages(JsonElement json)
    {
        Dictionary<int, string> messages = [];
        if (!json.TryGetProperty("statusMessage", out var array)) return messages;
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() > 1 << StatusList.MaximumStatusSize) return null;

        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object) return null;
            if (StatusJson.Text(item, "status") is not { } status || !status.StartsWith("0x", StringComparison.Ordinal)) return null;
            if (!int.TryParse(status.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)) return null;
            if (StatusJson.Text(item, "message") is not { } message || !messages.TryAdd(number, message)) return null;
        }

        return messages;
    }
}
