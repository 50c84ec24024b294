using Cairn.Audit;
using Cairn.Foundation.Jobs;
using Cairn.Schools.Rosters.Reading;

namespace Cairn.Schools.Rosters;

/// <summary>Takes in a roster: keeps the file, and orders its import in the same transaction.</summary>
internal sealed class RosterIntake(RosterFiles files, JobBell bell)
{
    /// <summary>A ZIP, or the roster's CSV files, which become one.</summary>
    public Task<Outcome<RosterImport>> TakeAsync(Visit visit, IReadOnlyList<IFormFile> uploads, bool manyMayLeave) =>
        uploads switch
        {
            [] => Refused("schools.roster-missing"),
            _ when uploads.Sum(upload => upload.Length) > RosterLimits.Default.UploadBytes => Refused("schools.roster-large"),
            [var zip] when IsZip(zip) => TakeAsync(visit, zip.FileName, manyMayLeave, file => zip.CopyToAsync(file, visit.Stop)),
            _ when uploads.All(upload => upload.FileName.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) => TakeAsync(
                visit,
                string.Join(", ", uploads.Select(upload => upload.FileName)),
                manyMayLeave,
                file => RosterFiles.PackAsync(uploads, file, visit.Stop)
            ),
            _ => Refused("schools.roster-kind"),
        };

    /// <param name="write">Writes the ZIP; at most <see cref="RosterLimits.UploadBytes"/>, which the caller has ensured.</param>
    public async Task<Outcome<RosterImport>> TakeAsync(Visit visit, string fileName, bool manyMayLeave, Func<Stream, Task> write)
    {
        var (actor, db, now, stop) = visit;
        var (path, sha256) = await files.ReceiveAsync(write, stop);
        var asked = RosterImport.Ask(actor, sha256, Shorten(fileName), manyMayLeave, now);
        if (!asked.Succeeds(out var import, out _))
        {
            RosterFiles.Discard(path);
            return asked;
        }

        // The file first: a job without its file could never finish, a file without its job harms nobody.
        files.Keep(path, import.Id);
        db.RosterImports.Add(import);
        db.Jobs.Add(Job.Of(import.DistrictId, new RosterOrder(import.Id), now));
        db.Audit(actor, "roster.uploaded", import.Id, now, sha256);
        await db.SaveChangesAsync(stop);
        bell.Ring();
        return import;
    }

    static Task<Outcome<RosterImport>> Refused(string code) =>
        Task.FromResult<Outcome<RosterImport>>(new Refusal(code, RosterUpload.File, RosterLimits.Default.UploadBytes >> 20));

    /// <summary>By content, not by name: local file header, or the end record of an empty archive (APPNOTE.TXT 4.3).</summary>
    static bool IsZip(IFormFile upload)
    {
        Span<byte> start = stackalloc byte[4];
        using var stream = upload.OpenReadStream();
        return stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4
            && (start.SequenceEqual("PK\u0003\u0004"u8) || start.SequenceEqual("PK\u0005\u0006"u8));
    }

    static string Shorten(string name) => name.Length <= 200 ? name : name[..199] + "…";
}

/// <summary>The names of the upload form's fields.</summary>
internal static class RosterUpload
{
    public const string File = "Roster";
    public const string ManyMayLeave = "ManyMayLeave";

    /// <summary>What a request may carry: the files and what a form adds.</summary>
    public const long RequestBytes = (50L << 20) + (1L << 20);
}
