namespace Cairn.Credentials.Verification;

/// <summary>
/// The one rule for comparing dates with the instant of a verification, wherever they come from: a proof, a credential, a JWT, a status
/// list, a key, a badge of Open Badges 2, a federation. A start may be up to five minutes ahead, because the clocks of signer and verifier
/// differ. An end is exact: its writer chose it, and no clock was involved.
/// </summary>
static class Clock
{
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether something begins, or is said to have happened, later than a wrong clock could explain. Dating forward would let a signer
    /// pick the key's period.
    /// </summary>
    public static bool IsToCome(DateTimeOffset? start, DateTimeOffset instant) => start - instant > Tolerance;

    /// <summary>
    /// Whether something with a last valid instant is over: <c>validUntil</c>, "the latest point in time at which the information … is
    /// valid" (VC Data Model 2.0, 4.9), <c>expirationDate</c>, <c>expires</c> of Open Badges 2.
    /// </summary>
    public static bool IsOver(DateTimeOffset? last, DateTimeOffset instant) => instant > last;

    /// <summary>
    /// Whether an end has come that is itself no longer valid: <c>exp</c>, "on or after which the JWT MUST NOT be accepted" (RFC 7519,
    /// 4.1.4),
    /// <c>expires</c> of proofs, <c>expires</c> and <c>revoked</c> of keys.
    /// </summary>
    public static bool HasEnded(DateTimeOffset? end, DateTimeOffset instant) => instant >= end;
}
