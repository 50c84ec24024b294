namespace Cairn.Credentials.Trust;

/// <summary>Why a statement about an issuer cannot be used. Codes are stable.</summary>
/// <param name="Code">A stable name: <c>federation.signature</c>.</param>
/// <param name="Clause">The clause that was broken.</param>
/// <param name="Arguments">What the text needs: a claim's name, dates.</param>
public sealed record TrustFailure(string Code, string Clause, params IReadOnlyList<string> Arguments)
{
    const string Statement =
        "OpenID Federation 1.0, 3.1.1 Claims that MUST or MAY Appear in both Entity Configurations and Subordinate Statements";
    const string Validation = "OpenID Federation 1.0, 3.2 Entity Statement Validation";

    internal static TrustFailure NotSigned { get; } = new("federation.not-signed", Validation);
    internal static TrustFailure Signature { get; } = new("federation.signature", Validation);

    internal static TrustFailure Malformed(string claim) => new("federation.malformed", Statement, claim);

    internal static TrustFailure NotInForce(string from, string until) => new("federation.not-in-force", Statement, from, until);
}
