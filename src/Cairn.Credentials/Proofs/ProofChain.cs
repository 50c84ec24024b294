namespace Cairn.Credentials.Proofs;

/// <summary>
/// The document that a chain's proof is made over: its own document with the proofs that it names (Data Integrity 1.0, 4.3 and 4.5).
/// </summary>
static class ProofChain
{
    /// <summary>What a new proof is made over; null when it covers no other.</summary>
    /// <exception cref="SigningException">A proof that it is to cover is not there.</exception>
    public static JsonDocument? InputFor(JsonElement secured, ProofOptions options) =>
        options.PreviousProof.Count == 0
            ? null
            : Over(secured, options.PreviousProof, out _)
                ?? throw new SigningException(ProofFailure.PreviousMissing(string.Join(", ", options.PreviousProof)));

    /// <summary>For a proof with <c>previousProof</c>, the document with the proofs before it; for any other, null.</summary>
    public static JsonDocument? Before(JsonElement secured, JsonElement proof, out ProofFailure? failure)
    {
        failure = null;
        if (proof.Member("previousProof") is null)
            return null;
        if (Names(proof) is not { } names)
        {
            failure = ProofFailure.PreviousMissing("");
            return null;
        }

        var document = Over(secured, names, out var missing);
        if (document is null)
            failure = ProofFailure.PreviousMissing(missing);
        return document;
    }

    /// <summary>
    /// The names of the proofs before a proof: a string or a list. Empty if there are none, null if they are malformed.
    /// </summary>
    public static IReadOnlyList<string>? Names(JsonElement proof)
    {
        if (proof.Member("previousProof") is not { } member)
            return [];
        if (member.ValueKind is not (JsonValueKind.String or JsonValueKind.Array))
            return null;

        var names = proof.Items("previousProof");
        return names.Count > 0 && names.All(name => name.ValueKind == JsonValueKind.String)
            ? [.. names.Select(name => name.GetString()!)]
            : null;
    }

    /// <summary>
    /// Step 3.1: every name is the <c>id</c> of one proof. 3.2: these become the document's proofs. Null if one is missing or its name is
    /// not unique.
    /// </summary>
    public static JsonDocument? Over(JsonElement secured, IReadOnlyList<string> names, out string missing)
    {
        var all = secured.Items("proof");
        missing = names.FirstOrDefault(name => all.Count(proof => proof.Text("id") == name) != 1, "");
        if (missing.Length > 0 || names.Contains(""))
            return null;

        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            foreach (var member in secured.EnumerateObject())
                if (!member.NameEquals("proof"))
                    member.WriteTo(json);
            json.WriteStartArray("proof");
            foreach (var proof in all)
                if (proof.Text("id") is { } id && names.Contains(id))
                    proof.WriteTo(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return JsonDocument.Parse(bytes.ToArray());
    }
}
