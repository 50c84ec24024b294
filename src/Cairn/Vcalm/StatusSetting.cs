using System.Text.Json.Nodes;
using Cairn.Audit;
using Cairn.Credentials.Status;
using Cairn.Issuing;

namespace Cairn.Vcalm;

/// <summary>
/// Sets a status or takes it back: the change, the list's next revision and the audit event in one transaction. Twice is once.
/// </summary>
internal static class StatusSetting
{
    /// <summary>Not found when nothing of that name was issued here.</summary>
    public static Task<Outcome<JsonObject>> SetStatusAsync(
        this CairnDb db,
        Actor? actor,
        Organization organization,
        string? suite,
        StatusRequest wanted,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync<Outcome<JsonObject>>(async () =>
        {
            var hash = IssuedCredential.Sha256(wanted.CredentialId);
            var found = await db
                .IssuedCredentials.AsNoTracking()
                .Where(c => c.OrganizationId == organization.Id && c.CredentialIdSha256 == hash && (suite == null || c.Suite == suite))
                .Select(c => c.Id)
                .Take(2)
                .ToListAsync(stop);
            if (found.Count == 0)
                return Refusal.NotFound;
            // The same name at two instances: only their own addresses tell them apart.
            if (found.Count > 1)
                return new Refusal("vcalm.several-of-that-name", "credentialId");

            var place = await db.PlaceOfAsync(found[0].Value, wanted.Purpose, stop);
            var list = place is null ? null : await db.StatusLists.FirstAsync(l => l.Id == place.StatusListId, stop);
            if (place is null || list is null || !wanted.Names(list, place))
                return new Refusal("vcalm.no-such-status", "credentialStatus");
            if (!wanted.Status && place.IsForGood && await db.StateOfAsync(place, stop) is not null)
                return new Refusal("vcalm.revoked-for-good", "status");

            if (await db.SetStatusAsync(place, wanted.Status, actor?.PersonId, now, stop) is { } change)
            {
                db.Audit(actor, change.Value ? "vcalm.status-set" : "vcalm.status-cleared", found[0], now, place.Purpose);
                await db.SaveChangesAsync(stop);
            }
            return new JsonObject
            {
                ["credentialId"] = wanted.CredentialId,
                ["credentialStatus"] = new StatusListEntry(list.Address, place.ListIndex, place.Purpose).ToJson(),
                ["status"] = wanted.Status,
            };
        });
}

/// <summary>VCALM, UpdateCredentialStatusRequest.</summary>
internal sealed record StatusRequest(string CredentialId, string Purpose, string? ListCredential, string? Index, bool Status)
{
    private static readonly string[] Members = ["id", "type", "statusPurpose", "statusListIndex", "statusListCredential"];

    public static Outcome<StatusRequest> Read(VcalmRequest request)
    {
        if (request.Member("credentialId") is not { ValueKind: JsonValueKind.String } name)
            return Wrong("credentialId");
        if (request.Member("status") is not { ValueKind: JsonValueKind.True or JsonValueKind.False } status)
            return Wrong("status");
        if (request.Member("credentialStatus") is not { ValueKind: JsonValueKind.Object } entry)
            return Wrong("credentialStatus");
        foreach (var member in entry.EnumerateObject())
            if (!Members.Contains(member.Name) || member.Value.ValueKind is not JsonValueKind.String)
                return Wrong($"credentialStatus.{member.Name}");
        // The draft's own example calls the entry by its list's name.
        if (Text("type") is not (StatusListEntry.Type or "BitstringStatusList"))
            return Wrong("credentialStatus.type");
        if (Text("statusPurpose") is not { } purpose)
            return Wrong("credentialStatus.statusPurpose");
        // We draw the places ourselves: nobody elsewhere allocates them.
        if (request.Member("indexAllocator") is not null)
            return new Refusal("vcalm.option-unknown", "indexAllocator", "indexAllocator");
        return new StatusRequest(
            name.GetString()!,
            purpose,
            Text("statusListCredential"),
            Text("statusListIndex"),
            status.ValueKind is JsonValueKind.True
        );

        string? Text(string member) => entry.TryGetProperty(member, out var value) ? value.GetString() : null;
        static Refusal Wrong(string field) => new("vcalm.kind", field, field);
    }

    /// <summary>Whether the entry, as far as it is given, is that place.</summary>
    public bool Names(Issuing.StatusList list, StatusPlace place) =>
        (ListCredential is null || ListCredential == list.Address)
        && (Index is null || Index == place.ListIndex.ToString(CultureInfo.InvariantCulture));
}
