using System.Text.Json;
using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Tests.Proofs;

/// <summary>The published key pairs.</summary>
static class Vectors
{
    public static SigningKey Key { get; } = Read("vc-di-eddsa/TestVectors/keyPair.json", "privateKeyMultibase");

    public static SigningKey BadgeKey { get; } = Read("openbadges/test-vectors/key.json", "secretKeyMultibase");

    static SigningKey Read(string file, string name)
    {
        using var pair = JsonDocument.Parse(Standards.Bytes(file));
        return SigningKey.TryParse(pair.RootElement.GetProperty(name).GetString(), out var key)
            ? key
            : throw new InvalidDataException(file);
    }
}
