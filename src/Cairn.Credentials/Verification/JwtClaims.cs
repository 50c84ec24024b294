using Cairn.Credentials.Jose;

namespace Cairn.Credentials.Verification;

/// <summary>
/// What a credential's JWT says must be what the credential says (Open Badges 3.0, section 8.2.6.1, Verify a Credential VC-JWT Signature;
/// VC-JOSE-COSE, sections 3.1.1 and 3.2).
/// </summary>
static class JwtClaims
{
    const string Name = CheckNames.Proof;
    const string Badges = "Open Badges 3.0, 8.2.6.1 Verify a Credential VC-JWT Signature";
    const string Presentations = "VC-JOSE-COSE, 3.1.2 Securing JSON-LD Verifiable Presentations with JOSE";
    const string Jose = "VC-JOSE-COSE, 3.1.1 Securing JSON-LD Verifiable Credentials with JOSE";

    /// <summary>What a credential's JWT and a presentation's may call themselves: one is never taken for the other.</summary>
    public static readonly string[] CredentialTypes = ["jwt", "vc+jwt", "vc+ld+jwt", "vc+ld+json+jwt"];

    public static readonly string[] PresentationTypes = ["jwt", "vp+jwt", "vp+ld+jwt", "vp+ld+json+jwt"];

    /// <summary>What the header may not say; null if all of it is allowed.</summary>
    public static Check? OfHeader(JwtEnvelope jwt, string[] types)
    {
        var header = jwt.Jws.Header;
        // RFC 7515, 4.1.11: what is critical must be understood; Cairn understands no extension.
        if (header.Member("crit") is not null)
            return Check.Fail(Name, "proof.jwt-critical", "RFC 7515, 4.1.11 \"crit\" (Critical) Header Parameter");
        if (header.Member("typ") is { } typ && !types.Contains(Type(typ), StringComparer.OrdinalIgnoreCase))
            return Check.Fail(Name, "proof.jwt-type", Jose, header.Text("typ") ?? "");
        // VC-JOSE-COSE, 3.1.1: "The vc and vp claims MUST NOT be present".
        if (IsVcJose(header) && (jwt.Payload.Member("vc") is not null || jwt.Payload.Member("vp") is not null))
            return Check.Fail(Name, "proof.jwt-vc-claim", Jose);
        // Open Badges 3.0, 8.2.3: "The JWK MUST never contain "d"".
        if (header.Member("jwk") is { } jwk && jwk.Member("d") is not null)
            return Check.Fail(Name, "proof.jwt-private-key", "Open Badges 3.0, 8.2.3 Create the JOSE Header");

        return null;
    }

    /// <summary>The first claim that is missing or contradicts the credential; null if there is none.</summary>
    public static Check? OfPayload(JwtEnvelope jwt, JsonElement credential, VerificationSession session)
    {
        var payload = jwt.Payload;
        var isBadge = !IsVcJose(jwt.Jws.Header) && ModelChecks.IsKnown(credential) && payload.Member("vc") is null;
        if (isBadge && OfBadgeHeader(jwt.Jws.Header) is { } header)
            return header;
        foreach (var claim in (string[])["iss", "jti", "nbf", "sub"])
            if (isBadge && payload.Member(claim) is null)
                return Check.Fail(Name, "proof.jwt-claim-missing", Badges, claim);

        // VC-JOSE-COSE, 4.1.2: "iss value, if present, MUST match issuer", in the header as well.
        if (jwt.Jws.Header.Member("iss") is { } named && !(credential.Identifier("issuer") is { } issuer && named.IsText(issuer)))
            return Check.Fail(Name, "proof.jwt-claim", "VC-JOSE-COSE, 4.1.2 iss", "iss");

        // There iat, nbf and exp are about the signature, not the credential (3.1.3 JOSE Header Parameters and JWT Claims).
        var isV1 = DataModelVersion.Of(credential) == DataModelVersion.V1;
        var contradicting = IsVcJose(jwt.Jws.Header)
            ? Contradicts("iss", credential.Identifier("issuer"))
            : Contradicts("iss", credential.Identifier("issuer"))
                ?? Contradicts("jti", credential.Text("id"))
                ?? Contradicts("sub", credential.Items("credentialSubject") is [var subject] ? subject.Text("id") : null)
                ?? ContradictsDate("nbf", isV1 ? "issuanceDate" : "validFrom")
                ?? ContradictsDate("exp", isV1 ? "expirationDate" : "validUntil");
        if (contradicting is not null)
            return Check.Fail(Name, "proof.jwt-claim", Badges, contradicting);
        // A credential is for anybody it is shown to: no verifier's name could be here, and a verifier that is not named must reject the
        // JWT.
        if (payload.Member("aud") is not null)
            return Check.Fail(
                Name,
                "proof.jwt-audience",
                "RFC 7519, 4.1.3 \"aud\" (Audience) Claim",
                string.Join(", ", payload.Items("aud").Select(item => item.ToString()))
            );

        return OfTime(payload, session);

        string? Contradicts(string claim, string? member) =>
            payload.Member(claim) is not { } value || (member is not null && value.IsText(member)) ? null : claim;

        string? ContradictsDate(string claim, string member)
        {
            if (payload.Member(claim) is not { } value)
                return null;
            return
                JwtPayload.Instant(value) is { } instant
                && credential.TryGetDate(member, out var date)
                && date?.ToUnixTimeSeconds() == instant.ToUnixTimeSeconds()
                ? null
                : claim;
        }
    }

    // Open Badges 3.0, 8.2.3: "Additional JOSE Headers are NOT allowed"; "If you do not include a kid property in the header, you MUST
    // include … jwk".
    static Check? OfBadgeHeader(JsonElement header)
    {
        const string clause = "Open Badges 3.0, 8.2.3 Create the JOSE Header";
        foreach (var member in header.EnumerateObject())
            if (member.Name is not ("alg" or "kid" or "jwk" or "typ"))
                return Check.Fail(Name, "proof.jwt-header", clause, member.Name);

        return header.Member("kid") is null && header.Member("jwk") is null
            ? Check.Fail(Name, "proof.member-missing", clause, "kid")
            : null;
    }

    /// <summary>
    /// The same for a presentation: <c>nonce</c> and <c>aud</c> are what was asked of the holder, <c>iss</c> is the holder.
    /// </summary>
    public static Check? OfPresentation(JwtEnvelope jwt, JsonElement presentation, ProofExpectation expected, VerificationSession session)
    {
        var payload = jwt.Payload;
        if (jwt.Jws.Header.Member("iss") is { } named && !(presentation.Identifier("holder") is { } who && named.IsText(who)))
            return Check.Fail(Name, "proof.jwt-claim", Presentations, "iss");
        if (
            payload.Member("iss") is { } iss
            && !(presentation.Identifier("holder") is { } holder ? iss.IsText(holder) : iss.ValueKind == JsonValueKind.String)
        )
            return Check.Fail(Name, "proof.jwt-claim", Presentations, "iss");
        // RFC 7519, 4.1.3: a verifier that is not in the audience must reject the JWT. One of several could show it to another.
        if (expected.Domain is not null && (payload.Items("aud") is not [var audience] || !audience.IsText(expected.Domain)))
            return Check.Fail(Name, "proof.domain", "RFC 7519, 4.1.3 \"aud\" (Audience) Claim", expected.Domain);
        if (expected.Challenge is not null && (payload.Member("nonce") is not { } nonce || !nonce.IsText(expected.Challenge)))
            return Check.Fail(Name, "proof.challenge", Presentations);

        return OfTime(payload, session);
    }

    // RFC 7519, 4.1.4 to 4.1.6, also where no member says the same.
    static Check? OfTime(JsonElement payload, VerificationSession session)
    {
        const string issuedAt = "RFC 7519, 4.1.6 \"iat\" (Issued At) Claim";
        var iat = payload.Member("iat") is { } claim ? JwtPayload.Instant(claim) : null;
        if (payload.Member("iat") is not null && iat is null)
            return Check.Fail(Name, "proof.created", issuedAt);
        if (Clock.IsToCome(iat, session.Instant))
            return Check.Fail(Name, "proof.future", issuedAt, XmlDateTime.Format(iat!.Value));
        if (payload.Member("nbf") is { } nbf && (JwtPayload.Instant(nbf) is not { } start || Clock.IsToCome(start, session.Instant)))
            return Check.Fail(Name, "proof.jwt-not-yet", "RFC 7519, 4.1.5 \"nbf\" (Not Before) Claim", JwtPayload.Date(nbf) ?? "");
        // "on or after which the JWT MUST NOT be accepted".
        return payload.Member("exp") is { } exp && (JwtPayload.Instant(exp) is not { } end || Clock.HasEnded(end, session.Instant))
            ? Check.Fail(Name, "proof.expired", "RFC 7519, 4.1.4 \"exp\" (Expiration Time) Claim", JwtPayload.Date(exp) ?? "")
            : null;
    }

    /// <summary>Whether a JWT calls itself one of VC-JOSE-COSE, not one of Open Badges or of VC 1.1.</summary>
    public static bool IsVcJose(JsonElement header) =>
        header.Member("typ") is { } typ && !Type(typ).Equals("jwt", StringComparison.OrdinalIgnoreCase);

    // RFC 7515, 4.1.9: "application/" may be left out.
    static string Type(JsonElement typ)
    {
        var text = typ.ValueKind == JsonValueKind.String ? typ.GetString()! : "";
        const string prefix = "application/";
        return text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? text[prefix.Length..] : text;
    }
}
