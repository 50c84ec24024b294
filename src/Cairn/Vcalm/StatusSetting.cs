using System.Text.Json.Nodes;
using Cairn.Audit;
using Cairn.Credentials.Status;

namespace Cairn.Vcalm;

/// <summary>
/// Sets a status or takes it back: the change, the list's next revision and the audit event in one transaction. Twice is once.
/// </summary>
internal static class StatusSetting
{
    /// <summary>Null: nothing of that name was issued here.</summary>
    public static Task<Outcome<JsonObject>?> SetStatusAsync(
        this CairnDb db,
        Actor? actor,
        Organization organization,
        string? suite,
        StatusRequest wanted,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync<Outcome<JsonObject>?>(async () =>
        {
            var hash = IssuedCredential.Sha256(wanted.CredentialId);
            var found = await db
                .IssuedCredentials.AsNoTracking()
                .Where(c => c.OrganizationId == organization.Id && c.CredentialIdSha256 == hash && (suite == null || c.Suite == suite))
                .Select(c => c.Id)
                .Take(2)
                .ToListAsync(stop);
            if (found.Count == 0)
                return null;
            // The same name at two instances: only their own addresses tell them apart.
            if (found.Count > 1)
                return (Outcome<JsonObject>)new Refusal("vcalm.several-of-that-name", "credentialId");

            var place = await db
                .StatusPlaces.AsNoTracking()
                .FirstOrDefaultAsync(p => p.IssuedCredentialId == found[0] && p.Purpose == wanted.Purpose, stop);
            var list = place is null ? null : await db.VcalmLists.FirstAsync(l => l.Id == place.VcalmListId, stop);
            if (place is null || list is null || !wanted.Names(list, place))
                return (Outcome<JsonObject>)new Refusal("vcalm.no-such-status", "credentialStatus");

            var last = await db
                .StatusChanges.AsNoTracking()
                .Where(c => c.StatusPlaceId == place.Id)
                .OrderByDescending(c => c.Number)
                .FirstOrDefaultAsync(stop);
            if (!place.Set(wanted.Status, last, actor?.PersonId, now).Succeeds(out var change, out var refusal) && refusal is not null)
                return (Outcome<JsonObject>)refusal;
            if (change is not null)
            {
                db.StatusChanges.Add(change);
                list.Change();
                db.Audit(actor, change.Value ? "vcalm.status-set" : "vcalm.status-cleared", found[0], now, place.Purpose);
                await db.SaveChangesAsync(stop);
            }
            return (Outcome<JsonObject>)
                new JsonObject
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
        // Whoever keeps count of free places elsewhere has no part in ours.
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
    public bool Names(VcalmList list, StatusPlace place) =>
        (ListCredential is null || ListCredential == list.Address)
        && (Index is null || Index == place.ListIndex.ToString(CultureInfo.InvariantCulture));
}
