using System.Text.Json;
using Cairn.Credentials.Keys;

namespace Cairn.Cli;

/// <summary>
/// A key pair in a file, as <c>cairn keygen</c> writes it: a Multikey verification method with its secret. The standards' published key
/// files have the same form.
/// </summary>
sealed record KeyFile(string? VerificationMethod, SigningKey Key) : IDisposable
{
    public static async Task<KeyFile> ReadAsync(string path, CancellationToken cancellation)
    {
        var json = await Source.ReadFileAsync(path, cancellation);
        try
        {
            using var document = JsonDocument.Parse(json);
            if (
                document.RootElement.ValueKind == JsonValueKind.Object
                && (Text(document.RootElement, "secretKeyMultibase") ?? Text(document.RootElement, "privateKeyMultibase")) is { } secret
                && SigningKey.TryParse(secret, out var key)
            )
                return new(Text(document.RootElement, "id"), key);
        }
        catch (JsonException)
        {
            // The sentence below says it.
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(json);
        }

        throw RefusalException.Usage(
            $"{path} is no key file: it needs a secretKeyMultibase of an Ed25519, P-256 or P-384 key (cairn keygen makes one)."
        );
    }

    /// <summary>A new key as the text of a file.</summary>
    public static byte[] Create(KeyAlgorithm algorithm, string? controller, out string verificationMethod)
    {
        using var key = SigningKey.Generate(algorithm, out var secret);
        var multikey = key.PublicKey.ToMultikey();
        controller ??= DidKey.Create(key.PublicKey);
        verificationMethod = $"{controller}#{multikey}";

        using MemoryStream file = new();
        using (Utf8JsonWriter json = new(file, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("id", verificationMethod);
            json.WriteString("type", "Multikey");
            json.WriteString("controller", controller);
            json.WriteString("publicKeyMultibase", multikey);
            json.WriteString("secretKeyMultibase", secret);
            json.WriteEndObject();
        }

        file.WriteByte((byte)'\n');
        return file.ToArray();
    }

    public void Dispose() => Key.Dispose();

    static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
