namespace Cairn.Credentials.Keys;

/// <summary>What verifying a signature, and reading its key, costs of the work of a verification.</summary>
static class SignatureWork
{
    extension(CanonicalWork work)
    {
        /// <inheritdoc cref="CanonicalWork.TrySpend"/>
        public bool TrySignature(KeyAlgorithm algorithm) => work.TrySpend(StepsOf(algorithm));

        /// <inheritdoc cref="CanonicalWork.Spend"/>
        public void Signature(KeyAlgorithm algorithm) => work.Spend(StepsOf(algorithm));
    }

    static int StepsOf(KeyAlgorithm algorithm) => algorithm is KeyAlgorithm.Ed25519 or KeyAlgorithm.P256 ? 150 : 900;
}
