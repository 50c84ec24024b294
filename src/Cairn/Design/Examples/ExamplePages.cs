using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

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
        var example = routes.MapGroup("/design/{id}/example").RequireRole(SchoolRole.Author, SchoolRole.Reviewer);
        example.MapGet("", Show);
        example.MapPost("", Write);
    }

    private static async Task<IResult> Show(Id<MicroCredentialVersion> id, HttpContext http, CairnDb db, CancellationToken stop)
    {
        if (await FindAsync(id, http.Actor(), db, stop) is not { } version)
            return TypedResults.NotFound();
        var work = await db
            .FinishedExamples.AsNoTracking()
            .Where(e => e.MicroCredentialId == version.MicroCredentialId)
            .Select(e => e.Work)
            .FirstOrDefaultAsync(stop);
        return ExamplePage.With(
            new ExamplePageModel(id, version.Blueprint, ExampleForm.Write(version.Blueprint, work ?? ExampleWork.Nothing), work)
        );
    }

    private static async Task<IResult> Write(
        Id<MicroCredentialVersion> id,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await FindAsync(id, http.Actor(), db, stop) is not { } version)
            return TypedResults.NotFound();
        var (blueprint, act) = (version.Blueprint, form["do"] ?? "save");
        if (act.StartsWith(Adding, StringComparison.Ordinal) && blueprint.Evidence.Any(asked => asked.Key == act[Adding.Length..]))
        {
            ExampleForm.Add(form, act[Adding.Length..]);
            return ExamplePage.With(new ExamplePageModel(id, blueprint, form, null));
        }
        if (act.StartsWith(Removing, StringComparison.Ordinal))
            return ExamplePage.With(
                new ExamplePageModel(
                    id,
                    blueprint,
                    ExampleForm.Write(blueprint, ExampleForm.Read(form, blueprint, act[Removing.Length..])),
                    null
                )
            );

        var work = ExampleForm.Read(form, blueprint);
        ExampleForm.Show(form, blueprint, work);
        if (form.Invalid)
            return ExamplePage.With(new ExamplePageModel(id, blueprint, form, null), StatusCodes.Status422UnprocessableEntity);
        if (act is "preview")
            return ExamplePage.With(new ExamplePageModel(id, blueprint, form, work));

        if (await db.WriteExampleAsync(version.MicroCredentialId, work, http.Actor(), clock.Now(), stop) is not { } result)
            return TypedResults.NotFound();
        if (result.Succeeds(out _, out var refusal))
            return SeeOther.To($"/design/{id}/example").Saying<Texts>("Example.Saved");
        form.Errors.Add("", refusal.Code, [.. refusal.Args]);
        return ExamplePage.With(new ExamplePageModel(id, blueprint, form, null), refusal.Status);
    }

    /// <summary>
    /// The version that the catalogue offers, by any version of the same micro-credential; for who may write its example.
    /// </summary>
    private static async Task<MicroCredentialVersion?> FindAsync(
        Id<MicroCredentialVersion> id,
        Actor actor,
        CairnDb db,
        CancellationToken stop
    )
    {
        if (await db.FindVersionAsync(id, actor, stop) is not { } asked)
            return null;
        if (!actor.Has(SchoolRole.Author, asked.OrganizationId) && !actor.Has(SchoolRole.Reviewer, asked.OrganizationId))
            return null;
        return await db.OfferedVersionAsync(asked.MicroCredentialId, stop);
    }
}

/// <summary>The form of a finished example, and the example as learners see it.</summary>
public sealed class ExamplePageModel
{
    internal ExamplePageModel(Id<MicroCredentialVersion> id, Blueprint blueprint, Form form, ExampleWork? seen) =>
        (Id, Blueprint, Form, Seen) = (id, blueprint, form, seen);

    internal Id<MicroCredentialVersion> Id { get; }
    internal Blueprint Blueprint { get; }
    internal Form Form { get; }

    /// <summary>As saved, or as typed when a preview was asked for; null: nothing to show.</summary>
    internal ExampleWork? Seen { get; }

    internal string Url => $"/design/{Id}/example";

    /// <summary>What judges this evidence, in words.</summary>
    internal string JudgedBy(EvidenceRequirement asked) =>
        string.Join(", ", Blueprint.Rubric.Where(c => c.Evidence.Contains(asked.Key)).Select(c => c.Title));

    /// <summary>The kinds that were asked for, and text, in which anything can be described.</summary>
    internal static IReadOnlyList<EvidenceKind> KindsOf(EvidenceRequirement asked) => [.. asked.Kinds.Append(EvidenceKind.Text).Distinct()];
}
