using Cairn.Audit;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Design;

/// <summary>
/// What pages and API do alike: read, let the entity decide, write the audit event, save. Everything may be done twice and at the same
/// instant: the loser of a race reads again and gets the winner's result. Null: no such version, as far as this person may know.
/// </summary>
internal static class Designing
{
    /// <summary>A version with its request and publication, when the actor may see it.</summary>
    public static async Task<MicroCredentialVersion?> FindVersionAsync(
        this CairnDb db,
        Id<MicroCredentialVersion> id,
        Actor actor,
        CancellationToken stop
    )
    {
        var version = await db
            .Versions.Include(v => v.ReviewRequest)
            .Include(v => v.Publication)
            .FirstOrDefaultAsync(v => v.Id == id, stop);
        return version?.IsOpenTo(actor) is true ? version : null;
    }

    public static async Task<Outcome<MicroCredentialVersion>> BeginAsync(
        this CairnDb db,
        Id<Organization> organization,
        Blueprint blueprint,
        Actor actor,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (!await db.Organizations.AnyAsync(o => o.Id == organization, stop))
            return new Refusal("design.unknown-school", "organizationId");
        if (!MicroCredential.Begin(organization, actor, now).Succeeds(out var microCredential, out var refusal))
            return refusal;
        if (BlueprintBounds.Of(blueprint) is [var problem, ..])
            return problem;
        if (blueprint.Badge.UploadSha256 is not null)
            return new Refusal("design.badge-upload", "badge.uploadSha256");

        var version = new MicroCredentialVersion(microCredential, 1, blueprint, actor, now);
        db.AddRange(microCredential, version);
        db.Audit(actor, "micro-credential.begun", microCredential.Id, now);
        await db.SaveChangesAsync(stop);
        return version;
    }

    public static Task<Outcome<MicroCredentialVersion>?> ReviseAsync(
        this CairnDb db,
        Id<MicroCredential> id,
        Actor actor,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync<Outcome<MicroCredentialVersion>?>(async () =>
        {
            var microCredential = await db.MicroCredentials.FirstOrDefaultAsync(m => m.Id == id, stop);
            if (microCredential is null)
                return null;
            var newest = await db
                .Versions.Include(v => v.ReviewRequest)
                .Include(v => v.Publication)
                .Where(v => v.MicroCredentialId == id)
                .OrderByDescending(v => v.Number)
                .FirstAsync(stop);
            if (!microCredential.Revise(newest, actor, now).Succeeds(out var version, out var refusal))
                return (Outcome<MicroCredentialVersion>)refusal;
            if (version == newest)
                return (Outcome<MicroCredentialVersion>)version;

            db.Versions.Add(version);
            db.Audit(actor, "version.begun", version.Id, now);
            await db.SaveChangesAsync(stop);
            return (Outcome<MicroCredentialVersion>)version;
        });

    /// <param name="db">The database.</param>
    /// <param name="id">The draft.</param>
    /// <param name="change">The blueprint to store, from the stored one.</param>
    /// <param name="basis">What it was made from.</param>
    /// <param name="actor">Its author.</param>
    /// <param name="now">The instant.</param>
    /// <param name="stop">Ends it early.</param>
    public static Task<Outcome<MicroCredentialVersion>?> SaveDraftAsync(
        this CairnDb db,
        Id<MicroCredentialVersion> id,
        Func<Blueprint, Blueprint> change,
        EditBasis basis,
        Actor actor,
        DateTimeOffset now,
        CancellationToken stop
    ) => db.ChangeAsync(id, actor, version => version.Edit(actor, change(version.Blueprint), basis, now), null, now, stop);

    public static Task<Outcome<MicroCredentialVersion>?> UseBadgeAsync(
        this CairnDb db,
        Id<MicroCredentialVersion> id,
        string sha256,
        Actor actor,
        DateTimeOffset now,
        CancellationToken stop
    ) => db.ChangeAsync(id, actor, version => version.UseBadge(actor, sha256, now), null, now, stop);

    public static Task<Outcome<ReviewRequest>?> AskForReviewAsync(
        this CairnDb db,
        Id<MicroCredentialVersion> id,
        Actor actor,
        DateTimeOffset now,
        CancellationToken stop
    ) => db.ChangeAsync(id, actor, version => version.AskForReview(actor, now), "version.review-asked", now, stop);

    public static Task<Outcome<MicroCredentialVersion>?> WithdrawFromReviewAsync(
        this CairnDb db,
        Id<MicroCredentialVersion> id,
        Actor actor,
        DateTimeOffset now,
        CancellationToken stop
    ) => db.ChangeAsync(id, actor, version => version.WithdrawFromReview(actor, now), "version.review-withdrawn", now, stop);

    public static Task<Outcome<DesignFeedback>?> AskForChangesAsync(
        this CairnDb db,
        Id<MicroCredentialVersion> id,
        DesignChecklist checklist,
        string comment,
        Actor actor,
        DateTimeOffset now,
        CancellationToken stop
    ) => db.ChangeAsync(id, actor, version => version.AskForChanges(actor, checklist, comment, now), "version.changes-asked", now, stop);

    public static Task<Outcome<Publication>?> PublishAsync(
        this CairnDb db,
        Id<MicroCredentialVersion> id,
        DesignChecklist checklist,
        Actor actor,
        DateTimeOffset now,
        CancellationToken stop
    ) => db.PublishAsync(id, checklist, null, actor, now, stop);

    /// <param name="db">The database.</param>
    /// <param name="id">The version.</param>
    /// <param name="checklist">What the reviewer found.</param>
    /// <param name="read">The revision that the reviewer read.</param>
    /// <param name="actor">The reviewer.</param>
    /// <param name="now">The instant.</param>
    /// <param name="stop">Ends it early.</param>
    public static Task<Outcome<Publication>?> PublishAsync(
        this CairnDb db,
        Id<MicroCredentialVersion> id,
        DesignChecklist checklist,
        long? read,
        Actor actor,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync<Outcome<Publication>?>(async () =>
        {
            var version = await db.FindVersionAsync(id, actor, stop);
            if (version is null)
                return null;
            var already = version.Publication is not null;
            if (!version.Publish(actor, checklist, now, read).Succeeds(out var publication, out var refusal))
                return (Outcome<Publication>)refusal;
            if (already)
                return (Outcome<Publication>)publication;

            var microCredential = await db.MicroCredentials.FirstAsync(m => m.Id == version.MicroCredentialId, stop);
            microCredential.Offer(version);
            db.Publications.Add(publication);
            db.Locators.Add(new Locator(LocatorKind.Achievement, version.Id.Value.ToString("D"), version.DistrictId, version.Id.Value));
            db.Audit(actor, "version.published", version.Id, now);
            await db.SaveChangesAsync(stop);
            return (Outcome<Publication>)publication;
        });

    /// <summary>Takes a micro-credential out of the catalogue; what was begun may be finished, what was earned stays.</summary>
    public static Task<Outcome<MicroCredential>?> RetireAsync(
        this CairnDb db,
        Id<MicroCredential> id,
        Actor actor,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync<Outcome<MicroCredential>?>(async () =>
        {
            var microCredential = await db.MicroCredentials.FirstOrDefaultAsync(m => m.Id == id && m.CurrentVersionId != null, stop);
            if (microCredential is null)
                return null;
            var already = microCredential.RetiredAt is not null;
            var result = microCredential.Retire(actor, now);
            if (already || result.Refusal is not null)
                return result;

            db.Audit(actor, "micro-credential.retired", id, now);
            await db.SaveChangesAsync(stop);
            return result;
        });

    private static Task<Outcome<T>?> ChangeAsync<T>(
        this CairnDb db,
        Id<MicroCredentialVersion> id,
        Actor actor,
        Func<MicroCredentialVersion, Outcome<T>> change,
        string? action,
        DateTimeOffset now,
        CancellationToken stop
    )
        where T : class =>
        db.OnceAsync<Outcome<T>?>(async () =>
        {
            var version = await db.FindVersionAsync(id, actor, stop);
            if (version is null)
                return null;
            var before = version.Revision;
            var result = change(version);
            if (!result.Succeeds(out var made, out _) || version.Revision == before)
                return result;

            if (made is not MicroCredentialVersion && db.Entry(made).State is EntityState.Detached)
                db.Add(made);
            if (action is not null)
                db.Audit(actor, action, version.Id, now);
            await db.SaveChangesAsync(stop);
            return result;
        });
}
