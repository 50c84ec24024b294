namespace Cairn.Credentials.Status;

/// <summary>The credential that carries a list: <c>BitstringStatusListCredential</c> (Bitstring Status List 1.0, 2.2).</summary>
/// <param name="Id">Its address, which entries name as <c>statusListCredential</c>.</param>
/// <param name="Issuer">The issuer's identifier.</param>
/// <param name="ValidFrom">From when it holds.</param>
/// <param name="Purpose"><c>statusPurpose</c>.</param>
/// <param name="List">The statuses.</param>
public sealed record StatusListCredential(string Id, string Issuer, DateTimeOffset ValidFrom, string Purpose, StatusList List)
{
    /// <summary>Its type besides <c>VerifiableCredential</c>.</summary>
    public const string Type = "BitstringStatusListCredential";

    /// <summary><c>validUntil</c>; null: not said.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary><c>ttl</c>: how long a reader may keep it; written in milliseconds; null: not said.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>The unsigned credential: compact UTF-8 JSON, the same bytes for the same values.</summary>
    public byte[] ToJsonUtf8Bytes()
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteStartArray("@context");
            json.WriteStringValue("https://www.w3.org/ns/credentials/v2");
            json.WriteEndArray();
            json.WriteString("id", Id);
            json.WriteStartArray("type");
            json.WriteStringValue("VerifiableCredential");
            json.WriteStringValue(Type);
            json.WriteEndArray();
            json.WriteString("issuer", Issuer);
            json.WriteString("validFrom", Instant(ValidFrom));
            if (ValidUntil is { } end)
                json.WriteString("validUntil", Instant(end));
            WriteSubject(json);
            json.WriteEndObject();
        }

        return output.ToArray();
    }

    void WriteSubject(Utf8JsonWriter json)
    {
        json.WriteStartObject("credentialSubject");
        json.WriteString("id", Id + "#list");
        json.WriteString("type", StatusListReading.SubjectType);
        json.WriteString("statusPurpose", Purpose);
        json.WriteString("encodedList", List.Encode());
        if (TimeToLive is { } ttl)
            json.WriteNumber("ttl", (long)ttl.TotalMilliseconds);
        json.WriteEndObject();
    }

    static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
