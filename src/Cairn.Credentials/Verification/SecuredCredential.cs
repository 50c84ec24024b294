using Cairn.Credentials.Jose;

namespace Cairn.Credentials.Verification;

/// <summary>A readable credential and what secures it: embedded proofs, or the JWT that it came in.</summary>
sealed class SecuredCredential(JsonDocument document, ReadOnlyMemory<byte> json, JwtEnvelope? jwt = null) : IDisposable
{
    public JsonElement Root => document.RootElement;

    public ReadOnlyMemory<byte> Json => json;

    public ContentDigest Digest { get; } = ContentDigest.Of(json);

    public JwtEnvelope? Jwt => jwt;

    public void Dispose() => document.Dispose();
}

/// <summary>The JWT around a credential.</summary>
/// <param name="Jws">Its parts.</param>
/// <param name="Payload">Its payload, parsed.</param>
/// <param name="Digest">Of the text as received.</param>
sealed record JwtEnvelope(CompactJws Jws, JsonElement Payload, ContentDigest Digest);
