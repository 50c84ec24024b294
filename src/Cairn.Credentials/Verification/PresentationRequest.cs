namespace Cairn.Credentials.Verification;

/// <summary>
/// What a verifier asked a holder for. Null means not asked; without a challenge an old presentation may be shown again.
/// </summary>
/// <param name="Challenge">What the presentation's proof must repeat: random, for one use.</param>
/// <param name="Domain">For whom the proof must be made: <c>https://verifier.example</c>.</param>
public sealed record PresentationRequest(string? Challenge = null, string? Domain = null);
