using System.Buffers;
using Cairn.Credentials.Achievements;
using Cairn.Credentials.Jose;

namespace Cairn.Credentials.Presentations;

/// <summary>
/// Credentials that somebody shows to somebody (VC Data Model 2.0, section 4.13). Sign it with <see cref="Proofs.DataIntegrity.Sign"/> and
/// the purpose <see cref="Proofs.ProofOptions.Authentication"/>, the verifier's domain and its challenge, or with
/// <see cref="Jose.JwtPresentation.Sign"/>.
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

    /// <summary>
    /// Whether bytes call themselves a presentation: JSON, JSON with a JWT in it, or a JWT. Whether it is a good one a verifier says.
    /// </summary>
    /// <param name="input">What somebody handed in.</param>
    public static bool Is(ReadOnlyMemory<byte> input)
    {
        var jws = CompactJws.Is(input.Span) ? CompactJws.Parse(input.Span) : null;
        var json = (jws?.Payload ?? input).Span;
        Limits limits = new();
        return json.Length <= limits.Bytes && CallsItselfOne(json.StartsWith("\uFEFF"u8) ? json[3..] : json, jws is not null, limits.Depth);
    }

    // Only the top level is examined and the rest is not kept, because this is asked about every file before it is judged.
    static bool CallsItselfOne(ReadOnlySpan<byte> json, bool isJwt, int depth)
    {
        Utf8JsonReader reader = new(json, new() { MaxDepth = depth });
        var found = false;
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isType, isShown) = (reader.ValueTextEquals("type"), isJwt && reader.ValueTextEquals("vp"));
                reader.Read();
                found |= isType && NamesOne(ref reader) || isShown && reader.TokenType == JsonTokenType.StartObject;
                reader.Skip();
            }
            return !reader.Read() && found;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    static bool NamesOne(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return IsOne(reader);
        var found = false;
        var within = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > within)
        {
            found |= IsOne(reader);
            reader.Skip();
        }
        return found;
    }

    static bool IsOne(in Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && (reader.ValueTextEquals(Type) || reader.ValueTextEquals(EnvelopedPresentationType));

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
