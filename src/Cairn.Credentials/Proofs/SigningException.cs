namespace Cairn.Credentials.Proofs;

/// <summary>A document that cannot be signed as it is. <see cref="Failure"/> says why by a stable code.</summary>
public sealed class SigningException : Exception
{
    internal SigningException(ProofFailure failure)
        : base(failure.Arguments.Count == 0 ? failure.Code : $"{failure.Code}: {string.Join(", ", failure.Arguments)}") =>
        Failure = failure;

    /// <summary>The reason.</summary>
    public ProofFailure Failure { get; }
}
