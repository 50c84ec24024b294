using System.Buffers;
using System.Text;
using System.Text.Json;
using Cairn.Credentials.Achievements;
using Cairn.Credentials.Jose;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Presentations;

/// <summary>
/// Credentials that somebody shows to somebody (VC Data Model 2.0, section 4.13). Sign it with <see cref="Proofs.DataIntegrity.Sign"/> and the
/// purpose <see cref="Proofs.ProofOptions.Authentication"/>, the verifier's domain and its challenge, or with <see cref="Jose.JwtPresentation.Sign"/>.
/// </summary>
public sealed record VerifiablePresentation
{
    /// <summary>The type that every presentation has.</summary>
    public const string Type = "VerifiablePresentation";

    /// <summary>The type of a JWT inside a presentation.</summary>
    public const string EnvelopedType = "EnvelopedVerifiableCredential";

    /// <summary>The type of a presentation that is a JWT inside JSON.</summary>
    public const string EnvelopedPresentationType = "EnvelopedVerifiablePresentation";

    internal const string EnvelopePrefix = "data:application/vc+jwt,";

    /// <summary>0..1. The presentation's own name: <c>urn:uuid:…</c>.</summary>
    public string? Id { get; init; }

    /// <summary>0..1. Who shows the credentials: the identifier whose key signs.</summary>
    public string? Holder { get; init; }

    /// <summary>1..*. The signed credentials as they were received: JSON, or compact JWS, in UTF-8.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Credentials { get; init; }

    /// <summary>Whether bytes call themselves a presentation: JSON, JSON with a JWT in it, or a JWT. Whether it is a good one a verifier says.</summary>
    /// <param name="input">What somebody handed in.</param>
    public static bool Is(ReadOnlyMemory<byte> input)
    {
        var jws = CompactJws.Is(input.Span) ? CompactJws.Parse(input.Span) : null;
        if (StrictJson.TryParse(jws?.Payload ?? input, new Limits().Bytes, new Limits().Depth, out var document) != JsonProblem.None)
            return false;
        using (document)
        {
            var root = document!.RootElement;
            return root.HasType(Type) || root.HasType(EnvelopedPresentationType) || (jws is not null && root.Member("vp") is { ValueKind: JsonValueKind.Object });
        }
    }

    /// <summary>The unsigned presentation: compact UTF-8 JSON; embedded credentials as they were given.</summary>
    /// <exception cref="JsonException">A credential is neither JSON nor a compact JWS.</exception>
    public byte[] ToJsonUtf8Bytes()
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("@context");
            json.WriteStringValue(VerifiableCredential.CredentialsContext);
            json.WriteEndArray();
            if (Id is not null)
                json.WriteString("id", Id);
            json.WriteStartArray("type");
            json.WriteStringValue(Type);
            json.WriteEndArray();
            if (Holder is not null)
                json.WriteString("holder", Holder);
            json.WriteStartArray("verifiableCredential");
            foreach (var credential in Credentials)
                Write(json, credential.Span);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    // 4.13.1 Enveloped Verifiable Credentials: a data URL as id.
    static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> credential)
    {
        if (!Baking.BakedCredential.IsCompactJws(credential))
        {
            json.WriteRawValue(credential);
            return;
        }

        json.WriteStartObject();
        json.WriteString("@context", VerifiableCredential.CredentialsContext);
        json.WriteString("id", EnvelopePrefix + Encoding.ASCII.GetString(credential));
        json.WriteString("type", EnvelopedType);
        json.WriteEndObject();
    }
}
