using Cairn.Design.Badges;

namespace Cairn.Design.Drafts;

/// <summary>The author's desk: the editor, which works without a script, and saving as one types.</summary>
internal static class DraftPages
{
    public static void MapDrafts(this IEndpointRouteBuilder routes)
    {
        var design = routes.MapGroup("/design").RequireRole(SchoolRole.Author);
        design.MapGet("/new", New);
        design
            .MapPost("/new", Begin)
            .AsPage<MicroCredentialVersion>(New, version => SeeOther.To($"/design/{version.Id}/edit"))
            .InOtherWords("POST /api/v1/micro-credentials");
        design.MapGet("/{id}/edit", Edit);
        design
            .MapPost("/{id}/draft", Save)
            .InOtherWords("PUT /api/v1/versions/{id}", "PUT /api/v1/versions/{id}/badge", "PUT /api/v1/versions/{id}/review-request");
        design.MapPost("/{id}/autosave", Autosave).InOtherWords("PUT /api/v1/versions/{id}");
        design.MapGet("/badge.svg", Preview);
    }

    private static async Task<IResult> New(Visit visit, Form form) =>
        NewDraftPage.With(new NewDraftModel(form.Start<DraftBegun>(), await visit.SchoolsToWriteForAsync()));

    private static async Task<Outcome<MicroCredentialVersion>> Begin(Input<DraftBegun> asked, Visit visit)
    {
        var schools = await visit.SchoolsToWriteForAsync();
        if ((asked.Value.School ?? (schools is [var only] ? only.Id : null)) is not { } school || schools.All(s => s.Id != school))
            return new Refusal("input.choice", "school");
        var blueprint = new Blueprint
        {
            Title = asked.Value.Title,
            Language = System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
        };
        return await visit.BeginAsync(new NewMicroCredential(school, blueprint));
    }

    private static async Task<IResult> Edit(Id<MicroCredentialVersion> id, Visit visit, string? find = null)
    {
        if (!(await visit.FindMyVersionAsync(id)).Succeeds(out var version, out _))
            return TypedResults.NotFound();
        if (version.State is not VersionState.Draft)
            return SeeOther.To($"/design/{id}");
        return await PageAsync(visit, version, DraftForm.Write(version.Blueprint), find);
    }

    private static async Task<IResult> Save(
        Id<MicroCredentialVersion> id,
        Form form,
        Visit visit,
        BadgeUploads uploads,
        IStringLocalizer<Texts> texts
    )
    {
        if (!(await visit.FindMyVersionAsync(id)).Succeeds(out var version, out _))
            return TypedResults.NotFound();

        var act = form["do"] ?? "save";
        Merged? merged = null;
        Outcome<Blueprint> Both(Blueprint stored)
        {
            merged = Merging.Merge(form, DraftForm.Write(stored), whole: true);
            var both = merged.ToSave();
            var blueprint = DraftForm.Read(both, act is "draw" ? null : stored.Badge.UploadSha256);
            if (both.Wrong() is { } wrong)
                return wrong;
            // Where something has to be chosen first, the button has not been pressed.
            if (merged.Clashes.Count > 0)
                return blueprint;
            return DraftChange.Apply(blueprint, act, LevelNames(texts)) ?? AlignmentSearch.Apply(blueprint, act) ?? blueprint;
        }
        if (!(await visit.SaveDraftAsync(id, Both)).Succeeds(out var kept, out var refusal))
        {
            merged?.ShowIn(form, DraftForm.Write(version.Blueprint));
            return await RefusedAsync(visit, version, form, refusal);
        }
        if (form.File("badgeFile") is { } file)
        {
            if (!(await uploads.KeepAsync(file.OpenReadStream(), visit.Actor.PersonId, visit.Stop)).Succeeds(out var sha, out refusal))
                return await RefusedAsync(visit, kept, DraftForm.Write(kept.Blueprint), refusal);
            await visit.UseBadgeAsync(id, sha);
        }
        // The page that comes back, for whatever reason, has seen what is saved now.
        merged!.ShowIn(form, DraftForm.Write(kept.Blueprint));
        if (merged.Clashes.Count > 0)
            return await PageAsync(visit, kept, form);
        if (act is "review")
            return (await visit.AskForReviewAsync(id)).Succeeds(out _, out refusal)
                ? SeeOther.To($"/design/{id}").Saying<Texts>(Texts.FlashAsked)
                // What was typed is saved by now; the page begins from there and says what is missing.
                : await RefusedAsync(visit, kept, refusal.Code is "design.incomplete" ? DraftForm.Write(kept.Blueprint) : form, refusal);
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
        return act is "save" ? next.Saying<Texts>(Texts.FlashSaved) : next;
    }

    // Only what changed comes, in the page's own names; the rest stays as it is stored.
    private static async Task<Outcome<SavedFields>> Autosave(
        Id<MicroCredentialVersion> id,
        Form changed,
        Visit visit,
        RefusalTexts refusals
    )
    {
        Merged? merged = null;
        IReadOnlyList<Refusal> unfit = [];
        var saved = await visit.SaveDraftAsync(
            id,
            stored =>
            {
                merged = Merging.Merge(changed, DraftForm.Write(stored), whole: false);
                unfit = merged.Fit(form => Wrong(form));
                return DraftForm.Read(merged.ToSave(), stored.Badge.UploadSha256);
            }
        );
        return saved.As(kept => SavedFields.Of(merged!, DraftForm.Write(kept.Blueprint), unfit, visit.Now, refusals));
    }

    private static Refusal? Wrong(Form form)
    {
        var blueprint = DraftForm.Read(form, null);
        return form.Wrong() ?? BlueprintBounds.Broken(blueprint)?.AtFields();
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

    private static async Task<IResult> PageAsync(Visit visit, MicroCredentialVersion version, Form form, string? find = null)
    {
        var found = string.IsNullOrWhiteSpace(find) ? null : await visit.Db.FindAlignmentsAsync(find, visit.Stop);
        return EditorPage.With(new EditorModel(version, form, await visit.FeedbackOnAsync(version.Id), found, find), form.Status);
    }

    private static Task<IResult> RefusedAsync(Visit visit, MicroCredentialVersion version, Form form, Refusal refusal)
    {
        form.Refuse(refusal.AtFields());
        return PageAsync(visit, version, form);
    }

    private static async Task<IReadOnlyList<SchoolChoice>> SchoolsToWriteForAsync(this Visit visit)
    {
        var everywhere = visit.Actor.HasEverywhere(SchoolRole.Author);
        var schools = visit.Actor.Where(SchoolRole.Author);
        return await visit
            .Db.Organizations.AsNoTracking()
            .Where(o => everywhere ? o.Kind != OrganizationKind.Partner : schools.Contains(o.Id))
            .OrderBy(o => o.Name)
            .Take(500)
            .Select(o => new SchoolChoice(o.Id, o.Name))
            .ToListAsync(visit.Stop);
    }

    private static T One<T>(string? name)
        where T : struct, Enum => Enum.TryParse<T>(name, out var one) && Enum.IsDefined(one) ? one : default;

    private static IReadOnlyList<string> LevelNames(IStringLocalizer<Texts> texts) =>
        [texts[Texts.NewLevel1], texts[Texts.NewLevel2], texts[Texts.NewLevel3], texts[Texts.NewLevel4]];
}
