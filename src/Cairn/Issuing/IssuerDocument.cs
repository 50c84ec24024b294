using Cairn.Credentials.Keys;

namespace Cairn.Issuing;

/// <summary>An issuer's DID document: absolute ids, and every key that it ever had, each with its period.</summary>
internal static class IssuerDocument
{
    // Controlled Identifiers 1.0, section 2: the document; 2.2: its keys.
    public static byte[] Write(string did, IReadOnlyList<IssuerKey> keys)
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
                json.WriteString("id", key.VerificationMethod);
                json.WriteString("type", "Multikey");
                json.WriteString("controller", did);
                json.WriteString("publicKeyMultibase", key.PublicKeyMultibase);
                json.WriteString(VerificationMethod.ValidFromProperty, Written(key.CreatedAt));
                if (key.RetiredAt is { } retired)
                    json.WriteString("expires", Written(retired));
                // Controlled Identifiers 1.0, section 2.2: from then on no signature of it is to be believed.
                if (key.CompromisedSince is { } since)
                    json.WriteString("revoked", Written(since));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            // A retired key stays, because what it signed in its period is still valid. A stolen one stays too, so that checkers can say
            // why it is not believed.
            json.WriteStartArray("assertionMethod");
            foreach (var key in keys)
                json.WriteStringValue(key.VerificationMethod);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return output.ToArray();
    }

    private static string Written(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
