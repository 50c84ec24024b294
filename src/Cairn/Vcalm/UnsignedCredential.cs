using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Cairn.Credentials;
using Cairn.Credentials.Achievements;
using Cairn.Credentials.Canonical;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.Status;
using Cairn.Issuing;

namespace Cairn.Vcalm;

/// <summary>What a program hands in to be issued, made ready to be signed: its issuer filled in, its status entries added.</summary>
internal sealed class UnsignedCredential
{
    private const string DataIntegrityContext = "https://w3id.org/security/data-integrity/v2";
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 128,
    };

    private readonly JsonObject _json;

    private UnsignedCredential(JsonObject json, string issuer) => (_json, Issuer) = (json, issuer);

    public string Issuer { get; }

    /// <summary>The credential's own <c>id</c>; null when it has none or it is not a string.</summary>
    public string? Id => Text(_json["id"]);

    /// <summary>The issuer that the caller names; null when there is none.</summary>
    public static string? IssuerOf(JsonElement credential) =>
        credential.ValueKind is not JsonValueKind.Object || !credential.TryGetProperty("issuer", out var issuer) ? null
        : issuer.ValueKind is JsonValueKind.String ? issuer.GetString()
        : issuer.ValueKind is JsonValueKind.Object && issuer.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String
            ? id.GetString()
        : null;

    public static Outcome<UnsignedCredential> Of(JsonElement? credential, IssuerKey key, string origin)
    {
        if (credential is not { ValueKind: JsonValueKind.Object } given)
            return new Refusal("vcalm.kind", "credential", "credential");
        var json = JsonObject.Create(given.Clone())!;
        // VCALM, Issue Credential: whether it may have proofs already is up to the instance's configuration; ours takes none.
        if (json.ContainsKey("proof"))
            return new Refusal("vcalm.has-proof", "credential.proof");
        // Callers may not choose an id under our own origin: it would look like something that is published here.
        if (Text(json["id"]) is { } id && id.StartsWith(origin, StringComparison.OrdinalIgnoreCase))
            return new Refusal("vcalm.id-is-ours", "credential.id");

        var issuer = key.Did;
        if (!json.TryGetPropertyValue("issuer", out var named))
            json["issuer"] = issuer;
        else if (named is JsonObject profile && !profile.ContainsKey("id"))
            profile["id"] = issuer;
        else if (IssuerOf(given) is { } other && (other == key.Did || other == key.KeyDid))
            issuer = other;
        else
            return new Refusal("vcalm.issuer", "credential.issuer", key.Did);

        InjectContext(json);
        return new UnsignedCredential(json, issuer);
    }

    public void Add(StatusListEntry entry)
    {
        var status = entry.ToJson();
        _json["credentialStatus"] = _json["credentialStatus"]?.DeepClone() switch
        {
            null => status,
            JsonArray several => new JsonArray([.. several.Select(one => one?.DeepClone()), status]),
            var one => new JsonArray(one, status),
        };
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_json.ToJsonString(Readable));

    /// <summary>
    /// Checks that every term has a meaning in the contexts that are known here, whatever secures the credential. Nothing is fetched.
    /// </summary>
    /// <exception cref="JsonLdException">A term has no meaning, or a context is not known.</exception>
    public static void RequireMeaning(ReadOnlyMemory<byte> credential)
    {
        using var document = JsonDocument.Parse(credential, new JsonDocumentOptions { MaxDepth = 66 });
        Span<byte> unused = stackalloc byte[SHA256.HashSizeInBytes];
        CanonicalForm.Hash(new JsonLdDocument(document.RootElement), PinnedContexts.Instance, HashAlgorithmName.SHA256, unused);
    }

    /// <summary>
    /// One proof as an object: VC Data Integrity 1.0, 2.1 allows one object or a set, and most programs expect the object. The signature
    /// covers the document without it.
    /// </summary>
    public static byte[] WithOneProof(byte[] signed)
    {
        var json = JsonNode.Parse(signed, documentOptions: new JsonDocumentOptions { MaxDepth = 66 })!.AsObject();
        if (json["proof"] is JsonArray { Count: 1 } proofs)
            json["proof"] = proofs[0]!.DeepClone();
        return Encoding.UTF8.GetBytes(json.ToJsonString(Readable));
    }

    // VC Data Integrity 1.0, 2.4.1 Context Injection: the context of VC 1.1 does not define the terms of a proof.
    private static void InjectContext(JsonObject json)
    {
        if (json["@context"] is not JsonArray contexts || Text(contexts.FirstOrDefault()) != VerifiableCredential.CredentialsContext11)
            return;
        if (!contexts.Any(context => Text(context) == DataIntegrityContext))
            contexts.Add(DataIntegrityContext);
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
