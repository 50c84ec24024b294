namespace Cairn.Credentials.Verification.OpenBadges2;

/// <summary>
/// Judges an Open Badges 2.0 or 2.1 badge (Open Badges 2.0, Implementation: Verification): hosted ones by what is at their address, signed
/// ones by the issuer's key. The report has the same checks as every report.
/// </summary>
static class AssertionCheck
{
    const string Clause = "Open Badges 2.0, Open Badges Verification";

    static readonly string[] Required = ["id", "type", "recipient", "badge", "verification", "issuedOn"];
    static readonly string[] OfBadge = ["id", "type", "name", "description", "image", "criteria", "issuer"];
    static readonly string[] OfIssuer = ["id", "type", "name", "url"];

    public static async ValueTask<VerificationReport> RunAsync(Assertion handedIn, ContentDigest input, VerificationSession session)
    {
        var parse = Check.Pass(CheckNames.Parse, "parse.open-badges-2", "Open Badges 2.0, Assertion") with { Basis = [input] };
        var digest = ContentDigest.Of(handedIn.Bytes);
        session.Basis.Begin(digest);
        var (assertion, proof, gone) = handedIn.Jws is null ? await HostedAsync(handedIn, session) : (handedIn, null, false);
        if (assertion.Json.ValueKind != JsonValueKind.Object)
            return new([parse, proof!, .. Unknown(proof!, gone)], digest, default, session, IssuerFinding.None);

        var documents = await BadgeDocuments.LoadAsync(assertion.Json, session);
        var (signature, key, issuer) = assertion.Jws is null
            ? (proof!, Check.NotPerformed(CheckNames.IssuerKey, "key.hosted", Clause), IssuerScope.Judge(assertion, documents))
            : await SignedAssertion.JudgeAsync(assertion, documents, session);
        var basis = session.Basis.End();
        session.Basis.Begin(digest);
        var status = gone ? Revoked() : await StatusAsync(assertion, documents, session);
        status = session.Basis.End(status);
        List<Check> checks =
        [
            signature,
            key,
            issuer,
            Trust(documents, session),
            Validity(assertion.Json, session.Instant),
            status with
            {
                Basis = [.. basis.Union(status.Basis)],
            },
            Schema(assertion.Json, documents),
            Achievement(documents),
            .. Recipient(assertion.Json, session),
        ];
        // Any finding about such a badge covers all its documents together.
        return new(
            [parse, .. checks.Select(check => check.On(basis))],
            ContentDigest.Of(assertion.Bytes),
            assertion.Bytes,
            session,
            await IssuerFinding.FindAsync(
                documents.Issuer.Text("id"),
                IssuerFinding.NameOf(documents.Issuer),
                assertion.Jws is null ? [signature, issuer] : [signature, key, issuer],
                null,
                session
            )
        );
    }

    /// <summary>"Only the data that was found at the hosted location should be used."</summary>
    static async ValueTask<(Assertion Assertion, Check? Proof, bool Gone)> HostedAsync(Assertion handedIn, VerificationSession session)
    {
        var nothing = handedIn with { Json = default };
        // Signed Badges: its proof is the JWS that it came in, wherever it is.
        if (IsSigned(handedIn.Json))
            return (handedIn, Check.Fail(CheckNames.Proof, "proof.missing", Clause), false);
        if (handedIn.Address is not { } address)
            return (nothing, Check.Fail(CheckNames.Proof, "proof.missing", Clause), false);
        if (session.IsOffline)
            return (handedIn, Check.NotDeterminable(CheckNames.Proof, "proof.hosted-offline", Clause, address.OriginalString), false);

        var loaded = await session.LoadAsync(address);
        // "If the response is 410 Gone, the assertion should be treated as revoked."
        if (loaded.IsGone)
            return (handedIn, Check.NotDeterminable(CheckNames.Proof, "proof.hosted-gone", Clause, address.OriginalString), true);
        if (loaded.Problem is { } problem)
            return (
                handedIn,
                Check.NotDeterminable(CheckNames.Proof, "proof.hosted-unreachable", Clause, address.OriginalString, problem),
                false
            );
        if (Assertion.Parse(loaded.Content, session.Options.Limits) is not { } json || !Assertion.Is(json))
            return (nothing, Check.Fail(CheckNames.Proof, "proof.hosted-unreadable", Clause, address.OriginalString), false);
        if (json.Text("id") != address.OriginalString)
            return (
                nothing,
                Check.Fail(CheckNames.Proof, "proof.hosted-another", Clause, address.OriginalString, json.Text("id") ?? ""),
                false
            );

        if (IsSigned(json))
            return (handedIn with { Json = json, Bytes = loaded.Content }, Check.Fail(CheckNames.Proof, "proof.missing", Clause), false);

        return (
            handedIn with
            {
                Json = json,
                Bytes = loaded.Content,
            },
            Check.Pass(CheckNames.Proof, "proof.hosted", Clause, address.OriginalString),
            false
        );
    }

    static bool IsSigned(JsonElement assertion) => assertion.Member("verification")?.HasType("SignedBadge", "signed") == true;

    static IEnumerable<Check> Unknown(Check proof, bool gone) =>
        CheckNames
            .All.Skip(2)
            .Select(name =>
                name == CheckNames.Status && gone ? Revoked() : Check.NotPerformed(name, "parse.nothing-to-check", proof.Clause)
            );

    static Check Revoked() => Check.Fail(CheckNames.Status, "status.revoked", Clause);

    static Check Validity(JsonElement assertion, DateTimeOffset instant)
    {
        const string name = CheckNames.Validity;
        const string clause = "Open Badges 2.0, Assertion: issuedOn, expires";
        if (!assertion.TryGetDate("issuedOn", out var from) || from is null)
            return Check.Fail(name, "validity.malformed", clause, "issuedOn");
        if (!assertion.TryGetDate("expires", out var until))
            return Check.Fail(name, "validity.malformed", clause, "expires");
        return ValidityCheck.Of(from, until, clause, instant);
    }

    static async ValueTask<Check> StatusAsync(Assertion assertion, BadgeDocuments documents, VerificationSession session)
    {
        const string name = CheckNames.Status;
        if (assertion.Json.Member("revoked") is { ValueKind: JsonValueKind.True })
            return assertion.Json.Text("revocationReason") is { Length: > 0 } reason
                ? Check.Fail(name, "status.revoked-because", Clause, reason)
                : Revoked();
        if (documents.Issuer.Text("revocationList") is not { } address)
            return Check.NotPerformed(name, "status.none", Clause);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url))
            return Check.Fail(name, "status.malformed", Clause, "revocationList");
        if (session.IsOffline)
            return Check.NotDeterminable(name, "status.offline", Clause, address);

        var loaded = await session.LoadAsync(url);
        if (loaded.Problem is { } problem)
            return Check.NotDeterminable(name, "status.unreachable", Clause, address, problem);
        if (Assertion.Parse(loaded.Content, session.Options.Limits) is not { } list || list.Member("revokedAssertions") is null)
            return Check.NotDeterminable(name, "status.list-unreadable", Clause, address);

        foreach (var entry in list.Items("revokedAssertions"))
            if (IsAbout(entry, assertion.Json))
                return entry.Text("revocationReason") is { Length: > 0 } reason
                    ? Check.Fail(name, "status.revoked-because", Clause, reason)
                    : Revoked();
        return Check.Pass(name, "status.clear", Clause);
    }

    // RevocationList: "an array of string identifiers … or RevokedAssertions", by id, or by uid for older ones. An entry that names nothing
    // is about nobody.
    static bool IsAbout(JsonElement entry, JsonElement assertion) =>
        (entry.ValueKind == JsonValueKind.String ? entry.GetString() : entry.Text("id")) is { } id && id == assertion.Text("id")
        || entry.Text("uid") is { } uid && uid == assertion.Text("uid");

    static Check Schema(JsonElement assertion, BadgeDocuments documents)
    {
        foreach (
            var (json, members) in ((JsonElement, string[])[])
                [(assertion, Required), (documents.Badge, OfBadge), (documents.Issuer, OfIssuer)]
        )
            if (json.ValueKind == JsonValueKind.Object && Array.Find(members, member => json.Member(member) is null) is { } missing)
                return Check.Fail(CheckNames.Schema, "schema.member", "Open Badges 2.0, Data Classes", missing);
        return Check.Pass(CheckNames.Schema, "schema.open-badges-2", "Open Badges 2.0, Data Classes");
    }

    static Check Achievement(BadgeDocuments documents) =>
        documents.Problem is null
            ? Check.Pass(CheckNames.Achievement, "achievement.consistent", "Open Badges 2.0, BadgeClass")
            : documents.Problem with
            {
                Name = CheckNames.Achievement,
            };

    static Check Trust(BadgeDocuments documents, VerificationSession session)
    {
        const string clause = "Open Badges 2.0, Profile";
        if (session.Options.Trust is not { } store)
            return Check.NotPerformed(CheckNames.Trust, "trust.no-store", clause);
        if (documents.Issuer.Text("id") is not { } issuer)
            return Check.NotPerformed(CheckNames.Trust, "trust.no-issuer", clause);
        return TrustCheck.Of(issuer, store) with { Clause = clause, Basis = store.Digests };
    }

    // Open Badges 2.0, IdentityObject: type, identity, hashed and salt are what identityType, identityHash, hashed and salt are in 3.0.
    static IEnumerable<Check> Recipient(JsonElement assertion, VerificationSession session) =>
        RecipientCheck.Run(
            assertion.Items("recipient").Select(recipient => (recipient.Text("identity"), (string?)null, recipient)),
            session
        );
}
