using Cairn.Audit;

namespace Cairn.Design;

/// <summary>
/// Read, let the entity decide, write the audit event, save. Everything may be done twice and at the same instant: the loser of a race
/// reads again and gets the winner's result.
/// </summary>
internal static class Designing
{
    /// <summary>A version with its request and publication, if the actor may see it.</summary>
    public static async Task<Outcome<MicroCredentialVersion>> FindVersionAsync(this Visit visit, Id<MicroCredentialVersion> id)
    {
        var version = await visit
            .Db.Versions.Include(v => v.ReviewRequest)
            .Include(v => v.Publication)
            .FirstOrDefaultAsync(v => v.Id == id, visit.Stop);
        return version?.IsOpenTo(visit.Actor) is true ? version : Refusal.NotFound;
    }

    /// <summary>One that they write.</summary>
    public static async Task<Outcome<MicroCredentialVersion>> FindMyVersionAsync(this Visit visit, Id<MicroCredentialVersion> id) =>
        (await visit.FindVersionAsync(id)).Succeeds(out var version, out _) && version.IsAuthor(visit.Actor) ? version : Refusal.NotFound;

    public static async Task<Outcome<MicroCredentialVersion>> BeginAsync(this Visit visit, NewMicroCredential asked)
    {
        var (actor, db, now, stop) = visit;
        if (!await db.Organizations.AnyAsync(o => o.Id == asked.OrganizationId, stop))
            return new Refusal("design.unknown-school", "organizationId");
        if (!MicroCredential.Begin(asked.OrganizationId, actor, now).Succeeds(out var microCredential, out var refusal))
            return refusal;
        if (BlueprintBounds.Broken(asked.Blueprint) is { } broken)
            return broken;
        if (asked.Blueprint.Badge.UploadSha256 is not null)
            return new Refusal("design.badge-upload", "badge.uploadSha256");

        var version = new MicroCredentialVersion(microCredential, 1, asked.Blueprint, actor, now);
        db.AddRange(microCredential, version);
        db.Audit(actor, "micro-credential.begun", microCredential.Id, now);
        await db.SaveChangesAsync(stop);
        return version;
    }

    public static Task<Outcome<MicroCredentialVersion>> ReviseAsync(this Visit visit, Id<MicroCredential> id) =>
        visit.Db.OnceAsync<Outcome<MicroCredentialVersion>>(async () =>
        {
            var (actor, db, now, stop) = visit;
            if (await db.MicroCredentials.FirstOrDefaultAsync(m => m.Id == id, stop) is not { } microCredential)
                return Refusal.NotFound;
            var newest = await db
                .Versions.Include(v => v.ReviewRequest)
                .Include(v => v.Publication)
                .Where(v => v.MicroCredentialId == id)
                .OrderByDescending(v => v.Number)
                .FirstAsync(stop);
            var outcome = microCredential.Revise(newest, actor, now);
            if (!outcome.Succeeds(out var version, out _) || version == newest)
                return outcome;

            db.Versions.Add(version);
            db.Audit(actor, "version.begun", version.Id, now);
            await db.SaveChangesAsync(stop);
            return version;
        });

    /// <param name="visit">Its author's.</param>
    /// <param name="id">The draft.</param>
    /// <param name="change">The blueprint to store, made from the stored one.</param>
    /// <param name="seen">The revision that it was made from; null: the stored one.</param>
    public static Task<Outcome<MicroCredentialVersion>> SaveDraftAsync(
        this Visit visit,
        Id<MicroCredentialVersion> id,
        Func<Blueprint, Outcome<Blueprint>> change,
        long? seen = null
    ) =>
        visit.ChangeAsync(
            id,
            version =>
                change(version.Blueprint).Succeeds(out var blueprint, out var refusal)
                    ? version.Edit(visit.Actor, blueprint, seen ?? version.Revision, visit.Now)
                    : refusal,
            null
        );

    public static Task<Outcome<MicroCredentialVersion>> UseBadgeAsync(this Visit visit, Id<MicroCredentialVersion> id, string sha256) =>
        visit.ChangeAsync(id, version => version.UseBadge(visit.Actor, sha256, visit.Now), null);

    /// <summary>Throws a draft away; with its only version a micro-credential goes too.</summary>
    public static Task<Outcome<MicroCredentialVersion>> DiscardAsync(this Visit visit, Id<MicroCredentialVersion> id) =>
        visit.Db.OnceAsync<Outcome<MicroCredentialVersion>>(async () =>
        {
            var (actor, db, now, stop) = visit;
            if (!(await visit.FindVersionAsync(id)).Succeeds(out var version, out var refusal))
                return refusal;
            var outcome = version.Discard(actor);
            if (outcome.Refusal is not null)
                return outcome;

            db.Remove(version);
            if (!await db.Versions.AnyAsync(other => other.MicroCredentialId == version.MicroCredentialId && other.Id != id, stop))
                db.Remove(await db.MicroCredentials.FirstAsync(one => one.Id == version.MicroCredentialId, stop));
            db.Audit(actor, "version.discarded", id, now);
            await db.SaveChangesAsync(stop);
            return outcome;
        });

    public static Task<Outcome<ReviewRequest>> AskForReviewAsync(this Visit visit, Id<MicroCredentialVersion> id) =>
        visit.ChangeAsync(id, version => version.AskForReview(visit.Actor, visit.Now), "version.review-asked");

    public static Task<Outcome<MicroCredentialVersion>> WithdrawFromReviewAsync(this Visit visit, Id<MicroCredentialVersion> id) =>
        visit.ChangeAsync(id, version => version.WithdrawFromReview(visit.Actor, visit.Now), "version.review-withdrawn");

    public static Task<Outcome<DesignFeedback>> AskForChangesAsync(
        this Visit visit,
        Id<MicroCredentialVersion> id,
        DesignChecklist checklist,
        string? comment
    ) => visit.ChangeAsync(id, version => version.AskForChanges(visit.Actor, checklist, comment, visit.Now), "version.changes-asked");

    /// <param name="visit">The reviewer's.</param>
    /// <param name="id">The version.</param>
    /// <param name="checklist">What the reviewer found.</param>
    /// <param name="read">The revision that the reviewer read; null: nobody said.</param>
    public static Task<Outcome<Publication>> PublishAsync(
        this Visit visit,
        Id<MicroCredentialVersion> id,
        DesignChecklist checklist,
        long? read = null
    ) =>
        visit.Db.OnceAsync<Outcome<Publication>>(async () =>
        {
            var (actor, db, now, stop) = visit;
            if (!(await visit.FindVersionAsync(id)).Succeeds(out var version, out var refusal))
                return refusal;
            var already = version.Publication is not null;
            var outcome = version.Publish(actor, checklist, now, read);
            if (!outcome.Succeeds(out var publication, out _) || already)
                return outcome;

            var microCredential = await db.MicroCredentials.FirstAsync(m => m.Id == version.MicroCredentialId, stop);
            microCredential.Offer(version);
            db.Publications.Add(publication);
            db.Locators.Add(
                new Locator(MicroCredentialVersion.Located, version.Id.Value.ToString("D"), version.DistrictId, version.Id.Value)
            );
            db.Audit(actor, "version.published", version.Id, now);
            await db.SaveChangesAsync(stop);
            return publication;
        });

    /// <summary>Takes a micro-credential out of the catalogue; work already begun may be finished, what was earned stays.</summary>
    public static Task<Outcome<MicroCredential>> RetireAsync(this Visit visit, Id<MicroCredential> id) =>
        visit.Db.OnceAsync<Outcome<MicroCredential>>(async () =>
        {
            var (actor, db, now, stop) = visit;
            if (await db.MicroCredentials.FirstOrDefaultAsync(m => m.Id == id && m.CurrentVersionId != null, stop) is not { } found)
                return Refusal.NotFound;
            var already = found.RetiredAt is not null;
            var outcome = found.Retire(actor, now);
            if (already || outcome.Refusal is not null)
                return outcome;

            db.Audit(actor, "micro-credential.retired", id, now);
            await db.SaveChangesAsync(stop);
            return outcome;
        });

    private static Task<Outcome<T>> ChangeAsync<T>(
        this Visit visit,
        Id<MicroCredentialVersion> id,
        Func<MicroCredentialVersion, Outcome<T>> change,
        string? action
    )
        where T : class =>
        visit.Db.OnceAsync<Outcome<T>>(async () =>
        {
            if (!(await visit.FindVersionAsync(id)).Succeeds(out var version, out var refusal))
                return refusal;
            var (actor, db, now, stop) = visit;
            var before = version.Revision;
            var outcome = change(version);
            if (!outcome.Succeeds(out var made, out _) || version.Revision == before)
                return outcome;

            if (made is not MicroCredentialVersion && db.Entry(made).State is EntityState.Detached)
                db.Add(made);
            if (action is not null)
                db.Audit(actor, action, version.Id, now);
            await db.SaveChangesAsync(stop);
            return outcome;
        });
}
