using Microsoft.Net.Http.Headers;

namespace Cairn.Foundation.Files;

/// <summary>
/// A file to keep: every answer that is one comes from here, so that it has a name that a person recognises, which any system can store
/// (RFC 6266, <c>filename*</c> with <c>filename</c> for what is old).
/// </summary>
internal static class Attachment
{
    /// <param name="bytes">The file.</param>
    /// <param name="mediaType">Which also gives the ending.</param>
    /// <param name="words">What it is: whose, of what. Empty ones are left out.</param>
    /// <param name="tag">By which a browser asks whether it changed; null: none.</param>
    public static FileContentHttpResult Of(byte[] bytes, string mediaType, IEnumerable<string?> words, string? tag = null) =>
        TypedResults.File(
            bytes,
            mediaType,
            NameOf(words, mediaType),
            entityTag: tag is null ? null : new EntityTagHeaderValue($"\"{tag}\"")
        );

    // A title may hold a slash, which is no folder.
    private static string NameOf(IEnumerable<string?> words, string mediaType) =>
        SafeFileName.Of(
            string.Join(" – ", words.Where(word => !string.IsNullOrWhiteSpace(word))).Replace('/', '-').Replace('\\', '-'),
            mediaType.Split(';')[0]
        );
}
