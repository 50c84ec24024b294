using System.Text.Json;
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
    const string Jose = "VC-JOSE-COSE, 3.1.1 Securing JSON-LD Verifiable Credentials with JOSE";

    static readonly string[] JwtTypes = ["jwt", "vc+jwt", "vc+ld+jwt", "vc+ld+json+jwt"];

    /// <summary>What the header may not say; null when it may all that it says.</summary>
    public static Check? OfHeader(JwtEnvelope jwt)
    {
        var header = jwt.Jws.Header;
        // RFC 7515, 4.1.11: what is critical must be understood; Cairn understands no extension.
        if (header.Member("crit") is not null)
            return Check.Fail(Name, "proof.jwt-critical", "RFC 7515, 4.1.11 \"crit\" (Critical) Header Parameter");
        if (header.Member("typ") is { } typ && !JwtTypes.Contains(Type(typ), StringComparer.OrdinalIgnoreCase))
            return Check.Fail(Name, "proof.jwt-type", Jose, header.Text("typ") ?? "");
        // VC-JOSE-COSE, 3.1.1: "The vc and vp claims MUST NOT be present".
        if (IsVcJose(header) && (jwt.Payload.Member("vc") is not null || jwt.Payload.Member("vp") is not null))
            return Check.Fail(Name, "proof.jwt-vc-claim", Jose);
        // Open Badges 3.0, 8.2.3: "The JWK MUST never contain "d"".
        if (header.Member("jwk") is { } jwk && jwk.Member("d") is not null)
            return Check.Fail(Name, "proof.jwt-private-key", "Open Badges 3.0, 8.2.3 Create the JOSE Header");

        return null;
    }

    /// <summary>The first claim that is missing or contradicts the credential; null when there is none.</summary>
    public static Check? OfPayload(JwtEnvelope jwt, JsonElement credential, DateTimeOffset now)
    {
        var payload = jwt.Payload;
        var isBadge = !IsVcJose(jwt.Jws.Header) && ModelChecks.IsKnown(credential) && payload.Member("vc") is null;
        foreach (var claim in (string[])["iss", "jti", "nbf", "sub"])
            if (isBadge && payload.Member(claim) is null)
                return Check.Fail(Name, "proof.jwt-claim-missing", Badges, claim);

        var isV1 = DataModelVersion.Of(credential) == DataModelVersion.V1;
        var contradicting =
            Contradicts("iss", credential.Identifier("issuer"))
            ?? Contradicts("jti", credential.Text("id"))
            ?? Contradicts("sub", credential.Items("credentialSubject") is [var subject] ? subject.Text("id") : null)
            ?? ContradictsDate("nbf", isV1 ? "issuanceDate" : "validFrom")
            ?? ContradictsDate("exp", isV1 ? "expirationDate" : "validUntil");
        if (contradicting is not null)
            return Check.Fail(Name, "proof.jwt-claim", Badges, contradicting);

        // RFC 7519, 4.1.4 and 4.1.5, also where no member says the same.
        if (payload.Member("nbf") is { } nbf && now < JwtPayload.Instant(nbf))
            return Check.Fail(Name, "proof.jwt-not-yet", "RFC 7519, 4.1.5 \"nbf\" (Not Before) Claim", JwtPayload.Date(nbf)!);
        return payload.Member("exp") is { } exp && now > JwtPayload.Instant(exp)
            ? Check.Fail(Name, "proof.expired", "RFC 7519, 4.1.4 \"exp\" (Expiration Time) Claim", JwtPayload.Date(exp)!)
            : null;

        string? Contradicts(string claim, string? member) =>
            payload.Member(claim) is not { } value || (member is not null && value.IsText(member)) ? null : claim;

        string? ContradictsDate(string claim, string member)
        {
            if (payload.Member(claim) is not { } value)
                return null;
            return JwtPayload.Instant(value) is { } instant
                && credential.TryGetDate(member, out var date)
                && date?.ToUnixTimeSeconds() == instant.ToUnixTimeSeconds()
                ? null
                : claim;
        }
    }

    static bool IsVcJose(JsonElement header) => header.Member("typ") is { } typ && !Type(typ).Equals("jwt", StringComparison.OrdinalIgnoreCase);

    // RFC 7515, 4.1.9: "application/" may be left out.
    static string Type(JsonElement typ)
    {
        var text = typ.ValueKind == JsonValueKind.String ? typ.GetString()! : "";
        const string prefix = "application/";
        return text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? text[prefix.Length..] : text;
    }
}
