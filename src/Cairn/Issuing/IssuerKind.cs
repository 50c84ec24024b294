namespace Cairn.Issuing;

/// <summary>
/// What an organization issues. Each kind is an issuer of its own, with its own identifier, keys and status lists, so that nothing of one
/// kind can pass for the other (decision 18).
/// </summary>
internal enum IssuerKind
{
    /// <summary>What a grantor decided on.</summary>
    Awards,

    /// <summary>What programs hand in.</summary>
    Programs,
}

/// <summary>Where issuers and their status lists stand. Credentials name these addresses, so they never change.</summary>
internal static class IssuerAddresses
{
    /// <summary>The path of the issuer's <c>did:web</c>; its document is <c>did.json</c> there.</summary>
    public static string PathOf(this IssuerKind kind, Id<Organization> organization) =>
        kind is IssuerKind.Awards ? $"/organizations/{organization}" : $"/vcalm/{organization}";

    public static string ListPathOf(this IssuerKind kind, Id<Organization> organization, Guid list) =>
        kind is IssuerKind.Awards ? $"/status/{list:N}" : $"/vcalm/{organization}/status-lists/{list:N}";
}
