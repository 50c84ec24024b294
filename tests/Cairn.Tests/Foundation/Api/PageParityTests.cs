using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Foundation.Api;

/// <summary>
/// Everything that a page can do, /api/v1 can do: every form of every page has its counterpart here, or the reason why it has none.
/// A page that is added without either fails this test.
/// </summary>
[Collection("sqlite")]
public sealed class PageParityTests(SqliteHost host)
{
    private const string Session = "It is about this browser's own session or cookies; a program has a token instead.";
    private const string Ceremony = "A passkey is made between a browser, its device and this origin; a program has no part in it.";
    private const string Sample = "The style guide's sample form; it keeps nothing and is there in demos only.";

    /// <summary>The page's address → <c>METHOD /api/…</c>, several with " + ", or a reason.</summary>
    internal static readonly Dictionary<string, string> Counterparts = new()
    {
        ["/verify"] = "POST /api/v1/verify",

        ["/design/new"] = "POST /api/v1/micro-credentials",
        ["/design/{id}/draft"] = "PUT /api/v1/versions/{id} + PUT /api/v1/versions/{id}/badge + PUT /api/v1/versions/{id}/review-request",
        ["/design/{id}/autosave"] = "PUT /api/v1/versions/{id}",
        ["/design/{id}/withdrawal"] = "DELETE /api/v1/versions/{id}/review-request",
        ["/design/{id}/revision"] = "POST /api/v1/micro-credentials/{id}/versions",
        ["/design/{id}/retirement"] = "PUT /api/v1/micro-credentials/{id}/retirement",
        ["/design/{id}/example"] = "PUT /api/v1/micro-credentials/{id}/finished-example",
        ["/design/frameworks"] = "POST /api/v1/frameworks",
        ["/design/frameworks/{id}/removal"] = "DELETE /api/v1/frameworks/{id}",
        ["/design/reviews/{id}"] = "PUT /api/v1/versions/{id}/publication + POST /api/v1/versions/{id}/feedback",

        ["/earning/start/{id}"] = "POST /api/v1/enrollments",
        ["/earning/{id}/reading"] = "POST /api/v1/enrollments/{id}/reading",
        ["/earning/{id}/plan"] = "PUT /api/v1/enrollments/{id}/plan",
        ["/earning/{id}/withdrawal"] = "POST /api/v1/enrollments/{id}/withdrawal",
        ["/earning/{id}/answers"] = "PUT /api/v1/enrollments/{id}/answers/{key}",
        ["/earning/{id}/answers/{key}/restoration"] = "POST /api/v1/enrollments/{id}/answers/{key}/restoration",
        ["/earning/{id}/evidence/{requirement}/files"] = "POST /api/v1/enrollments/{id}/artifacts",
        ["/earning/{id}/evidence/{requirement}/links"] = "POST /api/v1/enrollments/{id}/artifacts",
        ["/earning/{id}/evidence/{requirement}/texts"] = "POST /api/v1/enrollments/{id}/artifacts",
        ["/earning/artifacts/{id}"] = "PATCH /api/v1/artifacts/{id}",
        ["/earning/artifacts/{id}/removal"] = "DELETE /api/v1/artifacts/{id}",
        ["/earning/artifacts/{id}/restoration"] = "POST /api/v1/artifacts/{id}/restoration",
        ["/earning/{id}/submission"] = "POST /api/v1/enrollments/{id}/submissions",
        ["/earning/capture/{version}/{requirement}"] = "POST /api/v1/captures/{version}/{requirement}",

        ["/assessing"] = "POST /api/v1/reviews",
        ["/assessing/{id}"] = "PUT /api/v1/reviews/{id} + POST /api/v1/reviews/{id}/recommendation",
        ["/assessing/{id}/draft"] = "PUT /api/v1/reviews/{id}",
        ["/assessing/{id}/release"] = "DELETE /api/v1/reviews/{id}",
        ["/assessing/practice/{sample}"] = "POST /api/v1/practice/{sample}/comparison",
        ["/granting"] = "POST /api/v1/decisions/batch",
        ["/granting/{reviewId}"] = "POST /api/v1/decisions",
        ["/awards/{id}/revocation"] = "POST /api/v1/awards/{id}/revocation",

        ["/portfolio/public"] = "PUT /api/v1/portfolio/public-page",
        ["/portfolio/public/closure"] = "DELETE /api/v1/portfolio/public-page",
        ["/portfolio/{id:guid}/links"] = "POST /api/v1/credentials/{id:guid}/links",
        ["/portfolio/{id:guid}/links/{link}/revocation"] = "POST /api/v1/credentials/{id:guid}/links/{link}/revocation",
        ["/portfolio/{id:guid}/publication"] = "POST /api/v1/credentials/{id:guid}/publication",
        ["/portfolio/{id:guid}/publication/withdrawal"] = "POST /api/v1/credentials/{id:guid}/publication/withdrawal",

        ["/schools/{id}/picks"] = "POST /api/v1/schools/{id}/picks",
        ["/schools/{id}/picks/{pick}/removal"] = "DELETE /api/v1/schools/{id}/picks/{pick}",
        ["/schools/{id}/people/{person}"] = "PUT /api/v1/schools/{id}/people/{person}/roles",
        ["/schools/{id}/keys/{key}/compromise"] = "POST /api/v1/schools/{id}/keys/{key}/compromise",
        ["/schools/{id}/keys/{key}/retirement"] = "POST /api/v1/schools/{id}/keys/{key}/retirement",
        ["/rosters"] = "POST /api/v1/rosters",
        ["/classes/{classId}/cards"] = "POST /api/v1/classes/{classId}/cards",
        ["/classes/{classId}/cards/revocation"] = "DELETE /api/v1/classes/{classId}/cards",
        ["/classes/{classId}/cards/{learner}/revocation"] = "DELETE /api/v1/classes/{classId}/cards/{learnerId}",
        ["/classes/{id}/ways-in"] = "GET /api/v1/classes/{id}/ways-in + POST /api/v1/invitations",
        ["/schools/{id}/ways-in"] = "GET /api/v1/schools/{id}/ways-in + POST /api/v1/invitations",
        ["/ways-in/waiting"] = "POST /api/v1/ways-in/confirmations",
        ["/people/{id}/way-in"] = "GET /api/v1/people/{id}/way-in + POST /api/v1/invitations",
        ["/people/{id}/way-in/revocation"] = "DELETE /api/v1/people/{id}/invitation",
        ["/people/{id}/way-in/parting"] = "DELETE /api/v1/people/{id}/account",
        ["/people/{id}/way-in/sign-out"] = "DELETE /api/v1/people/{id}/sessions",
        ["/join"] = "GET /api/v1/invitations/{secret}",
        ["/join/{secret}"] = "POST /api/v1/invitations/{secret}",
        ["/join/{secret}/link"] =
            "Joining a place to an account takes a browser in which that account is signed in; a token is no account.",

        ["/account/tokens"] = "A token does not make tokens: who finds one must not be able to outlive it.",
        ["/schools/learner-tokens"] = "PUT /api/v1/district/learner-tokens",
        ["/account/tokens/{id}/revocation"] = "DELETE /api/v1/me/tokens/{id}",
        ["/account/presence"] = "A token belongs to one person in one district; in a browser one account may be several.",

        ["/sign-in"] = Session,
        ["/sign-in/code"] = Session,
        ["/sign-in/passkey"] = Session,
        ["/sign-in/passkey/options"] = Session,
        ["/sign-out"] = Session,
        ["/card/{secret}"] = Session,
        ["/account/sessions/end"] = "DELETE /api/v1/me/sessions + POST /api/v1/me/passkeys/{id}/removal",
        ["/account/sessions/others"] = "GET /api/v1/me/sessions + DELETE /api/v1/me/sessions/{id}",
        ["/account/sessions/{id}/end"] = "DELETE /api/v1/me/sessions/{id}",
        ["/account/confirm"] = Session,
        ["/account/confirm/passkey/options"] = Session,
        ["/preferences/language"] = Session,
        ["/preferences/theme"] = Session,
        ["/account/language"] = "PUT /api/v1/me/language",
        ["/account/password"] = "PUT /api/v1/me/password",
        ["/account/passkeys"] = Ceremony,
        ["/account/passkeys/options"] = Ceremony,
        ["/account/passkeys/{id}/name"] = "PUT /api/v1/me/passkeys/{id}/name",
        ["/account/passkeys/{id}/removal"] = "POST /api/v1/me/passkeys/{id}/removal",
        ["/account/authenticator"] = "POST /api/v1/me/authenticator",
        ["/account/authenticator/key"] = "POST /api/v1/me/authenticator/key",
        ["/account/authenticator/recovery-codes"] = "POST /api/v1/me/authenticator/recovery-codes",
        ["/account/authenticator/removal"] = "POST /api/v1/me/authenticator/removal",
        ["/set-up/{secret}"] = "Done once, before there is anybody who could have a token.",

        ["/style-guide"] = Sample,
        ["/style-guide/draft"] = Sample,
    };

    /// <summary>The one that belongs to demos is not there in every host.</summary>
    private static readonly HashSet<string> OnlyInDemos = ["/style-guide", "/style-guide/draft"];

    [Fact]
    public void Every_form_of_a_page_has_its_counterpart_or_a_reason()
    {
        var forms = Routes("POST")
            .Where(address =>
                !address.StartsWith("/api/", StringComparison.Ordinal) && !address.StartsWith("/vcalm", StringComparison.Ordinal)
            )
            .Distinct()
            .ToList();
        Assert.True(forms.Count > 40, "the pages were not found");

        Assert.Empty(
            forms
                .Except(Counterparts.Keys)
                .Select(address => $"{address} has no line in this test: which address of /api/v1 does the same, or why none?")
        );
        Assert.Empty(Counterparts.Keys.Except(forms).Except(OnlyInDemos).Select(address => $"{address} is no page any more"));
    }

    [Fact]
    public void Every_counterpart_exists()
    {
        var missing =
            from line in Counterparts.Values
            where line.Contains("/api/", StringComparison.Ordinal)
            from counterpart in line.Split(" + ")
            let words = counterpart.Split(' ')
            where !Routes(words[0]).Contains(words[1])
            select counterpart;
        Assert.Empty(missing);
    }

    private IEnumerable<string> Routes(string method) =>
        host
            .App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(method) is true)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/'));
}
