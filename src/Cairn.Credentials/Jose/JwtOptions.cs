namespace Cairn.Credentials.Jose;

/// <summary>How a credential is put into a JWT.</summary>
public enum JwtForm
{
    /// <summary>
    /// As Open Badges 3.0 says (section 8.2): <c>typ</c> is <c>JWT</c>, and the claims <c>iss</c>, <c>jti</c>, <c>nbf</c>, <c>sub</c>
    /// and <c>exp</c> repeat the credential's members.
    /// </summary>
    OpenBadges = 1,

    /// <summary>
    /// As W3C's VC-JOSE-COSE says (section 3.1.1): <c>typ</c> is <c>vc+jwt</c>, the payload is the credential and nothing else.
    /// </summary>
    VcJose,
}

/// <summary>What a credential's JWT says about itself.</summary>
public sealed record JwtOptions
{
    /// <summary>
    /// The URL of the key, as verifiers find it: a DID URL, or the https address of a JWK. Null: the header holds the key itself as
    /// <c>jwk</c>.
    /// </summary>
    public string? KeyId { get; init; }

    /// <summary>The form: by default that of Open Badges.</summary>
    public JwtForm Form { get; init; } = JwtForm.OpenBadges;
}
