using System.Text.Json;

namespace Cairn.Credentials.Keys;

/// <summary>Reads the members of a controlled identifier document that concern keys; all others are left alone.</summary>
static class ControllerDocumentReader
{
    const int MostBytes = 256 * 1024;
    const int MostDepth = 32;

    public static ControllerDocument? Read(ReadOnlyMemory<byte> json)
    {
        if (StrictJson.TryParse(json, MostBytes, MostDepth, out var parsed) != JsonProblem.None) return null;
        using (parsed)
        {
            var root = parsed!.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "id") is not { Length: > 0 } id) return null;

            List<VerificationMethod> methods = [];
            HashSet<string> seen = [], assertion = [];
            foreach (var element in Items(root, "verificationMethod"))
                if (!Add(element)) return null;
            // Controlled Identifiers 1.0, section 2.3: a relationship holds URLs of keys, or keys of its own.
            foreach (var element in Items(root, "assertionMethod"))
            {
                if (element.ValueKind == JsonValueKind.Object && !Add(element)) return null;
                if (Reference(element, id) is { } reference) assertion.Add(reference);
            }

            return new(id, methods, assertion);

            bool Add(JsonElement element)
            {
                if (Method(element, id) is not { } method) return true;
                methods.Add(method);
                return seen.Add(method.Id);
            }
        }
    }

    static VerificationMethod? Method(JsonElement element, string document)
    {
        if (element.ValueKind != JsonValueKind.Object || Reference(element, document) is not { } id) return null;
        if (Text(element, "controller") is not { } controller) return null;

        var reading = Key(element, out var key);
        // A date that cannot be read must not widen the period: the key is then no key.
        var dated = Date(element, VerificationMethod.ValidFromProperty, out var validFrom)
            & Date(element, "expires", out var expires)
            & Date(element, "revoked", out var revoked);
        if (!dated) (reading, key) = (KeyReading.Malformed, null);

        var problem = reading switch
        {
            KeyReading.Read => null,
            KeyReading.Unsupported => "key.unsupported",
            _ => "key.malformed",
        };
        return new(id, controller, key, problem, validFrom, expires, revoked);
    }

    static KeyReading Key(JsonElement element, out PublicKey? key)
    {
        key = null;
        if (Text(element, "publicKeyMultibase") is { } multibase) return Multikey.ReadPublic(multibase, out key);
        if (element.TryGetProperty("publicKeyJwk", out var jwk) && jwk.ValueKind == JsonValueKind.Object)
            return PublicKey.FromJwk(Text(jwk, "kty"), Text(jwk, "crv"), Text(jwk, "x"), out key);

        return KeyReading.Unsupported;
    }

    static string? Reference(JsonElement element, string document)
    {
        var id = element.ValueKind == JsonValueKind.String ? element.GetString() : Text(element, "id");
        return id is ['#', ..] ? document + id : id;
    }

    static bool Date(JsonElement element, string name, out DateTimeOffset? instant)
    {
        instant = null;
        if (!element.TryGetProperty(name, out var value)) return true;
        if (value.ValueKind != JsonValueKind.String || !XmlDateTime.TryParse(value.GetString(), out var parsed)) return false;

        instant = parsed;
        return true;
    }

    static List<JsonElement> Items(JsonElement root, string name) =>
        !root.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()]
        : [value];

    static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
