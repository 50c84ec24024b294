namespace Cairn.Credentials.Verification;

/// <summary>
/// The one rule by which dates are compared with the instant of a verification, whatever says them: a proof, a credential, a JWT, a status
/// list, a key, a badge of Open Badges 2, a federation. A start may be up to five minutes ahead, for the clocks of signer and verifier
/// differ. An end is exact: who wrote it chose it, and nobody's clock was read for it.
/// </summary>
static class Clock
{
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether something begins, or is said to have happened, later than another clock could explain. Who dates forward picks the key's
    /// period.
    /// </summary>
    public static bool IsToCome(DateTimeOffset? start, DateTimeOffset instant) => start - instant > Tolerance;

    /// <summary>
    /// Whether something is over that has a last instant: <c>validUntil</c>, "the latest point in time at which the information … is valid"
    /// (VC Data Model 2.0, 4.9), <c>expirationDate</c>, <c>expires</c> of Open Badges 2.
    /// </summary>
    public static bool IsOver(DateTimeOffset? last, DateTimeOffset instant) => instant > last;

    /// <summary>
    /// Whether an end has come that belongs to nothing any more: <c>exp</c>, "on or after which the JWT MUST NOT be accepted" (RFC 7519,
    /// 4.1.4),
    /// <c>expires</c> of proofs, <c>expires</c> and <c>revoked</c> of keys.
    /// </summary>
    public static bool HasEnded(DateTimeOffset? end, DateTimeOffset instant) => instant >= end;
}
