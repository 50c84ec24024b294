using System.Buffers.Text;

namespace Cairn.Foundation;

/// <summary>Secrets in addresses, on cards and in tokens: 256 random bits, base64url; only their hash is stored.</summary>
internal static class Secrets
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256, lowercase hex.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
