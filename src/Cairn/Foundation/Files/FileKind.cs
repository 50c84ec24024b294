namespace Cairn.Foundation.Files;

/// <summary>What a file can serve as.</summary>
internal enum FileFamily
{
    Picture,
    Sound,
    Video,
    Document,
    Text,
}

/// <summary>What a file is, whatever it is called.</summary>
/// <param name="MediaType">Under which it is served.</param>
/// <param name="Family">What it can serve as.</param>
internal sealed record FileKind(string MediaType, FileFamily Family)
{
    public static FileKind Of(string mediaType) => new(mediaType, FamilyOf(mediaType));

    private static FileFamily FamilyOf(string mediaType) =>
        mediaType[..mediaType.IndexOf('/', StringComparison.Ordinal)] switch
        {
            "image" => FileFamily.Picture,
            "audio" => FileFamily.Sound,
            "video" => FileFamily.Video,
            "text" => FileFamily.Text,
            _ => FileFamily.Document,
        };
}
