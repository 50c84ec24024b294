using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;

namespace Cairn.Vcalm;

/// <summary>
/// One way to secure a credential: an issuer instance in the words of VCALM, at <c>/vcalm/{organization}/{name}</c>. At the address without
/// a name the caller's issuer or <c>options.cryptosuite</c> chooses.
/// </summary>
/// <param name="Name">The last part of the instance's address.</param>
/// <param name="Algorithm">Of the key that signs; an organization has one for each algorithm.</param>
/// <param name="Cryptosuite">The name of the proof's suite; null: no proof, the credential is put into a JWT.</param>
internal sealed record VcalmSuite(string Name, KeyAlgorithm Algorithm, string? Cryptosuite)
{
    /// <summary>When only the issuer is named, the first suite of its key's algorithm is used.</summary>
    public static IReadOnlyList<VcalmSuite> All { get; } =
    [
        new("eddsa-rdfc-2022", KeyAlgorithm.Ed25519, "eddsa-rdfc-2022"),
        new("eddsa-jcs-2022", KeyAlgorithm.Ed25519, "eddsa-jcs-2022"),
        new("ecdsa-rdfc-2019", KeyAlgorithm.P256, "ecdsa-rdfc-2019"),
        new("ecdsa-rdfc-2019-p384", KeyAlgorithm.P384, "ecdsa-rdfc-2019"),
        new("ecdsa-jcs-2019", KeyAlgorithm.P256, "ecdsa-jcs-2019"),
        new("ecdsa-jcs-2019-p384", KeyAlgorithm.P384, "ecdsa-jcs-2019"),
        new("ecdsa-sd-2023", KeyAlgorithm.P256, EcdsaSd2023.Cryptosuite),
        new("vc-jwt", KeyAlgorithm.P256, null),
    ];

    public static VcalmSuite Default => All[0];

    public bool Discloses => Cryptosuite == EcdsaSd2023.Cryptosuite;

    public static VcalmSuite? Find(string? name) => All.FirstOrDefault(suite => suite.Name == name);

    public static VcalmSuite Of(KeyAlgorithm algorithm) => All.First(suite => suite.Algorithm == algorithm);
}
