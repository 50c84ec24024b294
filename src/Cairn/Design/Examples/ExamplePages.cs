namespace Cairn.Design.Examples;

/// <summary>
/// The author writes what "good" looks like, in the order in which learners read it: work, then how it was judged. No script needed.
/// </summary>
internal static class ExamplePages
{
    private const string Adding = "add:",
        Removing = "remove:";

    public static void MapExamples(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/design/{id}/example").RequireRole(SchoolRole.Author, SchoolRole.Reviewer);
        pages.MapGet("", Show);
        pages.MapPost("", WriteByHand).InOtherWords("PUT /api/v1/micro-credentials/{id}/finished-example");
        routes
            .MapPut("/api/v1/micro-credentials/{id}/finished-example", Write)
            .RequireRole(SchoolRole.Author)
            .WithTags("Design")
            .WithBodyOfAtMost(512 * 1024)
            .WithSummary("Write the finished example that learners see, or write it anew");
    }

    private static async Task<Outcome<Done>> Write(Id<MicroCredential> id, Input<ExampleWork> asked, Visit visit) =>
        (await visit.WriteExampleAsync(id, asked.Value)).As(_ => new Done());

    private static async Task<IResult> Show(Id<MicroCredentialVersion> id, Visit visit)
    {
        if (await FindAsync(id, visit) is not { } version)
            return TypedResults.NotFound();
        var work = await visit
            .Db.FinishedExamples.AsNoTracking()
            .Where(e => e.MicroCredentialId == version.MicroCredentialId)
            .Select(e => e.Work)
            .FirstOrDefaultAsync(visit.Stop);
        return Page(id, version.Blueprint, ExampleForm.Write(version.Blueprint, work ?? ExampleWork.Nothing), work);
    }

    private static async Task<IResult> WriteByHand(Id<MicroCredentialVersion> id, Form form, Visit visit)
    {
        if (await FindAsync(id, visit) is not { } version)
            return TypedResults.NotFound();
        var (blueprint, act) = (version.Blueprint, form["do"] ?? "save");
        if (act.StartsWith(Adding, StringComparison.Ordinal) && blueprint.Evidence.Any(asked => asked.Key == act[Adding.Length..]))
        {
            ExampleForm.Add(form, act[Adding.Length..]);
            return Page(id, blueprint, form);
        }
        if (act.StartsWith(Removing, StringComparison.Ordinal))
            return Page(id, blueprint, ExampleForm.Write(blueprint, ExampleForm.Read(form, blueprint, act[Removing.Length..])));

        var work = ExampleForm.Read(form, blueprint);
        ExampleForm.Show(form, blueprint, work);
        if (form.Invalid)
            return Page(id, blueprint, form);
        if (act is "preview")
            return Page(id, blueprint, form, work);

        if ((await visit.WriteExampleAsync(version.MicroCredentialId, work)).Succeeds(out _, out var refusal))
            return SeeOther.To($"/design/{id}/example").Saying<Texts>(Texts.ExampleSaved);
        form.Refuse(refusal);
        return Page(id, blueprint, form);
    }

    private static IResult Page(Id<MicroCredentialVersion> id, Blueprint blueprint, Form form, ExampleWork? seen = null) =>
        ExamplePage.With(new ExamplePageModel(id, blueprint, form, seen), form.Status);

    /// <summary>
    /// The version that the catalogue offers, found through any version of the same micro-credential; for people who may write its example.
    /// </summary>
    private static async Task<MicroCredentialVersion?> FindAsync(Id<MicroCredentialVersion> id, Visit visit) =>
        (await visit.FindVersionAsync(id)).Succeeds(out var asked, out _)
        && (visit.Actor.Has(SchoolRole.Author, asked.OrganizationId) || visit.Actor.Has(SchoolRole.Reviewer, asked.OrganizationId))
            ? await visit.Db.OfferedVersionAsync(asked.MicroCredentialId, visit.Stop)
            : null;
}

/// <summary>The form of a finished example, and the example as learners see it.</summary>
public sealed class ExamplePageModel
{
    internal ExamplePageModel(Id<MicroCredentialVersion> id, Blueprint blueprint, Form form, ExampleWork? seen) =>
        (Id, Blueprint, Form, Seen) = (id, blueprint, form, seen);

    internal Id<MicroCredentialVersion> Id { get; }
    internal Blueprint Blueprint { get; }
    internal Form Form { get; }

    /// <summary>As saved, or as typed if a preview was requested; null: nothing to show.</summary>
    internal ExampleWork? Seen { get; }

    internal string Url => $"/design/{Id}/example";

    /// <summary>The criteria that judge this evidence, in words.</summary>
    internal string JudgedBy(EvidenceRequirement asked) =>
        string.Join(", ", Blueprint.Rubric.Where(c => c.Evidence.Contains(asked.Key)).Select(c => c.Title));

    /// <summary>The requested kinds, and text, which can describe anything.</summary>
    internal static IReadOnlyList<EvidenceKind> KindsOf(EvidenceRequirement asked) => [.. asked.Kinds.Append(EvidenceKind.Text).Distinct()];
}
