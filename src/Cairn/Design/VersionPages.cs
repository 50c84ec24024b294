using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;

namespace Cairn.Design;

/// <summary>My micro-credentials, and one version as its author follows it.</summary>
internal static class VersionPages
{
    public static void MapVersions(this IEndpointRouteBuilder routes)
    {
        var design = routes.MapGroup("/design").RequireRole(SchoolRole.Author);
        design.MapGet("", Mine);
        design.MapPost("/{id}/withdrawal", Withdraw);
        design.MapPost("/{id}/revision", Revise);
        design.MapPost("/{id}/retirement", Retire);
        routes.MapGet("/design/{id}", Show).RequirePerson();
        routes.MapGet("/design/{id}/badge", Badge).RequirePerson();
    }

    private static async Task<IResult> Mine(Id<MicroCredentialVersion>? after, HttpContext http, CairnDb db, CancellationToken stop) =>
        MyVersionsPage.With(new MyVersionsModel(await db.MyVersionsAsync(http.Actor(), after, stop), after is null));

    private static async Task<IResult> Show(Id<MicroCredentialVersion> id, HttpContext http, CairnDb db, CancellationToken stop)
    {
        var actor = http.Actor();
        if (await db.FindVersionAsync(id, actor, stop) is not { } version)
            return TypedResults.NotFound();
        if (!version.IsAuthor(actor))
            return SeeOther.To(version.Publication is null ? $"/design/reviews/{id}" : $"/catalog/{version.MicroCredentialId}");
        return VersionPage.With(new VersionPageModel(version, await db.FeedbackOnAsync(id, stop)));
    }

    private static async Task<IResult> Badge(
        Id<MicroCredentialVersion> id,
        HttpContext http,
        CairnDb db,
        BadgePictures pictures,
        CancellationToken stop
    ) => await db.FindVersionAsync(id, http.Actor(), stop) is { } version ? pictures.Answer(version.Blueprint) : TypedResults.NotFound();

    private static async Task<IResult> Withdraw(
        Id<MicroCredentialVersion> id,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.WithdrawFromReviewAsync(id, http.Actor(), clock.Now(), stop) is not { } result)
            return TypedResults.NotFound();
        return result.Succeeds(out _, out var refusal)
            ? SeeOther.To($"/design/{id}/edit")
            : SeeOther.To($"/design/{id}").Saying<Texts>(Tone.Yours, refusal.Code);
    }

    private static async Task<IResult> Revise(
        Id<MicroCredentialVersion> id,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.FindVersionAsync(id, http.Actor(), stop) is not { } version)
            return TypedResults.NotFound();
        if (await db.ReviseAsync(version.MicroCredentialId, http.Actor(), clock.Now(), stop) is not { } result)
            return TypedResults.NotFound();
        return result.Succeeds(out var next, out var refusal)
            ? SeeOther.To($"/design/{next.Id}/edit")
            : SeeOther.To($"/design/{id}").Saying<Texts>(Tone.Yours, refusal.Code);
    }

    private static async Task<IResult> Retire(
        Id<MicroCredentialVersion> id,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.FindVersionAsync(id, http.Actor(), stop) is not { Publication: not null } version)
            return TypedResults.NotFound();
        if (await db.RetireAsync(version.MicroCredentialId, http.Actor(), clock.Now(), stop) is not { } result)
            return TypedResults.NotFound();
        var back = SeeOther.To($"/design/{id}");
        return result.Succeeds(out _, out var refusal) ? back.Saying<Texts>("Flash.Retired") : back.Saying<Texts>(Tone.Yours, refusal.Code);
    }
}

/// <summary>The reader's own versions.</summary>
public sealed class MyVersionsModel
{
    internal MyVersionsModel(PageOf<VersionSummary> page, bool isFirst) => (Page, IsFirst) = (page, isFirst);

    internal PageOf<VersionSummary> Page { get; }
    internal bool IsFirst { get; }
    internal IReadOnlyList<VersionSummary> Versions => Page.Items;
    internal string? Previous => IsFirst ? null : "/design";
    internal string? Next => Page.HasMore ? $"/design?after={Versions[^1].Id}" : null;
}

/// <summary>One version for its author.</summary>
public sealed class VersionPageModel
{
    internal VersionPageModel(MicroCredentialVersion version, IReadOnlyList<DesignFeedback> feedback) =>
        (Version, Feedback) = (version, feedback);

    internal MicroCredentialVersion Version { get; }
    internal IReadOnlyList<DesignFeedback> Feedback { get; }
}
