using Cairn.Audit;
using Cairn.Foundation.Jobs;
using Cairn.Schools.Rosters.Reading;
using Cairn.Schools.Rosters.Saving;

namespace Cairn.Schools.Rosters;

/// <summary>Import what was uploaded.</summary>
internal sealed record RosterOrder(Id<RosterImport> Import) : IJobOrder
{
    public static string Kind => "roster.import";
    public static JobLane Lane => JobLane.Long;
    public Guid Subject => Import.Value;
}

/// <summary>
/// Imports an uploaded roster: reads all of it, stages all of it by the chunk, unseen, then shows it in one short transaction together with
/// the report and the audit event (decision 36). Killed at any moment and run again, it ends the same.
/// </summary>
internal sealed class RosterImportJob(CairnDb db, RosterFiles files, RosterProgressBoard board, TimeProvider clock)
    : JobHandler<RosterOrder>
{
    /// <summary>More than this share of the people, and more than one class: more likely the wrong file than so many departures.</summary>
    const double ManyLeave = 0.3;
    const int AClass = 30;

    /// <summary>How often to look for the uploaded file: for half a minute.</summary>
    const int Patience = 5;

    protected override async Task RunAsync(RosterOrder order, int attempt, CancellationToken stop)
    {
        var id = order.Import;
        var import = await db.RosterImports.SingleAsync(one => one.Id == id, stop);
        if (import.IsUnderWay && files.Has(id))
            await ImportAsync(import, attempt, stop);
        else if (import.IsUnderWay)
            await MissAsync(import, attempt, stop);
        await SettleAsync(stop);
        files.Remove(id);
        board.Clear(id);
        await WriteAheadLog.EmptyAsync(db, stop);
    }

    /// <summary>A disk that is briefly away comes back; after that the file must be sent again, and the report says so.</summary>
    async Task MissAsync(RosterImport import, int attempt, CancellationToken stop)
    {
        if (attempt < Patience)
            throw new FileNotFoundException("The uploaded roster is not there.");
        var problems = new RosterProblems(RosterLimits.Default);
        problems.Add(RosterFlaw.FileLost, import.FileName);
        await RefuseAsync(import.Id, RosterImportReport.OfNothing(problems), stop);
    }

    async Task ImportAsync(RosterImport import, int attempt, CancellationToken stop)
    {
        var problems = new RosterProblems(RosterLimits.Default);
        var starter = await db.ActorAsync(import.StartedById, clock.Now(), stop);
        if (starter is null || !RosterImport.MayImport(starter))
        {
            problems.Add(RosterFlaw.StarterLost, import.FileName);
            await RefuseAsync(import.Id, RosterImportReport.OfNothing(problems), stop);
            return;
        }

        import.BeginReading();
        await db.SaveChangesAsync(stop);
        await HaveTheDistrictAsync(import, stop);

        using var bundle = RosterBundle.FromZip(files.Open(import.Id), problems, RosterLimits.Default);
        var today = clock.Now().DayIn(await db.ZoneAsync(stop));
        var reader = new RosterReader(bundle, problems, RosterLimits.Default, today, await EarlierAsync(stop));
        var report = reader.Check(new Progress(board, import.Id), stop);
        if (!report.IsAccepted)
        {
            await RefuseAsync(import.Id, RosterImportReport.Of(report, reader.Manifest, problems, []), stop);
            return;
        }

        FaultPoint.Pass("roster-read");
        board.Set(import.Id, 0);
        import.BeginSaving(RosterSaving.RowsOf(report));
        await db.SaveChangesAsync(stop);
        db.ChangeTracker.Clear();
        await SaveAsync(import, attempt, reader, report, problems, starter, stop);
    }

    /// <summary>Stages one roster at a time, and begins with what a killed import has left: what it showed is settled, the rest is gone.</summary>
    async Task HaveTheDistrictAsync(RosterImport import, CancellationToken stop)
    {
        var (now, subject, waiting) = (clock.Now(), import.Id.Value, RosterImportState.Waiting);
        var leased = await db
            .Jobs.Where(job => job.Kind == RosterOrder.Kind && job.DoneAt == null && job.LeasedUntil > now && job.SubjectId != subject)
            .Select(job => job.SubjectId)
            .ToListAsync(stop);
        var others = leased.ConvertAll(one => new Id<RosterImport>(one));
        if (await db.RosterImports.AnyAsync(one => others.Contains(one.Id) && one.EndedAt == null && one.State != waiting, stop))
            throw new InvalidOperationException("Another roster of this district is being imported; this one is tried again later.");
        await SettleAsync(stop);
        await Stages.DiscardAllAsync(db, stop);
    }

    Task SettleAsync(CancellationToken stop) => Stages.SettleAsync(db, () => FaultPoint.Pass("roster-settling"), stop);

    async Task SaveAsync(
        RosterImport import,
        int attempt,
        RosterReader reader,
        RosterReport report,
        RosterProblems problems,
        Actor starter,
        CancellationToken stop
    )
    {
        var here = await db.People.CountAsync(person => person.SourcedId != null && person.EndedAt == null, stop);
        var stage = new RosterStage(db, import.Id.Value, stop);
        var saving = new RosterSaving(db, stage, reader, starter, problems, clock.Now(), rows => board.Set(import.Id, rows), stop);
        await saving.RunAsync();
        FaultPoint.Pass("roster-saved");

        var leaving = saving.Tallies.Single(tally => tally.Kind == PersonSaving.Kind).Ended;
        if (leaving > AClass && leaving > here * ManyLeave && !import.ManyMayLeave)
        {
            problems.Add(
                RosterFlaw.ManyLeave,
                RosterFile.Users.FileName,
                arguments: [leaving.ToString(CultureInfo.InvariantCulture), here.ToString(CultureInfo.InvariantCulture)]
            );
            await RefuseAsync(import.Id, RosterImportReport.Of(report, reader.Manifest, problems, []), stop);
            return;
        }

        await ShowAsync(import.Id, attempt, stage, RosterImportReport.Of(report, reader.Manifest, problems, saving.Tallies), stop);
        FaultPoint.Pass("roster-committed");
    }

    /// <summary>The only moment at which others wait for an import.</summary>
    async Task ShowAsync(Id<RosterImport> id, int attempt, RosterStage stage, RosterImportReport report, CancellationToken stop)
    {
        var (text, apply) = (report.ToJson(), stage.Prepare());
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        // Whose lease ran out leaves it to the job's new holder.
        if (!await db.Jobs.AnyAsync(job => job.Kind == RosterOrder.Kind && job.SubjectId == id.Value && job.Attempts == attempt, stop))
            throw new InvalidOperationException("The import was taken by another worker.");
        await apply();
        await Stages.ShowAsync(db, id.Value, stop);
        var saved = await db.RosterImports.SingleAsync(one => one.Id == id, stop);
        saved.Finish(text, clock.Now());
        Audit(saved, "roster.imported");
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>Of what it has staged, now or before it was killed, nothing stays.</summary>
    async Task RefuseAsync(Id<RosterImport> id, RosterImportReport report, CancellationToken stop)
    {
        await Stages.DiscardAsync(db, id.Value, stop);
        var refused = await db.RosterImports.SingleAsync(one => one.Id == id, stop);
        refused.Refuse(report.ToJson(), clock.Now());
        Audit(refused, "roster.refused");
        await db.SaveChangesAsync(stop);
    }

    void Audit(RosterImport import, string action) =>
        db.AuditEvents.Add(
            new AuditEvent(
                import.DistrictId,
                import.StartedById.Value,
                action,
                nameof(RosterImport),
                import.Id.Value,
                import.FileSha256,
                clock.Now()
            )
        );

    /// <summary>Sessions and courses are read for checking only, not kept.</summary>
    async Task<EarlierIds> EarlierAsync(CancellationToken stop)
    {
        var organizations = await db.Organizations.Where(one => one.SourcedId != null).Select(one => one.SourcedId!).ToListAsync(stop);
        var people = await db.People.Where(one => one.SourcedId != null).Select(one => one.SourcedId!).ToListAsync(stop);
        var classes = await db.Classes.Where(one => one.SourcedId != null).Select(one => one.SourcedId!).ToListAsync(stop);
        return file =>
            file == RosterFile.Organizations ? organizations
            : file == RosterFile.Users ? people
            : file == RosterFile.Classes ? classes
            : null;
    }

    sealed class Progress(RosterProgressBoard board, Id<RosterImport> import) : IProgress<RosterProgress>
    {
        public void Report(RosterProgress value) => board.Set(import, value.Rows);
    }
}
