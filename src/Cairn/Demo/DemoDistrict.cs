using Cairn.Catalog.Picks;
using Cairn.Design;
using Cairn.Foundation.Jobs;
using Cairn.Portfolio;
using Cairn.Schools.Rosters;
using Cairn.SignIn;
using Microsoft.AspNetCore.Identity;

namespace Cairn.Demo;

/// <summary>
/// Makes the demo district at the first start with <c>CAIRN_DEMO=1</c>, the same way as everybody: the roster through the importer, the
/// catalogue through author and reviewer, each award through submission, assessor and grantor. A step that was done before is a no-op, so
/// the next start takes over from one that was killed.
/// </summary>
internal sealed class DemoDistrict(
    CairnDb db,
    RosterIntake intake,
    JobWorker worker,
    UserManager<Account> accounts,
    DemoJourney journey,
    TimeProvider clock
)
{
    private const string OperatorName = "operator";

    private readonly DemoPeople _people = DemoContent.People();

    public async Task MakeAsync(CancellationToken stop)
    {
        var district = await db.Districts.OrderBy(d => d.Id).FirstOrDefaultAsync(stop);
        if (district is null)
        {
            district = new District("Cedar Hollow Unified School District", "America/Denver", clock.Now());
            db.Districts.Add(district);
            await db.SaveChangesAsync(stop);
        }
        db.Tenant.Enter(district.Id);
        var portfolios = _people.People.Where(p => p.Portfolio is not null).Select(p => p.Portfolio!).ToList();
        if (await db.Locators.CountAsync(l => l.Kind == PublicPortfolio.Located && portfolios.Contains(l.Key), stop) == portfolios.Count)
            return;

        await ImportRosterAsync(await OperatorAsync(district, stop), stop);
        foreach (var person in _people.People)
            await AccountAsync(person, stop);
        await FillCatalogueAsync(stop);
        foreach (var person in _people.People)
        {
            var learner = await db.DemoActorAsync(person.Username, clock.Now(), stop);
            foreach (var slug in person.Awards ?? [])
                await journey.GoAsync(learner, slug, DemoStage.Granted, stop);
            foreach (var slug in person.Recommended ?? [])
                await journey.GoAsync(learner, slug, DemoStage.Recommended, stop);
            foreach (var slug in person.HandedIn ?? [])
                await journey.GoAsync(learner, slug, DemoStage.HandedIn, stop);
        }
        while (await worker.RunAllDueAsync(stop) > 0)
            db.ChangeTracker.Clear();
        foreach (var person in _people.People.Where(p => p.Portfolio is not null))
            await PublishAsync(person, stop);
    }

    private async Task<Actor> OperatorAsync(District district, CancellationToken stop)
    {
        if (await db.People.AnyAsync(p => p.Username == OperatorName, stop))
            return await db.DemoActorAsync(OperatorName, clock.Now(), stop);
        var now = clock.Now();
        var organization = new Organization(district.Id, OrganizationKind.District, district.Name, null, now)
        {
            Url = "https://cedarhollow.example",
        };
        var person = new Person(district.Id, "Cairn", "Operator", now) { Username = OperatorName };
        person.RecordAdult(null, now);
        db.AddRange(organization, person);
        db.RoleAssignments.Add(new RoleAssignment(district.Id, person.Id, organization.Id, SchoolRole.Operator, now));
        db.RoleAssignments.Add(new RoleAssignment(district.Id, person.Id, organization.Id, SchoolRole.Leader, now));
        await db.SaveChangesAsync(stop);
        return await db.DemoActorAsync(OperatorName, clock.Now(), stop);
    }

    private async Task ImportRosterAsync(Actor actor, CancellationToken stop)
    {
        if (await db.RosterImports.AnyAsync(i => i.State == RosterImportState.Imported, stop))
            return;
        if (!await db.RosterImports.AnyAsync(i => i.EndedAt == null, stop))
        {
            var taken = await intake.TakeAsync(
                new Visit(actor, db, clock.Now(), stop),
                "cedar-hollow.zip",
                manyMayLeave: false,
                DemoRoster.WriteZipAsync
            );
            if (taken.Refusal is { } refusal)
                throw new InvalidOperationException($"The demo's roster was refused: {refusal.Code}");
        }
        while (await worker.RunAllDueAsync(stop) > 0) { }
        db.ChangeTracker.Clear();
        if (!await db.RosterImports.AnyAsync(i => i.State == RosterImportState.Imported, stop))
            throw new InvalidOperationException("The demo's roster was not imported.");
    }

    private async Task AccountAsync(DemoPerson demo, CancellationToken stop)
    {
        var now = clock.Now();
        var account = await accounts.FindByNameAsync(demo.Username);
        if (account is null)
        {
            account = new Account
            {
                Id = Guid.CreateVersion7(now),
                UserName = demo.Username,
                Email = demo.Email,
                EmailConfirmed = true,
                CreatedAt = now,
            };
            var made = await accounts.CreateAsync(account, _people.Password);
            if (!made.Succeeded)
                throw new InvalidOperationException($"{demo.Username}: {string.Join(", ", made.Errors.Select(e => e.Code))}");
        }
        var person = await db.People.SingleAsync(
            p => demo.SourcedId != null ? p.SourcedId == demo.SourcedId : p.Username == demo.Username,
            stop
        );
        person.AccountId = account.Id;
        person.Username = demo.Username;
        person.Email = demo.Email;

        foreach (var post in demo.Posts)
        {
            var organization = await db.Organizations.SingleAsync(o => o.SourcedId == post.Organization, stop);
            foreach (var role in post.Roles)
                if (
                    !await db.RoleAssignments.AnyAsync(
                        r => r.PersonId == person.Id && r.OrganizationId == organization.Id && r.Role == role,
                        stop
                    )
                )
                    db.RoleAssignments.Add(new RoleAssignment(db.Tenant.DistrictId, person.Id, organization.Id, role, now));
        }
        await db.SaveChangesAsync(stop);
    }

    private async Task FillCatalogueAsync(CancellationToken stop)
    {
        var reviewer = await db.DemoActorAsync("henrik.lund", clock.Now(), stop);
        var author = await db.DemoActorAsync("amara.okafor", clock.Now(), stop);
        // An author at one school writes for the whole district in the demo.
        var top = await db.Organizations.SingleAsync(o => o.Kind == OrganizationKind.District, stop);
        if (!author.Has(SchoolRole.Author, top.Id))
        {
            db.RoleAssignments.Add(new RoleAssignment(db.Tenant.DistrictId, author.PersonId, top.Id, SchoolRole.Author, clock.Now()));
            await db.SaveChangesAsync(stop);
            author = await db.DemoActorAsync("amara.okafor", clock.Now(), stop);
        }

        var examples = DemoContent.Examples();
        var (writing, reading) = (new Visit(author, db, clock.Now(), stop), new Visit(reviewer, db, clock.Now(), stop));
        foreach (var (slug, blueprint) in SampleBlueprints.All)
        {
            var version =
                await db.Versions.Include(v => v.Publication).FirstOrDefaultAsync(v => v.Title == blueprint.Title, stop)
                ?? DemoSteps.Must(await writing.BeginAsync(new NewMicroCredential(top.Id, blueprint)));
            if (version.Publication is null)
            {
                DemoSteps.Must(await writing.AskForReviewAsync(version.Id));
                DemoSteps.Must(await reading.PublishAsync(version.Id, new DesignChecklist(true, true, true, true, true, true)));
            }
            if (
                examples.TryGetValue(slug, out var example)
                && !await db.FinishedExamples.AnyAsync(e => e.MicroCredentialId == version.MicroCredentialId, stop)
            )
            {
                var work = new ExampleWork(example.Answers, example.Evidence, example.Reflection, example.Scores, example.Note);
                db.FinishedExamples.Add(DemoSteps.Must(FinishedExample.Write(null, version, work, author, clock.Now())));
                await db.SaveChangesAsync(stop);
            }
        }
        await ShortListAsync(reviewer, stop);
    }

    /// <summary>Each school's leaders chose a few: what its learners see first.</summary>
    private async Task ShortListAsync(Actor leader, CancellationToken stop)
    {
        (string School, string[] Slugs)[] lists =
        [
            ("org-elementary", ["pattern-builder", "fix-it-friend", "creek-counter", "can-i-trust-this-page"]),
            ("org-middle", ["bug-detective", "market-day-another-language", "team-compass"]),
            ("org-high", ["calm-at-the-counter", "the-graph-tells-the-truth", "vital-signs-done-right", "team-compass"]),
        ];
        Dictionary<string, string> reasons = new()
        {
            ["creek-counter"] = "The creek behind our school changes every month. Somebody should notice.",
            ["team-compass"] = "Every project at our school needs somebody who can do this.",
            ["vital-signs-done-right"] = "The clinics that take our interns ask for this first.",
        };
        var catalogue = SampleBlueprints.All;
        foreach (var (sourcedId, slugs) in lists)
        {
            var school = await db.Organizations.SingleAsync(o => o.SourcedId == sourcedId, stop);
            foreach (var slug in slugs)
            {
                var title = catalogue[slug].Title;
                var id = await db.Versions.Where(v => v.Title == title).Select(v => v.MicroCredentialId).FirstAsync(stop);
                if (await db.ShortListings.AnyAsync(s => s.OrganizationId == school.Id && s.MicroCredentialId == id, stop))
                    continue;
                var offered = await db.MicroCredentials.SingleAsync(one => one.Id == id, stop);
                var because = reasons.GetValueOrDefault(slug);
                db.ShortListings.Add(DemoSteps.Must(ShortListing.Choose(leader, school, offered, because, clock.Now())));
            }
        }
        await db.SaveChangesAsync(stop);
    }

    private async Task PublishAsync(DemoPerson demo, CancellationToken stop)
    {
        var actor = await db.DemoActorAsync(demo.Username, clock.Now(), stop);
        var visit = new Visit(actor, db, clock.Now(), stop);
        foreach (var held in (await visit.HeldAsync(null)).Items)
            if (await visit.PublishAsync(held.PublicId) is { Refusal: { } refusal })
                throw new InvalidOperationException(refusal.Code);
        if (await visit.OpenPublicPageAsync(new HandleAsked(demo.Portfolio!)) is { Refusal: { } closed })
            throw new InvalidOperationException(closed.Code);
    }
}
