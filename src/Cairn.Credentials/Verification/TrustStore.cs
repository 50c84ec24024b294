using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Cairn.Credentials.Verification;

/// <summary>The issuers that the caller trusts, by their identifiers. Immutable, thread safe.</summary>
public sealed class TrustStore
{
    const int MostBytes = 16 * 1024 * 1024;
    readonly HashSet<string> issuers;

    /// <summary>A store of these issuer identifiers (DIDs or URLs), compared character by character.</summary>
    public TrustStore(IEnumerable<string> issuers) => this.issuers = new(issuers, StringComparer.Ordinal);

    /// <summary>How many issuers it holds.</summary>
    public int Count => issuers.Count;

    /// <summary>Whether an issuer is in it.</summary>
    public bool Contains(string issuer) => issuers.Contains(issuer);

    /// <summary>
    /// Reads a file: <c>{"issuers":["did:web:example.org",{"id":"did:key:z6Mk…","name":"…"}]}</c>. Other members are left alone.
    /// False when it is not of that shape.
    /// </summary>
    public static bool TryParse(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out TrustStore? store)
    {
        store = null;
        if (StrictJson.TryParse(json, MostBytes, 32, out var document) != JsonProblem.None)
            return false;
        using (document)
        {
            if (
                document!.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("issuers", out var list)
                || list.ValueKind != JsonValueKind.Array
            )
                return false;

            List<string> issuers = [];
            foreach (var entry in list.EnumerateArray())
            {
                if (Identifier(entry) is not { Length: > 0 } issuer)
                    return false;
                issuers.Add(issuer);
            }

            store = new(issuers);
            return true;
        }
    }

    static string? Identifier(JsonElement entry) =>
        entry.ValueKind switch
        {
            JsonValueKind.String => entry.GetString(),
            JsonValueKind.Object when entry.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String => id.GetString(),
            _ => null,
        };
}
