namespace Cairn.Credentials.Verification;

/// <summary>A document that a verdict rests on.</summary>
/// <param name="Url">Where it was fetched.</param>
/// <param name="Sha256">The SHA-256 of its bytes in lower-case hexadecimal; null if it could not be had.</param>
public sealed record JudgedDocument(string Url, string? Sha256);
