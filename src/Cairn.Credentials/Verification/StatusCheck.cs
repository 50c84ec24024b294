using Cairn.Credentials.Status;

namespace Cairn.Credentials.Verification;

/// <summary>
/// The credential was not revoked or suspended. Bitstring Status List 1.0, section 3.2, Validate Algorithm; the list must be the issuer's
/// own and its proof must hold. 1EdTech's older revocation list is read too (Open Badges 3.0, 1EdTechRevocationList).
/// </summary>
static class StatusCheck
{
    const string Name = CheckNames.Status;
    const string Clause = "Bitstring Status List 1.0, 3.2 Validate Algorithm";

    /// <summary>The check as a whole; if there are several entries, each follows.</summary>
    public static async ValueTask<IReadOnlyList<Check>> RunAsync(JsonElement credential, VerificationSession session)
    {
        var entries = credential.Items("credentialStatus");
        if (entries.Count == 0)
            return [Check.NotPerformed(Name, "status.none", "VC Data Model 2.0, 4.10 Status")];
        if (entries.Count > session.Options.Limits.Statuses)
            return [Check.Fail(Name, "status.too-many", "Cairn limits", $"{session.Options.Limits.Statuses}")];

        return await session.OfEachAsync(entries, entry => OfEntryAsync(credential, entry, session));
    }

    static ValueTask<Check> OfEntryAsync(JsonElement credential, JsonElement entry, VerificationSession session) =>
        entry.HasType(StatusListForm.Bitstring.Entry) || entry.HasType(StatusListForm.Of2021.Entry)
            ? InBitstringAsync(credential, entry, session)
        : entry.HasType(RevocationList.Type) ? InRevocationListAsync(credential, entry, session)
        : ValueTask.FromResult(
            entry.Text("type") is { } type
                ? Check.NotDeterminable(Name, "status.unsupported", "VC Data Model 2.0, 4.10 Status", type)
                : Check.Fail(Name, "status.malformed", "VC Data Model 2.0, 4.10 Status", "type")
        );

    static async ValueTask<Check> InBitstringAsync(JsonElement credential, JsonElement json, VerificationSession session)
    {
        if (!StatusListEntry.TryRead(json, out var entry, out var failure))
            return OfFailure(failure);

        var (bytes, isStale) = HandedIn(entry.ListCredential, session);
        var isFetched = false;
        DateTimeOffset? kept = null;
        if (bytes.IsEmpty && session.IsOffline)
            return Check.NotDeterminable(Name, "status.offline", Clause, entry.ListCredential);
        if (bytes.IsEmpty || (isStale && !session.IsOffline))
        {
            var loaded = await session.LoadAsync(new(entry.ListCredential));
            if (loaded.Problem is { } problem && bytes.IsEmpty)
                return Check.NotDeterminable(Name, "status.unreachable", Clause, entry.ListCredential, problem);
            isFetched = loaded.Problem is null;
            (bytes, kept) = isFetched ? (loaded.Content, loaded.KeptSince) : (bytes, null);
        }

        _ = CredentialInput.Read(bytes, session.Options.Limits with { Bytes = session.Options.Limits.DocumentBytes }, out var list);
        using var disposed = list;
        if (list is null)
            return Check.NotDeterminable(Name, "status.list-unreadable", Clause, entry.ListCredential);
        // A list without a valid proof says nothing: it neither clears a credential nor condemns it.
        if (await UnprovenAsync(credential, list, entry, isFetched, session) is { } unproven)
            return unproven;
        if (!StatusListReading.TryCheck(list.Root, entry, out var status, out failure, session.Work))
            return OfFailure(failure);

        var found = OfStatus(status, entry.Form.Clause);
        // 2.2, ttl: what was clear that long ago may have been revoked since; what was revoked then still is.
        var since = isFetched ? kept : DateOf(list.Root);
        return found.Code == "status.clear" && IsStale(list.Root, since, session.Instant)
            ? Check.NotDeterminable(
                Name,
                "status.list-stale",
                "Bitstring Status List 1.0, 2.2 BitstringStatusListCredential",
                entry.ListCredential,
                XmlDateTime.Format(since!.Value)
            )
            : found;
    }

    static async ValueTask<Check> InRevocationListAsync(JsonElement credential, JsonElement entry, VerificationSession session)
    {
        const string clause = "Open Badges 3.0, 1EdTechRevocationList";
        if (!Uri.TryCreate(entry.Text("id"), UriKind.Absolute, out var url))
            return Check.Fail(Name, "status.malformed", clause, "id");
        if (credential.Text("id") is not { } id)
            return Check.Fail(Name, "status.malformed", clause, "id");
        if (session.IsOffline)
            return Check.NotDeterminable(Name, "status.offline", clause, url.OriginalString);

        var loaded = await session.LoadAsync(url);
        if (loaded.Problem is { } problem)
            return Check.NotDeterminable(Name, "status.unreachable", clause, url.OriginalString, problem);
        using var list = Parse(loaded.Content, session);
        return list is not null && RevocationList.StatusOf(list.RootElement, id) is { } status
            ? OfStatus(status, clause)
            : Check.NotDeterminable(Name, "status.list-unreadable", clause, url.OriginalString);
    }

    static JsonDocument? Parse(ReadOnlyMemory<byte> json, VerificationSession session)
    {
        StrictJson.TryParse(
            json,
            session.Options.Limits.DocumentBytes,
            session.Options.Limits.Depth,
            out var document,
            session.Options.Limits.Values
        );
        return document;
    }

    // 2.2, ttl: "before a refresh SHOULD be attempted", counted from the list's own date, or from when it was saved. Without a date nobody
    // can say that it has passed.
    static (ReadOnlyMemory<byte> List, bool IsStale) HandedIn(string url, VerificationSession session)
    {
        foreach (var list in session.Options.StatusLists)
        {
            _ = CredentialInput.Read(
                list,
                session.Options.Limits with
                {
                    Bytes = session.Options.Limits.DocumentBytes,
                },
                out var credential
            );
            using (credential)
                if (credential?.Root.Text("id") == url)
                {
                    session.Basis.Note(ContentDigest.Of(list));
                    return (list, IsStale(credential.Root, DateOf(credential.Root), session.Instant));
                }
        }

        return default;
    }

    static DateTimeOffset? DateOf(JsonElement list) => list.TryGetDate("validFrom", out var from) ? from : null;

    static bool IsStale(JsonElement list, DateTimeOffset? since, DateTimeOffset instant) =>
        list.Member("credentialSubject")?.Member("ttl") is { ValueKind: JsonValueKind.Number } ttl
        && ttl.TryGetInt64(out var milliseconds)
        && since is not null
        && (instant - since.Value).TotalMilliseconds > milliseconds;

    static async ValueTask<Check?> UnprovenAsync(
        JsonElement credential,
        SecuredCredential secured,
        StatusListEntry entry,
        bool isFetched,
        VerificationSession session
    )
    {
        var list = secured.Root;
        // 2.2: the list's issuer may be somebody else. It counts if the verifier trusts them and the list comes from where the credential
        // says; not if it was handed in.
        var issuer = list.Identifier("issuer");
        if (
            issuer != credential.Identifier("issuer")
            && !(isFetched && issuer is not null && session.Options.Trust?.Contains(issuer) == true)
        )
            return Check.NotDeterminable(Name, "status.list-of-another", Clause, entry.ListCredential, issuer ?? "");

        var findings = await ProofCheck.RunAsync(secured, session);
        foreach (var check in (Check[])[findings.Check, .. IssuerCheck.Run(list, findings, session), ValidityCheck.Run(list, session)])
            if (check.Outcome != Outcome.Pass)
                return Check.NotDeterminable(Name, "status.list-unproven", Clause, [entry.ListCredential, check.Code, .. check.Arguments]);

        return null;
    }

    static Check OfFailure(StatusFailure failure) =>
        failure.Code == "status.entry.size"
            ? Check.NotDeterminable(Name, "status.unsupported", failure.Clause, $"statusSize {failure.Arguments[0]}")
            : Check.Fail(
                Name,
                "status.malformed",
                failure.Clause,
                string.Join(' ', (string[])[failure.Code, failure.Problem, .. failure.Arguments]).Trim()
            );

    static Check OfStatus(StatusValue status, string clause) =>
        status switch
        {
            // A message is news about a credential that stays valid, whatever it says.
            { Purpose: StatusListEntry.Message, Message: { } message, Reference: { } reference } => Check.Pass(
                Name,
                "status.message-explained",
                clause,
                status.Purpose,
                message,
                reference
            ),
            { Purpose: StatusListEntry.Message } when status.IsSet || status.Message is not null => Check.Pass(
                Name,
                "status.message",
                clause,
                status.Purpose,
                status.Message ?? $"{status.Value}"
            ),
            { IsSet: false } => Check.Pass(Name, "status.clear", clause, status.Purpose),
            { Purpose: StatusListEntry.Revocation, Message: { Length: > 0 } message } => Check.Fail(
                Name,
                "status.revoked-because",
                clause,
                message
            ),
            { Purpose: StatusListEntry.Revocation } => Check.Fail(Name, "status.revoked", clause),
            { Purpose: StatusListEntry.Suspension } => Check.Fail(Name, "status.suspended", clause),
            // "This status does not invalidate the verifiable credential."
            { Purpose: StatusListEntry.Refresh } => Check.Pass(Name, "status.refresh", clause),
            // "If status is 0, set the valid key in result to true; otherwise, set it to false": nobody here knows what it means.
            _ => Check.NotDeterminable(Name, "status.purpose-unknown", clause, status.Purpose, status.Message ?? $"{status.Value}"),
        };
}
