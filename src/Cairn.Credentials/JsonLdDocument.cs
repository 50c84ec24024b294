namespace Cairn.Credentials;

/// <summary>
/// A JSON-LD document to canonicalize without copying it: <paramref name="Root"/> with the top-level property <paramref name="Omit"/>
/// treated as absent (for example "proof"), and <paramref name="Context"/>, when given, treated as its "@context" (proof options take the
/// document's).
/// </summary>
/// <param name="Root">The document. Parse it with a depth limit; a document with duplicate keys is refused.</param>
/// <param name="Omit">A top-level property to leave out.</param>
/// <param name="Context">What replaces the top-level "@context".</param>
public readonly record struct JsonLdDocument(JsonElement Root, string? Omit = null, JsonElement? Context = null);
