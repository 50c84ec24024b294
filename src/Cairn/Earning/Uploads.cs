using Cairn.Design;
using Cairn.Foundation.Files;
using Cairn.Foundation.Load;
using Microsoft.AspNetCore.Mvc;

namespace Cairn.Earning;

/// <summary>From a form's file to a file in the store: limited in size, and classified by its bytes.</summary>
internal static class Uploads
{
    public const long MaxFile = 50L * 1024 * 1024;

    /// <summary>
    /// Room for the form around the file, so that a file that is slightly too big is refused by name and not by the server.
    /// </summary>
    public const long MaxRequest = MaxFile + 2 * 1024 * 1024;

    public static TBuilder TakesFiles<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RequestSizeLimitAttribute(MaxRequest), new FilesInForms());

    /// <summary>Stores a file if its kind is allowed here; a refusal names it.</summary>
    public static async Task<Outcome<BroughtFile>> KeepAsync(this FileStore files, IFormFile upload, RefusalTexts texts, Visit visit)
    {
        if (upload.Length > MaxFile)
            return TooBig(upload);
        await using var content = upload.OpenReadStream();
        if (
            (await files.AcceptAsync(content, MaxFile, Enum.GetValues<FileFamily>(), visit.Actor.PersonId.Value, visit.Stop)).Succeeds(
                out var kept,
                out var refusal
            )
        )
            return new BroughtFile(
                kept.Sha256,
                SafeFileName.Of(upload.FileName, kept.Kind.MediaType),
                kept.Kind.MediaType,
                kept.Size,
                KindsOf(kept.Kind)
            );

        return refusal.Code switch
        {
            "files.size" => TooBig(upload),
            "files.unknown" => new Refusal("earning.file-not-accepted", "file", Shown(upload)),
            _ => new Refusal("earning.file-refused", "file", Shown(upload), texts.Sentence(refusal)),
        };
    }

    /// <summary>What a browser offers to pick from; the server decides by content.</summary>
    public static string Accept(IEnumerable<EvidenceKind> kinds) =>
        string.Join(
            ',',
            kinds.SelectMany(kind =>
                kind switch
                {
                    EvidenceKind.Photo => ["image/*"],
                    EvidenceKind.Sound => ["audio/*", ".m4a", ".mp4", ".webm", ".ogg"],
                    EvidenceKind.Video => ["video/*"],
                    EvidenceKind.Document => new[]
                    {
                        ".pdf",
                        ".txt",
                        ".md",
                        ".csv",
                        ".rtf",
                        ".doc",
                        ".docx",
                        ".xls",
                        ".xlsx",
                        ".ppt",
                        ".pptx",
                        ".odt",
                        ".ods",
                        ".odp",
                        ".zip",
                        ".sb3",
                        ".py",
                    },
                    _ => Array.Empty<string>(),
                }
            )
        );

    public static bool TakesFiles(this EvidenceRequirement asked) =>
        asked.Kinds.Any(kind => kind is EvidenceKind.Photo or EvidenceKind.Sound or EvidenceKind.Video or EvidenceKind.Document);

    private static Refusal TooBig(IFormFile upload) =>
        Refusal.TooLarge("earning.file-too-big", "file", Shown(upload), MaxFile / 1024 / 1024);

    private static string Shown(IFormFile upload) => upload.FileName.Length > 100 ? upload.FileName[..100] : upload.FileName;

    // A recorder's container may or may not hold a picture; the requirement says which it is.
    private static IReadOnlyList<EvidenceKind> KindsOf(FileKind kind) =>
        kind switch
        {
            { MediaType: "video/mp4" or "video/webm" or "video/3gpp" } => [EvidenceKind.Video, EvidenceKind.Sound],
            { MediaType: "audio/ogg" } => [EvidenceKind.Sound, EvidenceKind.Video],
            { Family: FileFamily.Picture } => [EvidenceKind.Photo],
            { Family: FileFamily.Sound } => [EvidenceKind.Sound],
            { Family: FileFamily.Video } => [EvidenceKind.Video],
            _ => [EvidenceKind.Document],
        };
}
