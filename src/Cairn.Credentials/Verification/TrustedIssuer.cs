namespace Cairn.Credentials.Verification;

/// <summary>An issuer in a trust store.</summary>
/// <param name="Id">The identifier: a DID or a URL, compared character by character.</param>
/// <param name="Name">What the source calls it; null: nothing.</param> <param name="Source">Where it comes from, such as the name of a
/// registry; null: not said.</param>
public sealed record TrustedIssuer(string Id, string? Name = null, string? Source = null);
