using Cairn.Awarding;
using Cairn.Credentials.Baking;
using Cairn.Design.Badges;
using Cairn.Foundation.Files;

namespace Cairn.Portfolio;

/// <summary>A credential's picture with the credential baked in: the drawn stone as SVG or PNG, or what the school uploaded.</summary>
internal sealed class CredentialPictures(CairnDb db, FileStore files)
{
    public Task<bool> IsTakenBackAsync(Credential credential, CancellationToken stop) =>
        db.Revocations.AnyAsync(revocation => revocation.AwardId == credential.AwardId, stop);

    /// <summary>Null if the school uploaded a picture of the other format.</summary>
    /// <param name="takenBack">Then the picture is the stone with the mark that says so, whatever was uploaded.</param>
    public async Task<byte[]?> BakeAsync(Credential credential, PictureFormat format, bool takenBack, CancellationToken stop)
    {
        var blueprint = await (
            from award in db.Awards.AsNoTracking()
            where award.Id == credential.AwardId
            join version in db.Versions.AsNoTracking() on award.VersionId equals version.Id
            select version.Blueprint
        ).SingleAsync(stop);
        var drawing = takenBack
            ? Stone.Draw(blueprint).TakenBack(new SignedWords(typeof(Texts), blueprint.Language)[Texts.StateRevoked])
            : Stone.Draw(blueprint);
        var picture =
            (takenBack ? null : await UploadedAsync(blueprint.Badge.UploadSha256, stop))
            ?? (format is PictureFormat.Svg ? Encoding.UTF8.GetBytes(drawing.ToSvg()) : drawing.ToPng());
        var isPng = picture is [0x89, (byte)'P', ..];
        if (isPng != format is PictureFormat.Png)
            return null;
        return isPng ? PngBaking.Bake(picture, credential.Bytes) : SvgBaking.Bake(picture, credential.Bytes);
    }

    private async Task<byte[]?> UploadedAsync(string? sha256, CancellationToken stop)
    {
        if (sha256 is null || files.Open(sha256) is not { } stream)
            return null;
        await using (stream)
        {
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, stop);
            return copy.ToArray();
        }
    }
}

internal enum PictureFormat
{
    Svg,
    Png,
}
