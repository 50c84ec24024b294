using Cairn.Audit;

namespace Cairn.Design.Frameworks;

/// <summary>
/// Bringing a framework into the district and removing it, the same from the page and from the API. All or nothing.
/// </summary>
internal static class Importing
{
    public static Task<Outcome<Framework>> ImportFrameworkAsync(
        this CairnDb db,
        Actor actor,
        string title,
        FrameworkFile file,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync<Outcome<Framework>>(async () =>
        {
            if (file.ProblemCount > 0)
                return new Refusal("design.framework-problems", "file", file.ProblemCount);
            var folded = Searching.Fold(title.Trim());
            var existing = await db.Frameworks.FirstOrDefaultAsync(f => f.SortTitle == folded, stop);
            if (existing?.FileSha256 == file.Sha256)
                return existing;
            if (!Framework.Import(existing, actor, title, file, now).Succeeds(out var framework, out var refusal))
                return refusal;

            await using var whole = await db.Database.BeginTransactionAsync(stop);
            if (existing is null)
                db.Frameworks.Add(framework);
            else
                await db.FrameworkItems.Where(i => i.FrameworkId == framework.Id).ExecuteDeleteAsync(stop);
            db.FrameworkItems.AddRange(file.Items.Select((row, position) => new FrameworkItem(framework, row, position, now)));
            db.Audit(actor, "framework.imported", framework.Id, now, file.Sha256);
            await db.SaveChangesAsync(stop);
            await whole.CommitAsync(stop);
            return framework;
        });

    /// <summary>Alignments taken from it stay where they are.</summary>
    public static Task<Outcome<Framework>> RemoveFrameworkAsync(this Visit visit, Id<Framework> id) =>
        visit.Db.OnceAsync<Outcome<Framework>>(async () =>
        {
            var (actor, db, now, stop) = visit;
            if (await db.Frameworks.FirstOrDefaultAsync(f => f.Id == id, stop) is not { } framework)
                return Refusal.NotFound;
            if (framework.RefuseRemoval(actor) is { } refusal)
                return refusal;

            await using var whole = await db.Database.BeginTransactionAsync(stop);
            await db.FrameworkItems.Where(i => i.FrameworkId == id).ExecuteDeleteAsync(stop);
            db.Frameworks.Remove(framework);
            db.Audit(actor, "framework.removed", id, now);
            await db.SaveChangesAsync(stop);
            await whole.CommitAsync(stop);
            return framework;
        });

    /// <summary>The file's bytes; null if there are too many.</summary>
    public static async Task<byte[]?> ReadAtMostAsync(Stream stream, CancellationToken stop)
    {
        var bytes = new byte[FrameworkFile.MostBytes + 1];
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, stop);
        return read > FrameworkFile.MostBytes ? null : bytes[..read];
    }
}
