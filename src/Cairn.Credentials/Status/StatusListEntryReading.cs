namespace Cairn.Credentials.Status;

/// <summary>Bitstring Status List 1.0, 2.1: the members of an entry, one after the other.</summary>
static class StatusListEntryReading
{
    internal static StatusFailure? Read(JsonElement json, ref StatusListEntry? entry)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return StatusFailure.EntryMember("type");
        var form = StatusJson.HasType(json, StatusListEntry.Type) ? StatusListForm.Bitstring : StatusListForm.Of2021;
        if (!StatusJson.HasType(json, form.Entry))
            return StatusFailure.EntryMember("type");
        if (StatusJson.Text(json, "statusPurpose") is not { Length: > 0 } purpose)
            return StatusFailure.EntryMember("statusPurpose");
        if (Index(json) is not { } index)
            return StatusFailure.EntryMember("statusListIndex");
        if (
            StatusJson.Text(json, "statusListCredential") is not { } list
            || !UriText.IsUri(list)
            || !Uri.TryCreate(list, UriKind.Absolute, out _)
        )
            return StatusFailure.EntryMember("statusListCredential");
        if (Size(json) is not { } size)
            return StatusFailure.EntryMember("statusSize");
        if (size > StatusList.MaximumStatusSize)
            return StatusFailure.UnsupportedSize(size);
        if (!StatusMessages.TryRead(json, "statusMessage", out var messages))
            return StatusFailure.EntryMember("statusMessage");
        if (!HasUrls(json, "statusReference"))
            return StatusFailure.EntryMember("statusReference");

        // 2.1: "The value of the id property MUST NOT be the URL for the status list."
        var id = StatusJson.Text(json, "id");
        if (id == list || id is null && json.TryGetProperty("id", out _))
            return StatusFailure.EntryMember("id");

        // 2.1: messages, if there, name every status; a size above 1 requires them.
        var needed = size > 1 || json.TryGetProperty("statusMessage", out _);
        if (needed && !StatusMessages.NameEvery(messages, size))
            return StatusFailure.EntryMessages(1 << size, messages.Count);

        entry = new StatusListEntry(list, index, purpose)
        {
            Form = form,
            Size = size,
            Messages = messages,
            References = StatusJson.Texts(json, "statusReference"),
        };
        if (id is not null)
            entry = entry with { Id = id };
        return null;
    }

    // "an arbitrary size integer greater than or equal to 0, expressed as a string in base 10": one beyond every list counts as the
    // greatest.
    static long? Index(JsonElement json)
    {
        if (StatusJson.Text(json, "statusListIndex") is not { Length: > 0 } text || !text.All(char.IsAsciiDigit))
            return null;

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : long.MaxValue;
    }

    static int? Size(JsonElement json)
    {
        if (!json.TryGetProperty("statusSize", out var value))
            return 1;

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var size) && size >= 1 ? size : null;
    }

    // "its value MUST be a URL or an array of URLs".
    static bool HasUrls(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value))
            return true;
        if (value.ValueKind != JsonValueKind.Array)
            return IsUrl(value);

        return value.EnumerateArray().All(IsUrl);
    }

    static bool IsUrl(JsonElement value) => value.ValueKind == JsonValueKind.String && UriText.IsUri(value.GetString()!);
}
