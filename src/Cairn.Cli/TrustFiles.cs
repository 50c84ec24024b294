using System.Text.Json;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Trust;
using Cairn.Credentials.Verification;

namespace Cairn.Cli;

/// <summary>
/// The files of <c>--trust</c>, of any kind, as one store: issuers by identifier, a DCC registry, a list of registries (asked through the
/// command's loader), a federation's statement about an issuer.
/// </summary>
static class TrustFiles
{
    public static async Task<TrustStore?> ReadAsync(
        string[] paths,
        string[] keys,
        IDocumentLoader? loader,
        ReadOnlyMemory<byte> credential,
        DateTimeOffset instant,
        CancellationToken cancellation
    )
    {
        List<PublicKey> signers = [];
        foreach (var path in keys)
        {
            var set = FederationResult.Keys(await Source.ReadFileAsync(path, cancellation));
            signers.AddRange(
                set.Count > 0 ? set : throw RefusalException.Usage($"{path} is no JSON Web Key Set with a key that is known here.")
            );
        }

        TrustStore? all = null;
        foreach (var path in paths)
        {
            var file = await Source.ReadFileAsync(path, cancellation);
            var store =
                TrustStore.TryParse(file, out var issuers, Path.GetFileName(path)) ? issuers
                : KnownRegistries.TryParse(file, out var registries)
                    ? loader is null ? registries.NotAsked()
                        : await registries.LoadAsync(loader, Issuer(credential), instant, cancellation)
                : Federation(path, file, signers, instant);
            all = all?.With(store) ?? store;
        }

        return all;
    }

    static TrustStore Federation(string path, byte[] file, List<PublicKey> signers, DateTimeOffset instant) =>
        FederationResult.TryRead(file, signers, instant, out var store, out var failure)
            ? store
            : throw RefusalException.Usage(
                failure.Code switch
                {
                    "federation.signature" when signers.Count == 0 =>
                        $"{path} is signed; --trust-keys takes the keys of whoever signed it.",
                    "federation.signature" => $"{path} was not signed by any of the keys of --trust-keys.",
                    "federation.not-in-force" => $"{path} was in force from {failure.Arguments[0]} to {failure.Arguments[1]} only.",
                    _ => $"{path} is no trust file; it needs the form {{\"issuers\":[\"did:web:example.org\"]}}.",
                }
            );

    static string? Issuer(ReadOnlyMemory<byte> credential)
    {
        if (credential.IsEmpty)
            return null;
        using var document = JsonDocument.Parse(credential);
        return document.RootElement.TryGetProperty("issuer", out var issuer)
            ? issuer.ValueKind == JsonValueKind.String
                ? issuer.GetString()
                : issuer.ValueKind == JsonValueKind.Object
                && issuer.TryGetProperty("id", out var id)
                && id.ValueKind == JsonValueKind.String
                    ? id.GetString()
                    : null
            : null;
    }
}
