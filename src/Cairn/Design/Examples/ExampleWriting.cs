using Cairn.Audit;

namespace Cairn.Design.Examples;

/// <summary>Writing the finished example, the same from the page and from the API.</summary>
internal static class ExampleWriting
{
    /// <summary>Not found if no version is published. Sending the same work again changes nothing.</summary>
    public static Task<Outcome<FinishedExample>> WriteExampleAsync(this Visit visit, Id<MicroCredential> id, ExampleWork work) =>
        visit.Db.OnceAsync<Outcome<FinishedExample>>(async () =>
        {
            var (actor, db, now, stop) = visit;
            if (await db.OfferedVersionAsync(id, stop) is not { } version)
                return Refusal.NotFound;
            var existing = await db.FinishedExamples.FirstOrDefaultAsync(e => e.MicroCredentialId == id, stop);
            var written = FinishedExample.Write(existing, version, work, actor, now);
            if (!written.Succeeds(out var example, out _))
                return written;
            if (existing is null)
                db.FinishedExamples.Add(example);
            db.Audit(actor, "finished-example.written", example.Id, now);
            await db.SaveChangesAsync(stop);
            return written;
        });

    /// <summary>The version that the catalogue offers, whose blueprint an example answers.</summary>
    public static Task<MicroCredentialVersion?> OfferedVersionAsync(this CairnDb db, Id<MicroCredential> id, CancellationToken stop) =>
        db.Versions.AsNoTracking().FirstOrDefaultAsync(v => v.Id == db.MicroCredentials.First(m => m.Id == id).CurrentVersionId, stop);
}
