using Cairn.Credentials.Keys;

namespace Cairn.Vcalm;

/// <summary>The DID document of an organization's VCALM issuer (Controlled Identifiers 1.0, section 2), with each of its keys.</summary>
internal static class VcalmDocument
{
    /// <summary>Null when there is no key of that identifier.</summary>
    public static async Task<byte[]?> FindAsync(CairnDb db, Id<Organization> organization, string did, CancellationToken stop)
    {
        var keys = await db
            .VcalmKeys.AsNoTracking()
            .Where(k => k.OrganizationId == organization && k.WebDid == did)
            .OrderBy(k => k.Id)
            .ToListAsync(stop);
        return keys.Count == 0 ? null : Write(did, keys);
    }

    public static byte[] Write(string did, IReadOnlyList<VcalmKey> keys)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteStartArray("@context");
            json.WriteStringValue("https://www.w3.org/ns/did/v1");
            json.WriteStringValue("https://w3id.org/security/multikey/v1");
            json.WriteEndArray();
            json.WriteString("id", did);
            json.WriteStartArray("verificationMethod");
            foreach (var key in keys)
            {
                json.WriteStartObject();
                json.WriteString("id", key.VerificationMethod(did));
                json.WriteString("type", "Multikey");
                json.WriteString("controller", did);
                json.WriteString("publicKeyMultibase", key.PublicKeyMultibase);
                json.WriteString(
                    VerificationMethod.ValidFromProperty,
                    key.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)
                );
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("assertionMethod");
            foreach (var key in keys)
                json.WriteStringValue(key.VerificationMethod(did));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return output.ToArray();
    }
}
