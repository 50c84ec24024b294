using Cairn.Awarding;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Verification;
using Cairn.Issuing;

namespace Cairn.Verifying;

/// <summary>
/// Which issuers are ours, for a visitor who names no district: an organization's key for awards, in use or retired, under the identifier
/// that it had when it was made. Identifier and key together, because a domain may change hands. What programs sign (<c>Vcalm/</c>) is not
/// ours in this sense: nobody here judged it. Reads across districts: this file is on the list of files that may ignore the filter.
/// </summary>
internal sealed class InstallationIssuers(IServiceScopeFactory scopes)
{
    /// <summary>The organization's name today, and since when the key has been in the wrong hands; null if the key is not ours.</summary>
    public async ValueTask<OwnIssuer?> FindAsync(string issuer, PublicKey key, CancellationToken stop)
    {
        var multikey = key.ToMultikey();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        return await (
            from ours in db.IssuerKeys.IgnoreQueryFilters().AsNoTracking()
            where ours.PublicKeyMultibase == multikey && ours.Did == issuer && ours.Kind == IssuerKind.Awards
            join organization in db.Organizations.IgnoreQueryFilters()
                on new { ours.DistrictId, Id = ours.OrganizationId } equals new { organization.DistrictId, organization.Id }
            select new OwnIssuer(organization.Name, ours.CompromisedSince)
        ).FirstOrDefaultAsync(stop);
    }

    /// <summary>
    /// When we signed this exact credential; null if we did not. It is ours if it has our signature's value: somebody with the key can make
    /// others, but not the same one over another document.
    /// </summary>
    public async ValueTask<DateTimeOffset?> SignedAtAsync(JsonElement credential, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await OursAsync(scope.ServiceProvider.GetRequiredService<CairnDb>(), credential, stop))?.SignedAt;
    }

    /// <summary>What everybody may be told about a credential that we signed and its school took back; null for any other.</summary>
    public async ValueTask<TakenBack?> TakenBackAsync(ReadOnlyMemory<byte> credential, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        using var json = JsonDocument.Parse(credential);
        return await OursAsync(db, json.RootElement, stop) is { } ours ? await db.TakenBackAsync(ours, stop) : null;
    }

    private static async Task<Credential?> OursAsync(CairnDb db, JsonElement credential, CancellationToken stop)
    {
        if (
            !credential.TryGetProperty("id", out var id)
            || id.ValueKind is not JsonValueKind.String
            || Uuid(id.GetString()!) is not { } publicId
        )
            return null;
        if (await db.LocateAsync(Credential.Located, publicId.ToString("D"), stop) is null)
            return null;
        if (await db.Credentials.AsNoTracking().FirstOrDefaultAsync(one => one.PublicId == publicId, stop) is not { } stored)
            return null;
        using var ours = JsonDocument.Parse(stored.Bytes);
        return Signature(credential) is { } shown && shown == Signature(ours.RootElement) ? stored : null;
    }

    private static Guid? Uuid(string id) =>
        id.StartsWith("urn:uuid:", StringComparison.Ordinal) && Guid.TryParse(id["urn:uuid:".Length..], out var uuid) ? uuid : null;

    // One proof, as we write it. If others are beside it, we cannot date those.
    private static string? Signature(JsonElement credential)
    {
        if (!credential.TryGetProperty("proof", out var proof))
            return null;
        if (proof.ValueKind is JsonValueKind.Array && proof.GetArrayLength() == 1)
            proof = proof[0];
        return
            proof.ValueKind is JsonValueKind.Object
            && proof.TryGetProperty("proofValue", out var value)
            && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;
    }
}
