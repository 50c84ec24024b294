using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Verification;

/// <summary>How well the verifier knows an issuer: the better, the more a genuine signature says.</summary>
public enum IssuerStanding
{
    /// <summary>Whose signature it is was not proven, or there is none.</summary>
    Unproven = 1,

    /// <summary>
    /// A key that stands only for itself (<c>did:key</c>, <c>did:jwk</c>): anybody can make one and write any name beside it.
    /// </summary>
    Unknown,

    /// <summary>A web address that was asked and says that the key is its own (<c>did:web</c>, <c>https</c>).</summary>
    Domain,

    /// <summary>In the given trust store.</summary>
    Listed,

    /// <summary>One of the caller's own issuers (<see cref="VerifierOptions.OwnIssuers"/>).</summary>
    Own,
}

/// <summary>Who issued a credential, as far as is known, apart from what it says about itself.</summary>
/// <param name="Standing">How well the issuer is known.</param>
/// <param name="Id">The identifier that the credential names; null if it names none.</param>
/// <param name="Name">
/// What the verifier's side calls it: the caller's own name, the list's name (without one, the identifier), the web address that answered;
/// null for an unknown one.
/// </param>
/// <param name="ClaimedName">
/// What the credential calls it, made harmless to show: without control characters, quotation marks and line breaks, at most 120
/// characters. Anybody can write any name.
/// </param>
/// <param name="Source">For a listed one, which list; null: not said.</param>
public sealed record IssuerFinding(IssuerStanding Standing, string? Id, string? Name, string? ClaimedName, string? Source = null)
{
    internal static IssuerFinding None { get; } = new(IssuerStanding.Unproven, null, null, null);

    /// <summary>The words of the JSON form: <c>own</c>, <c>listed</c>, <c>domain</c>, <c>unknown</c>, <c>unproven</c>.</summary>
    public static string Word(IssuerStanding standing) =>
        standing switch
        {
            IssuerStanding.Own => "own",
            IssuerStanding.Listed => "listed",
            IssuerStanding.Domain => "domain",
            IssuerStanding.Unknown => "unknown",
            IssuerStanding.Unproven => "unproven",
            _ => throw new ArgumentOutOfRangeException(nameof(standing)),
        };

    /// <param name="credential">The credential.</param>
    /// <param name="proven">The checks that must pass: the proof, its key, whose it is.</param>
    /// <param name="by">The proof that they are about.</param>
    /// <param name="session">The verification.</param>
    internal static ValueTask<IssuerFinding> FindAsync(
        JsonElement credential,
        IReadOnlyList<Check> proven,
        JudgedProof? by,
        VerificationSession session
    ) => FindAsync(credential.Identifier("issuer"), NameOf(credential.Member("issuer")), proven, by?.Source?.Key, session);

    internal static async ValueTask<IssuerFinding> FindAsync(
        string? id,
        string? claimed,
        IReadOnlyList<Check> proven,
        PublicKey? key,
        VerificationSession session
    )
    {
        claimed = Harmless.Name(claimed);
        if (id is null || proven.Any(check => check.Outcome != Outcome.Pass))
            return new(IssuerStanding.Unproven, id, null, claimed);
        if (key is not null && await session.OwnAsync(id, key) is { } own)
            return new(IssuerStanding.Own, id, own.Name, claimed);
        if (session.Options.Trust?.Find(id) is { } listed)
            return new(IssuerStanding.Listed, id, Harmless.Name(listed.Name) ?? id, claimed, Harmless.Name(listed.Source));

        return AddressOf(id) is { } address
            ? new(IssuerStanding.Domain, id, address, claimed)
            : new(IssuerStanding.Unknown, id, null, claimed);
    }

    /// <summary>A name as text, or the first of several languages.</summary>
    internal static string? NameOf(JsonElement? issuer) =>
        issuer?.Items("name") is [var name, ..] ? (name.ValueKind == JsonValueKind.String ? name.GetString() : name.Text("@value")) : null;

    // Letters of another script can look like those of a school's domain, so the host is written in ASCII, as on the network.
    static string? AddressOf(string id)
    {
        var url =
            DidWeb.TryGetUrl(id, out var did) ? did
            : Uri.TryCreate(id, UriKind.Absolute, out var https) && https.Scheme == Uri.UriSchemeHttps ? https
            : null;
        if (url is null)
            return null;

        var host = url.IsDefaultPort ? url.IdnHost : $"{url.IdnHost}:{url.Port}";
        var path = did is null ? url.AbsolutePath : url.AbsolutePath[..^"/did.json".Length];
        return Harmless.Name(path == "/" || (did is not null && path == "/.well-known") ? host : host + path.TrimEnd('/'));
    }
}
