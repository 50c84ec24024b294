namespace Cairn.Credentials.Verification.OpenBadges2;

/// <summary>
/// What an assertion points to: the badge class, embedded or at its address, and its issuer's profile at its own address.
/// </summary>
/// <param name="Badge">The badge class; undefined if it could not be had.</param> <param name="Issuer">The profile; undefined if it could
/// not be had.</param> <param name="Problem">Why one of them could not be had; null if both are there.</param>
sealed record BadgeDocuments(JsonElement Badge, JsonElement Issuer, Check? Problem)
{
    const string Clause = "Open Badges 2.0, Data Classes";

    public static async ValueTask<BadgeDocuments> LoadAsync(JsonElement assertion, VerificationSession session)
    {
        var stated = assertion.Member("badge");
        var (badge, problem) = await FollowAsync(Named(stated) ?? stated, "badge", session);
        if (problem is not null)
            return new(default, default, problem);
        // Readers see the embedded one.
        if (
            stated is { ValueKind: JsonValueKind.Object } shown
            && (shown.Text("name") != badge.Text("name") || shown.Identifier("issuer") != badge.Identifier("issuer"))
        )
            return new(default, default, Check.Fail(CheckNames.Issuer, "achievement.of-another", Clause, badge.Text("id") ?? ""));

        // An embedded issuer says whatever its embedder likes, even about keys and scope: only what is at its own address counts.
        var address = badge.Member("issuer") is { ValueKind: JsonValueKind.Object } embedded
            ? embedded.Member("id")
            : badge.Member("issuer");
        var (issuer, missing) = await FollowAsync(address is { ValueKind: JsonValueKind.String } ? address : null, "issuer", session);
        return new(badge, issuer, missing);
    }

    // An embedded badge class may claim to be somebody else's: if it has its own address, what is there counts.
    static JsonElement? Named(JsonElement? badge) =>
        badge is { ValueKind: JsonValueKind.Object } embedded
        && embedded.Member("id") is { ValueKind: JsonValueKind.String } id
        && Uri.TryCreate(id.GetString(), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? id
            : null;

    /// <summary>A member that is a document or the address of one, whose id must be that address.</summary>
    public static async ValueTask<(JsonElement Document, Check? Problem)> FollowAsync(
        JsonElement? value,
        string member,
        VerificationSession session
    )
    {
        const string name = CheckNames.Issuer;
        if (value is { ValueKind: JsonValueKind.Object } embedded)
            return (embedded, null);
        if (value is not { ValueKind: JsonValueKind.String } text || !Uri.TryCreate(text.GetString(), UriKind.Absolute, out var address))
            return (default, Check.Fail(name, "key.document-missing", Clause, member));
        if (session.IsOffline)
            return (default, Check.NotDeterminable(name, "key.document-offline", Clause, address.OriginalString));

        var loaded = await session.LoadAsync(address);
        if (loaded.Problem is { } problem)
            return (default, Check.NotDeterminable(name, "key.unreachable", Clause, address.OriginalString, problem));
        if (Assertion.Parse(loaded.Content, session.Options.Limits) is not { ValueKind: JsonValueKind.Object } json)
            return (default, Check.NotDeterminable(name, "key.document-unreadable", Clause, address.OriginalString));
        return json.Text("id") == address.OriginalString
            ? (json, null)
            : (default, Check.Fail(name, "key.document-of-another", Clause, address.OriginalString, json.Text("id") ?? ""));
    }
}
