namespace Cairn.Credentials.Status;

/// <summary>Bitstring Status List 1.0, 2.1, <c>statusMessage</c>: what each status means, by its number.</summary>
static class StatusMessages
{
    /// <summary>False if it is there in another form; no messages if it is absent.</summary>
    internal static bool TryRead(JsonElement json, string name, out Dictionary<int, string> messages)
    {
        messages = [];
        if (!json.TryGetProperty(name, out var array))
            return true;
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() > 1 << StatusList.MaximumStatusSize)
            return false;

        foreach (var item in array.EnumerateArray())
        {
            // "`status`, a string representing the hexadecimal value of the status prefixed with `0x`"; "`message`, a string".
            if (item.ValueKind != JsonValueKind.Object)
                return false;
            if (StatusJson.Text(item, "status") is not { } status || !status.StartsWith("0x", StringComparison.Ordinal))
                return false;
            if (!int.TryParse(status.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
                return false;
            if (StatusJson.Text(item, "message") is not { } message || !messages.TryAdd(number, message))
                return false;
        }

        return true;
    }

    /// <summary>Whether there is a message for each status of that many bits, and for no other.</summary>
    internal static bool NameEvery(Dictionary<int, string> messages, int size) =>
        messages.Count == 1 << size && messages.Keys.All(status => status >= 0 && status < 1 << size);
}
