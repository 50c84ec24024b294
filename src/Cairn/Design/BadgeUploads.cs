using Cairn.Foundation.Files;

namespace Cairn.Design;

/// <summary>
/// A school's own badge: PNG or SVG, recognised by content, cleaned of everything that is not the picture, kept by its hash.
/// </summary>
internal sealed class BadgeUploads(FileStore files)
{
    public const int Largest = SvgSanitiser.MaxBytes;

    /// <summary>
    /// The SHA-256 of the cleaned picture; refused as <c>design.badge-too-big</c>, <c>design.badge-not-a-picture</c> or what the sanitiser
    /// or the store says.
    /// </summary>
    public async Task<Outcome<string>> KeepAsync(Stream picture, Id<Person> author, CancellationToken stop)
    {
        var bytes = new byte[Largest + 1];
        var read = await picture.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, stop);
        if (read > Largest)
            return new Refusal("design.badge-too-big", "badgeFile");

        if (!Clean(bytes.AsSpan(0, read)).Succeeds(out var clean, out var refusal))
            return refusal.On("badgeFile");
        var stored = await files.KeepAsync(new MemoryStream(clean), author.Value, stop);
        return stored.Refusal is { } full ? full.On("badgeFile") : stored.Value.Sha256;
    }

    private static Outcome<byte[]> Clean(ReadOnlySpan<byte> picture) =>
        MediaTypes.Sniff(picture[..Math.Min(picture.Length, FileStore.HeadLength)]) switch
        {
            "image/png" when CleanPng.Of(picture) is { } png => png,
            "image/svg+xml" => SvgSanitiser.Sanitise(picture),
            _ => new Refusal("design.badge-not-a-picture"),
        };
}
