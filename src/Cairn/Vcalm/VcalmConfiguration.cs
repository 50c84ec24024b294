using System.Text.Json.Nodes;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Status;
using Cairn.Issuing;
using Cairn.SignIn.Tokens;

namespace Cairn.Vcalm;

/// <summary>
/// What there is, in the form that the public test suites read: an implementation with its issuers, verifiers and holders, each with id,
/// endpoint, options and tags. Not part of VCALM.
/// </summary>
internal static class VcalmConfiguration
{
    private const string Name = "Cairn";

    public static void MapVcalmConfiguration(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/vcalm", List).RequireVcalm(TokenScopes.VcalmIssue);
        routes.MapGet("/vcalm/{organization:guid}", Show).RequireVcalm(TokenScopes.VcalmIssue);
    }

    /// <summary>The organizations for which the caller may issue.</summary>
    private static async Task<IResult> List(HttpContext http, CairnDb db, CairnOptions options, CancellationToken stop)
    {
        var all = http.FindActor() is { } actor
            ? (
                await db.Organizations.AsNoTracking().Where(o => o.Kind != OrganizationKind.Partner).OrderBy(o => o.Id).ToListAsync(stop)
            ).Where(organization => actor.Has(SchoolRole.Operator, organization.Id))
            : await db.EverywhereAsync(stop);
        return VcalmAnswer.Json(
            new JsonObject
            {
                ["organizations"] = new JsonArray([
                    .. all.Select(organization => new JsonObject
                    {
                        ["name"] = organization.Name,
                        ["id"] = organization.Id.ToString(),
                        ["configuration"] = $"{options.PublicOrigin(http.Request)}/vcalm/{organization.Id}",
                    }),
                ]),
            },
            StatusCodes.Status200OK
        );
    }

    /// <summary>Makes missing keys: without them there are no ids to list.</summary>
    private static async Task<IResult> Show(
        Id<Organization> organization,
        HttpContext http,
        CairnDb db,
        CairnOptions options,
        IssueCredential issuing,
        CancellationToken stop
    )
    {
        if (await db.OrganizationAsync(http, options, organization, stop) is not { } found || !VcalmAccess.MaySign(http, found))
            return TypedResults.NotFound();

        var root = $"{options.PublicOrigin(http.Request)}/vcalm/{organization}";
        JsonArray issuers = [],
            verifiers = [],
            presentations = [],
            holders = [];
        foreach (var suite in VcalmSuite.All)
        {
            var key = await issuing.KeyOfAsync(http.FindActor(), found, suite.Algorithm, stop);
            // did:key: what the suites can resolve without reaching this machine.
            issuers.Add(Entry(key, suite, $"{root}/{suite.Name}/credentials/issue", Tags(suite)));
            // Over plain http the test suite of the data model expects the credential itself as the answer.
            if (suite == VcalmSuite.Default)
                issuers[^1]!["options"] = new JsonObject { ["unwrapped"] = true };
            verifiers.Add(Entry(key, suite, $"{root}/{suite.Name}/credentials/verify", Tags(suite)));
            if (suite == VcalmSuite.Default)
            {
                var listed = Entry(key, suite, $"{root}/{suite.Name}/credentials/issue", ["BitstringStatusList"]);
                listed["options"] = new JsonObject { ["statusPurposes"] = new JsonArray(StatusListEntry.Revocation) };
                issuers.Add(listed);
                verifiers.Add(Entry(key, suite, $"{root}/{suite.Name}/credentials/verify", ["BitstringStatusList"]));
                presentations.Add(Entry(key, suite, $"{root}/presentations/verify", ["vc2.0", "vc-api", suite.Name]));
            }
            if (suite.Cryptosuite is null)
                presentations.Add(Entry(key, suite, $"{root}/presentations/verify", Tags(suite)));
            if (suite.Discloses)
                holders.Add(Entry(key, suite, $"{root}/{suite.Name}/credentials/derive", ["vcHolder", suite.Name]));
        }
        return VcalmAnswer.Json(
            new JsonObject
            {
                ["name"] = Name,
                ["implementation"] = $"{Name}: {found.Name}",
                ["issuers"] = issuers,
                ["verifiers"] = verifiers,
                ["vpVerifiers"] = presentations,
                ["vcHolders"] = holders,
            },
            StatusCodes.Status200OK
        );
    }

    private static JsonObject Entry(IssuerKey key, VcalmSuite suite, string endpoint, params IReadOnlyList<string> tags)
    {
        JsonArray versions = suite.Cryptosuite is null ? ["2.0"] : ["1.1", "2.0"];
        var entry = new JsonObject
        {
            ["id"] = key.KeyDid,
            ["endpoint"] = endpoint,
            ["tags"] = new JsonArray([.. tags.Select(tag => JsonValue.Create(tag))]),
            ["supports"] = new JsonObject { ["vc"] = versions },
        };
        if (suite.Algorithm is not KeyAlgorithm.Ed25519)
        {
            JsonArray types = [suite.Algorithm is KeyAlgorithm.P384 ? "P-384" : "P-256"];
            entry["supportedEcdsaKeyTypes"] = types;
            ((JsonObject)entry["supports"]!)["keyTypes"] = types.DeepClone();
        }
        return entry;
    }

    private static IReadOnlyList<string> Tags(VcalmSuite suite) =>
        suite.Cryptosuite is null ? ["EnvelopingProof", "vc-jose-cose", "vc-api", "JWT"]
        : suite == VcalmSuite.Default ? [suite.Cryptosuite, "vc2.0", "vc-api"]
        : [suite.Cryptosuite];
}
