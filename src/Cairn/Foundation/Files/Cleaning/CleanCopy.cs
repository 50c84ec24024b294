namespace Cairn.Foundation.Files.Cleaning;

/// <summary>
/// Removes from a picture, a sound or a film what its maker did not mean to show: place, time, device, names, thumbnails of what was
/// cropped, whatever stands after its end. What is seen and heard stays. Each format has a list of the parts that may stay; all others go.
/// What cannot be followed to its end is refused, so that nothing is kept that was not looked through.
/// </summary>
internal static class CleanCopy
{
    /// <param name="file">The whole of it; changed.</param>
    /// <param name="mediaType">What it is.</param>
    /// <returns>The clean copy, or <c>files.unreadable</c>.</returns>
    public static Outcome<ArraySegment<byte>> Of(byte[] file, string mediaType)
    {
        try
        {
            return mediaType switch
            {
                "image/jpeg" => Jpeg.Clean(file),
                "image/png" => Png.Clean(file),
                "image/gif" => Gif.Clean(file),
                "image/webp" or "audio/wav" or "video/x-msvideo" => Riff.Clean(file),
                "image/heic" or "image/avif" or "audio/mp4" or "video/mp4" or "video/quicktime" or "video/3gpp" => IsoMedia.Clean(file),
                "video/webm" => WebM.Clean(file),
                "audio/ogg" => Ogg.Clean(file),
                "audio/mpeg" or "audio/aac" => SoundFrames.Clean(file),
                "audio/amr" => Amr.Clean(file),
                "audio/flac" => Flac.Clean(file),
                _ => throw new InvalidDataException($"Nobody has said what may stay in {mediaType}."),
            };
        }
        // A length or an offset that leads out of the file.
        catch (Exception astray) when (astray is InvalidDataException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            return new Refusal("files.unreadable");
        }
    }

    /// <summary>Ends the reading of a file that is not what it says.</summary>
    public static void Must(this bool holds)
    {
        if (!holds)
            throw new InvalidDataException();
    }
}
