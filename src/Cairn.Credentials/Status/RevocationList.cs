namespace Cairn.Credentials.Status;

/// <summary>
/// The older kind of Open Badges 3.0, <c>1EdTechRevocationList</c>: a JSON document that names revoked credentials. Deprecated in
/// September 2025, still found in badges; read, never written.
/// </summary>
static class RevocationList
{
    /// <summary>The type of such a <c>credentialStatus</c>.</summary>
    public const string Type = "1EdTechRevocationList";

    /// <summary>Looks a credential up: whether it is revoked, with the reason as message; null if the document is no such list.</summary>
    /// <param name="list">The fetched document.</param>
    /// <param name="credentialId">The credential's <c>id</c>.</param>
    public static StatusValue? StatusOf(JsonElement list, string credentialId)
    {
        if (
            list.ValueKind != JsonValueKind.Object
            || !list.TryGetProperty("revokedCredential", out var revoked)
            || revoked.ValueKind != JsonValueKind.Array
        )
            return null;

        var status = new StatusValue(0, StatusListEntry.Revocation, null);
        foreach (var item in revoked.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || StatusJson.Text(item, "id") != credentialId)
                continue;
            // `revoked` defaults to true.
            if (item.TryGetProperty("revoked", out var flag) && flag.ValueKind == JsonValueKind.False)
                continue;

            status = new StatusValue(1, StatusListEntry.Revocation, StatusJson.Text(item, "revocationReason"));
        }

        return status;
    }
}
