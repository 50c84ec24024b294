namespace Cairn.Credentials.Trust;

/// <summary>A registry of issuers as a list of registries names it.</summary>
/// <param name="Name">What the list calls it; entries found in it name it as their source.</param>
/// <param name="Type"><see cref="DccLegacy"/>, <see cref="OpenIdFederation"/>, or one that Cairn does not know.</param>
/// <param name="Address">
/// Where it is: for a file its <c>url</c>; for a federation its trust anchor's entity configuration (<c>trustAnchorEC</c>). Null if the
/// list does not say.
/// </param>
public sealed record KnownRegistry(string Name, string Type, Uri? Address)
{
    /// <summary>
    /// A file of issuers, as the Digital Credentials Consortium publishes it: <c>{"registry":{"did:key:z6Mk…":{"name":"…"}}}</c>.
    /// </summary>
    public const string DccLegacy = "dcc-legacy";

    /// <summary>A federation (OpenID Federation 1.0), which is asked about one issuer at a time.</summary>
    public const string OpenIdFederation = "oidf";
}
