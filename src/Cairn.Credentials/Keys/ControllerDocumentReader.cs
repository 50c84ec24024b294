namespace Cairn.Credentials.Keys;

/// <summary>Reads the members of a controlled identifier document that concern keys; all others are ignored.</summary>
static class ControllerDocumentReader
{
    const int MostBytes = 256 * 1024;
    const int MostDepth = 32;

    public static ControllerDocument? Read(ReadOnlyMemory<byte> json)
    {
        if (StrictJson.TryParse(json, MostBytes, MostDepth, out var parsed) != JsonProblem.None)
            return null;
        using (parsed)
        {
            var root = parsed!.RootElement;
            if (root.ValueKind != JsonValueKind.Object || root.Text("id") is not { Length: > 0 } id)
                return null;

            List<VerificationMethod> methods = [];
            HashSet<string> seen = [];
            foreach (var element in root.Items("verificationMethod"))
                if (!Add(element))
                    return null;
            if (Relationship("assertionMethod") is not { } assertion || Relationship("authentication") is not { } authentication)
                return null;

            return new(id, methods, assertion, authentication);

            // Controlled Identifiers 1.0, section 2.3: a relationship holds URLs of keys, or keys of its own.
            HashSet<string>? Relationship(string name)
            {
                HashSet<string> references = [];
                foreach (var element in root.Items(name))
                {
                    if (element.ValueKind == JsonValueKind.Object && !Add(element))
                        return null;
                    if (Reference(element, id) is { } reference)
                        references.Add(reference);
                }

                return references;
            }

            bool Add(JsonElement element)
            {
                if (Method(element, id) is not { } method)
                    return true;
                methods.Add(method);
                return seen.Add(method.Id);
            }
        }
    }

    static VerificationMethod? Method(JsonElement element, string document)
    {
        if (element.ValueKind != JsonValueKind.Object || Reference(element, document) is not { } id)
            return null;
        if (element.Text("controller") is not { } controller)
            return null;

        var reading = PublishedKey.Read(element, out var key);
        // An unreadable date must not widen the period: the key then does not count.
        var dated =
            element.TryGetDate(VerificationMethod.ValidFromProperty, out var validFrom)
            & element.TryGetDate("expires", out var expires)
            & element.TryGetDate("revoked", out var revoked);
        if (!dated)
            (reading, key) = (KeyReading.Malformed, null);

        var problem = reading switch
        {
            KeyReading.Read => null,
            KeyReading.Unsupported => "key.unsupported",
            KeyReading.Unsafe => "key.unsafe",
            _ => "key.malformed",
        };
        return new(id, controller, key, problem, validFrom, expires, revoked);
    }

    static string? Reference(JsonElement element, string document)
    {
        var id = element.ValueKind == JsonValueKind.String ? element.GetString() : element.Text("id");
        return id is ['#', ..] ? document + id : id;
    }
}
