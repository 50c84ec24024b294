using Cairn.Design.Badges;
using Cairn.Foundation;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Primitives;

namespace Cairn.Design.Drafts;

/// <summary>The author's desk: the editor, which works without a script, and saving as one types.</summary>
internal static class DraftPages
{
    public static void MapDrafts(this IEndpointRouteBuilder routes)
    {
        var design = routes.MapGroup("/design").RequireRole(SchoolRole.Author);
        design.MapGet("/new", New);
        design.MapPost("/new", Begin);
        design.MapGet("/{id}/edit", Edit);
        design.MapPost("/{id}/draft", Save);
        design.MapPost("/{id}/autosave", Autosave);
        design.MapGet("/badge.svg", Preview);
    }

    private static async Task<IResult> New(HttpContext http, CairnDb db, CancellationToken stop) =>
        NewDraftPage.With(new NewDraftModel(Form.Empty(), await SchoolsAsync(db, http.Actor(), stop)));

    private static async Task<IResult> Begin(Form form, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop)
    {
        var actor = http.Actor();
        var schools = await SchoolsAsync(db, actor, stop);
        var title = form.Text("Title", BlueprintBounds.Title, required: true);
        var school =
            schools.Count == 1 ? schools[0].Id
            : Id<Organization>.TryParse(form["School"], out var chosen) ? chosen
            : default;
        if (schools.All(s => s.Id != school))
            form.Errors.Add("School", "input.choice");
        if (form.Invalid)
            return NewDraftPage.With(new NewDraftModel(form, schools), StatusCodes.Status422UnprocessableEntity);

        var blueprint = new Blueprint
        {
            Title = title!,
            Language = System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
        };
        if ((await db.BeginAsync(school, blueprint, actor, clock.Now(), stop)).Succeeds(out var version, out var refusal))
            return SeeOther.To($"/design/{version.Id}/edit");
        form.Show([refusal]);
        return NewDraftPage.With(new NewDraftModel(form, schools), refusal.Status);
    }

    private static async Task<IResult> Edit(
        Id<MicroCredentialVersion> id,
        string? find,
        HttpContext http,
        CairnDb db,
        CancellationToken stop
    )
    {
        if (await FindMineAsync(db, id, http.Actor(), stop) is not { } version)
            return TypedResults.NotFound();
        if (version.State is not VersionState.Draft)
            return SeeOther.To($"/design/{id}");
        return await PageAsync(db, version, DraftForm.Write(version.Blueprint), StatusCodes.Status200OK, stop, find);
    }

    private static async Task<IResult> Save(
        Id<MicroCredentialVersion> id,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        BadgeUploads uploads,
        IStringLocalizer<Texts> texts,
        CancellationToken stop
    )
    {
        var actor = http.Actor();
        if (await FindMineAsync(db, id, actor, stop) is not { } version)
            return TypedResults.NotFound();

        var act = form["do"] ?? "save";
        var blueprint = DraftForm.Read(form, act is "draw" ? null : version.Blueprint.Badge.UploadSha256);
        blueprint = DraftChange.Apply(blueprint, act, LevelNames(texts)) ?? AlignmentSearch.Apply(blueprint, act) ?? blueprint;
        form.Show(BlueprintBounds.Of(blueprint));
        if (form.Invalid)
            return await PageAsync(db, version, form, StatusCodes.Status422UnprocessableEntity, stop);

        var now = clock.Now();
        if (await db.SaveDraftAsync(id, _ => blueprint, BasisOf(form), actor, now, stop) is not { } saved)
            return TypedResults.NotFound();
        if (!saved.Succeeds(out var kept, out var refusal))
            return refusal.Code is "design.stale"
                ? StaleDraftPage.With(new StaleDraftModel(version, form), refusal.Status)
                : await RefusedAsync(db, version, form, refusal, stop);

        if (form.File("badgeFile") is { } file)
        {
            if (!(await uploads.KeepAsync(file.OpenReadStream(), stop)).Succeeds(out var sha, out refusal))
                return await AgainAsync(db, kept, [refusal], stop);
            await db.UseBadgeAsync(id, sha, actor, now, stop);
        }
        if (act is "review")
        {
            if (await db.AskForReviewAsync(id, actor, now, stop) is not { } asked)
                return TypedResults.NotFound();
            return asked.Succeeds(out _, out refusal) ? SeeOther.To($"/design/{id}").Saying<Texts>("Flash.Asked")
                : refusal.Code is "design.incomplete" ? await AgainAsync(db, kept, BlueprintCheck.Of(kept.Blueprint), stop)
                : await RefusedAsync(db, kept, form, refusal, stop);
        }
        var place = act is "save"
            ? ""
            : "#"
                + FormContext.IdOf(
                    act.StartsWith("align:", StringComparison.Ordinal) || act is "find" ? "alignments"
                    : act is "draw" ? "badge.icon"
                    : DraftChange.PlaceOf(act)
                );
        var search = act is "find" && form["find"] is { Length: > 0 } text ? "?find=" + Uri.EscapeDataString(text) : "";
        var next = SeeOther.To($"/design/{id}/edit{search}{place}");
        return act is "save" ? next.Saying<Texts>("Flash.Saved") : next;
    }

    // Only what changed comes, in the page's own names; the rest stays as it is stored.
    private static async Task<IResult> Autosave(
        Id<MicroCredentialVersion> id,
        long revision,
        string? editor,
        Form changed,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var result = await db.SaveDraftAsync(
            id,
            stored =>
            {
                var form = DraftForm.Write(stored);
                foreach (var name in changed.Names)
                    if (
                        form[name] is not null
                        || form.All(name).Count > 0
                        || name.EndsWith("kinds", StringComparison.Ordinal)
                        || name.EndsWith("evidence", StringComparison.Ordinal)
                        || name is "audiences"
                    )
                        form.Set(name, new StringValues([.. changed.All(name)]));
                return DraftForm.Read(form, stored.Badge.UploadSha256);
            },
            new EditBasis(revision, EditorName(editor)),
            http.Actor(),
            clock.Now(),
            stop
        );
        if (result is not { } saved)
            return TypedResults.NotFound();
        return saved.Succeeds(out _, out var refusal) ? TypedResults.NoContent() : TypedResults.StatusCode(refusal.Status);
    }

    private static IResult Preview(string? category, string? subject, string? level, string? shape, string? colour, string? icon) =>
        TypedResults.Text(
            Stone
                .Draw(
                    new BadgeDesign(shape, colour, icon ?? "star"),
                    One<SkillCategory>(category),
                    One<SubjectFamily>(subject),
                    One<SkillLevel>(level),
                    ""
                )
                .ToSvg(),
            "image/svg+xml"
        );

    internal static async Task<IResult> PageAsync(
        CairnDb db,
        MicroCredentialVersion version,
        Form form,
        int status,
        CancellationToken stop,
        string? find = null
    )
    {
        var found = string.IsNullOrWhiteSpace(find) ? null : await db.FindAlignmentsAsync(find, stop);
        return EditorPage.With(new EditorModel(version, form, await db.FeedbackOnAsync(version.Id, stop), found, find), status);
    }

    // What was typed is saved by now; the page begins from there and says what is wrong.
    private static Task<IResult> AgainAsync(CairnDb db, MicroCredentialVersion saved, IEnumerable<Refusal> problems, CancellationToken stop)
    {
        var form = DraftForm.Write(saved.Blueprint);
        form.Show(problems);
        return PageAsync(db, saved, form, StatusCodes.Status422UnprocessableEntity, stop);
    }

    private static Task<IResult> RefusedAsync(
        CairnDb db,
        MicroCredentialVersion version,
        Form form,
        Refusal refusal,
        CancellationToken stop
    )
    {
        form.Show([refusal]);
        return PageAsync(db, version, form, refusal.Status, stop);
    }

    private static async Task<MicroCredentialVersion?> FindMineAsync(
        CairnDb db,
        Id<MicroCredentialVersion> id,
        Actor actor,
        CancellationToken stop
    ) => await db.FindVersionAsync(id, actor, stop) is { } version && version.IsAuthor(actor) ? version : null;

    private static async Task<IReadOnlyList<SchoolChoice>> SchoolsAsync(CairnDb db, Actor actor, CancellationToken stop)
    {
        var everywhere = actor.HasEverywhere(SchoolRole.Author);
        var schools = actor.Where(SchoolRole.Author);
        return await db
            .Organizations.AsNoTracking()
            .Where(o => everywhere ? o.Kind != OrganizationKind.Partner : schools.Contains(o.Id))
            .OrderBy(o => o.Name)
            .Take(500)
            .Select(o => new SchoolChoice(o.Id, o.Name))
            .ToListAsync(stop);
    }

    private static EditBasis BasisOf(Form form) =>
        new(long.TryParse(form["revision"], out var revision) ? revision : 0, EditorName(form["editor"]));

    private static string? EditorName(string? editor) => editor is { Length: > 0 and <= 40 } ? editor : null;

    private static T One<T>(string? name)
        where T : struct, Enum => Enum.TryParse<T>(name, out var one) && Enum.IsDefined(one) ? one : default;

    private static IReadOnlyList<string> LevelNames(IStringLocalizer<Texts> texts) =>
        [texts["NewLevel.1"], texts["NewLevel.2"], texts["NewLevel.3"], texts["NewLevel.4"]];
}
