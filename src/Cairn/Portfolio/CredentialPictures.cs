using System.Text;
using Cairn.Awarding;
using Cairn.Credentials.Baking;
using Cairn.Design.Badges;
using Cairn.Foundation.Files;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Portfolio;

/// <summary>A credential's picture with the credential baked in: the drawn stone as SVG or PNG, or what the school uploaded.</summary>
internal sealed class CredentialPictures(CairnDb db, FileStore files)
{
    /// <summary>Null when the school uploaded a picture of the other format.</summary>
    public async Task<byte[]?> BakeAsync(Credential credential, PictureFormat format, CancellationToken cancellation)
    {
        var blueprint = await (
            from award in db.Awards.AsNoTracking()
            where award.Id == credential.AwardId
            join version in db.Versions.AsNoTracking() on award.VersionId equals version.Id
            select version.Blueprint).SingleAsync(cancellation);
        var picture = await UploadedAsync(blueprint.Badge.UploadSha256, cancellation)
            ?? (format is PictureFormat.Svg ? Encoding.UTF8.GetBytes(Stone.Draw(blueprint).ToSvg()) : Stone.Draw(blueprint).ToPng());
        var isPng = picture is [0x89, (byte)'P', ..];
        if (isPng != format is PictureFormat.Png) return null;
        return isPng ? PngBaking.Bake(picture, credential.Bytes) : SvgBaking.Bake(picture, credential.Bytes);
    }

    private async Task<byte[]?> UploadedAsync(string? sha256, CancellationToken cancellation)
    {
        if (sha256 is null || files.Open(sha256) is not { } stream) return null;
        await using (stream)
        {
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, cancellation);
            return copy.ToArray();
        }
    }
}

internal enum PictureFormat { Svg, Png }
