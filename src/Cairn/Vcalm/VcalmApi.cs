using Cairn.Credentials;
using Cairn.Credentials.Proofs;
using Cairn.Issuing;
using Cairn.SignIn.Tokens;

namespace Cairn.Vcalm;

/// <summary>
/// Verifiable Credential API for Lifecycle Management (W3C draft): <c>/vcalm/{organization}</c>, and below it one instance for each
/// <see cref="VcalmSuite"/>. Bearer tokens only, as under <c>/api</c>.
/// </summary>
internal static class VcalmApi
{
    /// <summary>The library's limit for a credential, and the body around it.</summary>
    public const int MaxBytes = 4 * 1024 * 1024 + 64 * 1024;

    private const int MostPointers = 1000;

    public static void MapVcalm(this IEndpointRouteBuilder routes)
    {
        routes.MapVcalmConfiguration();
        foreach (var address in (string[])["/vcalm/{organization:guid}", "/vcalm/{organization:guid}/{suite}"])
        {
            var instance = routes.MapGroup(address);
            instance.MapPost("/credentials/issue", Issue).RequireVcalm(TokenScopes.VcalmIssue).WithBodyOfAtMost(MaxBytes);
            instance.MapPost("/credentials/status", SetStatus).RequireVcalm(TokenScopes.VcalmIssue).WithBodyOfAtMost(64 * 1024);
            instance.MapPost("/credentials/derive", Derive).RequireVcalm(TokenScopes.VcalmVerify).WithBodyOfAtMost(MaxBytes);
            instance.MapVcalmVerifying();
        }
    }

    private static async Task<IResult> Issue([AsParameters] VcalmCall call, IssueCredential issuing)
    {
        if (await call.EnterAsync() is not { } issuer)
            return TypedResults.NotFound();
        if (!VcalmAccess.MaySign(call.Http, issuer))
            return call.Texts.Answer(Refusal.Forbidden("vcalm.not-an-operator"));
        if (!(await call.ReadAsync("credential", "options")).Succeeds(out var request, out var refusal))
            return call.Texts.Answer(refusal);
        using var body = request;
        var asked = request.Options("credentialId", "mandatoryPointers", "cryptosuite", "statusPurposes", "unwrapped");
        var (name, pointers, cryptosuite) = (
            asked.Text("credentialId", IssuedCredential.LongestCredentialId),
            asked.Texts("mandatoryPointers", MostPointers),
            asked.Text("cryptosuite", 40)
        );
        var (purposes, bare) = (asked.Words("statusPurposes", StatusPlace.Purposes), asked.Flag("unwrapped") is true);
        if (asked.Refusal is not null)
            return call.Texts.Answer(asked.Refusal);

        var credential = request.Member("credential");
        var chosen = await ChooseAsync(call.Http.FindActor(), issuer, call.Suite, cryptosuite, credential, issuing, call.Stop);
        if (chosen is null)
            return call.Texts.Answer(new Refusal("vcalm.cryptosuite", "options.cryptosuite"));
        if (pointers is not null && !chosen.Discloses)
            return call.Texts.Answer(new Refusal("vcalm.discloses-nothing", "options.mandatoryPointers"));
        return (
            await issuing.IssueAsync(
                call.Http.FindActor(),
                issuer,
                chosen,
                new IssueRequest(credential, name, pointers ?? [], purposes ?? [], request.Sha256),
                call.Stop
            )
        ).Succeeds(out var issued, out refusal)
            ? VcalmAnswer.Bytes(issued.Bytes, StatusCodes.Status201Created, bare ? null : "verifiableCredential")
            : call.Texts.Answer(refusal);
    }

    // The address decides; when it names no instance, the option; else the issuer that the credential names (VCALM, IssuerRequest); else
    // the default.
    private static async Task<VcalmSuite?> ChooseAsync(
        Actor? actor,
        Organization organization,
        string? suite,
        string? cryptosuite,
        JsonElement? credential,
        IssueCredential issuing,
        CancellationToken stop
    )
    {
        if (suite is not null)
            return VcalmSuite.Find(suite) is { } instance && (cryptosuite is null || cryptosuite == instance.Cryptosuite) ? instance : null;
        if (cryptosuite is not null)
            return VcalmSuite.Find(cryptosuite);
        if (credential is { } given && UnsignedCredential.IssuerOf(given) is { } issuer)
            foreach (var algorithm in VcalmSuite.All.Select(one => one.Algorithm).Distinct())
                if ((await issuing.KeyOfAsync(actor, organization, algorithm, stop)).KeyDid == issuer)
                    return VcalmSuite.Of(algorithm);
        return VcalmSuite.Default;
    }

    private static async Task<IResult> SetStatus([AsParameters] VcalmCall call)
    {
        if (await call.EnterAsync() is not { } issuer)
            return TypedResults.NotFound();
        if (!VcalmAccess.MaySign(call.Http, issuer))
            return call.Texts.Answer(Refusal.Forbidden("vcalm.not-an-operator"));
        if (
            !(await call.ReadAsync("credentialId", "credentialStatus", "status", "indexAllocator")).Succeeds(
                out var request,
                out var refusal
            )
        )
            return call.Texts.Answer(refusal);
        using var body = request;
        if (!StatusRequest.Read(request).Succeeds(out var wanted, out refusal))
            return call.Texts.Answer(refusal);
        return (await call.Db.SetStatusAsync(call.Http.FindActor(), issuer, call.Suite, wanted, call.Clock.Now(), call.Stop)).Succeeds(
            out var entry,
            out refusal
        )
            ? VcalmAnswer.Json(entry, StatusCodes.Status200OK)
            : call.Texts.Answer(refusal);
    }

    /// <summary>What a holder discloses of their credential; nothing is stored.</summary>
    private static async Task<IResult> Derive([AsParameters] VcalmCall call)
    {
        if (await call.EnterAsync() is null)
            return TypedResults.NotFound();
        if (!(await call.ReadAsync("verifiableCredential", "options")).Succeeds(out var request, out var refusal))
            return call.Texts.Answer(refusal);
        using var body = request;
        var asked = request.Options("selectivePointers");
        var pointers = asked.Texts("selectivePointers", MostPointers);
        if (asked.Refusal is not null)
            return call.Texts.Answer(asked.Refusal);
        if (request.Member("verifiableCredential") is not { ValueKind: JsonValueKind.Object } credential)
            return call.Texts.Answer(new Refusal("vcalm.kind", "verifiableCredential", "verifiableCredential"));
        try
        {
            return VcalmAnswer.Bytes(
                UnsignedCredential.WithOneProof(EcdsaSd2023.Derive(Encoding.UTF8.GetBytes(credential.GetRawText()), pointers ?? [])),
                StatusCodes.Status201Created
            );
        }
        catch (JsonLdException meaningless)
        {
            return call.Texts.Answer(
                new Refusal("vcalm.json-ld", "verifiableCredential", meaningless.Code, string.Join(", ", meaningless.Arguments))
            );
        }
        catch (SigningException underivable)
        {
            return call.Texts.Answer(
                new Refusal(
                    "vcalm.unsignable",
                    "verifiableCredential",
                    underivable.Failure.Code,
                    string.Join(", ", underivable.Failure.Arguments)
                )
            );
        }
    }
}
