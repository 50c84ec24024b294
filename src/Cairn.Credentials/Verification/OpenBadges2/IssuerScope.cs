namespace Cairn.Credentials.Verification.OpenBadges2;

/// <summary>
/// A hosted assertion is where its issuer says that its assertions are (Open Badges 2.0, Profile verification policy): by default at the
/// origin of the profile's own address, otherwise at one of <c>allowedOrigins</c> or under <c>startsWith</c>.
/// </summary>
static class IssuerScope
{
    const string Name = CheckNames.Issuer;
    const string Clause = "Open Badges 2.0, VerificationObject (Issuer)";

    public static Check Judge(Assertion assertion, BadgeDocuments documents)
    {
        if (documents.Problem is { } problem)
            return problem;
        var id = assertion.Json.Text("id") ?? "";
        if (documents.Issuer.Text("id") is not { } issuer || !Uri.TryCreate(issuer, UriKind.Absolute, out var profile))
            return Check.Fail(Name, "issuer.missing", Clause);

        return Uri.TryCreate(id, UriKind.Absolute, out var address) && IsInScope(id, address, documents.Issuer, profile)
            ? Check.Pass(Name, "issuer.in-scope", Clause, issuer)
            : Check.Fail(Name, "issuer.out-of-scope", Clause, id, issuer);
    }

    static bool IsInScope(string id, Uri address, JsonElement issuer, Uri profile)
    {
        var policy = issuer.Member("verification") ?? default;
        // A prefix ends where a host or a folder ends; otherwise https://school.example would cover https://school.example.evil.
        var prefixes = policy
            .Items("startsWith")
            .Where(prefix => prefix.ValueKind == JsonValueKind.String)
            .Select(prefix => prefix.GetString()!)
            .ToList();
        if (prefixes.Count > 0)
            return prefixes.Exists(prefix =>
                Uri.TryCreate(prefix, UriKind.Absolute, out var start)
                && Origin(start) == Origin(address)
                && id.StartsWith(prefix, StringComparison.Ordinal)
            );

        var origins = policy
            .Items("allowedOrigins")
            .Where(origin => origin.ValueKind == JsonValueKind.String)
            .Select(origin => origin.GetString()!)
            .ToList();
        return origins.Count > 0 ? origins.Exists(origin => IsOrigin(origin, address)) : Origin(profile) == Origin(address);
    }

    // A bare host is that host at the scheme's own port.
    static bool IsOrigin(string stated, Uri address) =>
        Uri.TryCreate(
            stated.Contains("://", StringComparison.Ordinal) ? stated : $"{address.Scheme}://{stated}",
            UriKind.Absolute,
            out var origin
        )
        && Origin(origin) == Origin(address);

    static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
