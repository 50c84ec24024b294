namespace Cairn.Credentials.Status;

/// <summary>What a list says about one credential.</summary>
/// <param name="Value">0: not set.</param>
/// <param name="Purpose">What the status is about: <c>revocation</c>.</param>
/// <param name="Message">The entry's text for this value; null if it has none.</param>
sealed record StatusValue(int Value, string Purpose, string? Message)
{
    /// <summary>Whether the status is set: revoked, suspended and so on.</summary>
    public bool IsSet => Value != 0;

    /// <summary>Where the entry says that its meaning is explained; null if it does not.</summary>
    public string? Reference { get; init; }
}

/// <summary>
/// The Validate Algorithm (Bitstring Status List 1.0, 3.2) from the fetched credential on. Fetching it and checking its proof, issuer and
/// validity are up to the caller. Thread-safe.
/// </summary>
static class StatusListReading
{
    internal const string SubjectType = "BitstringStatusList";

    /// <summary>Looks one credential up in its list.</summary>
    /// <param name="listCredential">The list's credential, its proof verified.</param>
    /// <param name="entry">The credential's entry.</param>
    /// <param name="status">What the list says; null on failure.</param>
    /// <param name="failure">Why the status cannot be determined; null on success.</param>
    /// <param name="work">What unpacking the list may cost; null: anything.</param>
    /// <exception cref="InvalidOperationException">A text holds an escaped half of a surrogate pair.</exception>
    public static bool TryCheck(
        JsonElement listCredential,
        StatusListEntry entry,
        [NotNullWhen(true)] out StatusValue? status,
        [NotNullWhen(false)] out StatusFailure? failure,
        CanonicalWork? work = null
    )
    {
        status = null;
        failure = Check(listCredential, entry, work, ref status);
        return failure is null && status is not null;
    }

    static StatusFailure? Check(JsonElement credential, StatusListEntry entry, CanonicalWork? work, ref StatusValue? status)
    {
        if (credential.ValueKind != JsonValueKind.Object)
            return StatusFailure.ListMember("");
        if (!StatusJson.HasType(credential, entry.Form.Credential))
            return StatusFailure.ListMember("type");
        // 2.2: the credential's id, if it has one, matches the entry's statusListCredential.
        if (StatusJson.Text(credential, "id") is { } id && id != entry.ListCredential)
            return StatusFailure.ListId(entry.ListCredential, id);
        if (!credential.TryGetProperty("credentialSubject", out var subject) || subject.ValueKind != JsonValueKind.Object)
            return StatusFailure.ListMember("credentialSubject");
        if (!StatusJson.HasType(subject, entry.Form.Subject))
            return StatusFailure.ListMember("credentialSubject.type");

        // 3.2: "if the entry's statusPurpose is not equal to a statusPurpose of the list, raise STATUS_VERIFICATION_ERROR".
        if (!StatusJson.Texts(subject, "statusPurpose").Contains(entry.Purpose, StringComparer.Ordinal))
            return StatusFailure.Purpose(entry.Purpose);
        if (StatusJson.Text(subject, "encodedList") is not { } encoded)
            return StatusFailure.ListMember("credentialSubject.encodedList");
        // 2.2, for a list of messages: its statusSize and its statusMessages. An entry's own take precedence.
        if (
            subject.TryGetProperty("statusSize", out var size)
            && !(size.ValueKind == JsonValueKind.Number && size.TryGetInt32(out var bits) && bits == entry.Size)
        )
            return StatusFailure.ListMember("credentialSubject.statusSize");
        if (!StatusMessages.TryRead(subject, "statusMessages", out var messages))
            return StatusFailure.ListMember("credentialSubject.statusMessages");
        if (
            subject.TryGetProperty("ttl", out var ttl)
            && !(ttl.ValueKind == JsonValueKind.Number && ttl.TryGetInt64(out var life) && life >= 0)
        )
            return StatusFailure.ListMember("credentialSubject.ttl");

        // Expand; "if the length divided by statusSize is less than the minimum number of entries, raise STATUS_LIST_LENGTH_ERROR".
        if (StatusList.Decode(entry.Form.Multibase(encoded), entry.Size, work, out var list) is { } failure)
            return failure;

        // "status = the value at index × size; if out of range, raise RANGE_ERROR".
        if (entry.Index >= list!.Entries)
            return StatusFailure.Range(entry.Index, list.Entries);

        var value = list[(int)entry.Index];
        status = new StatusValue(value, entry.Purpose, entry.Messages.GetValueOrDefault(value) ?? messages.GetValueOrDefault(value))
        {
            Reference = entry.References is [var reference, ..] ? reference : null,
        };
        return null;
    }
}
