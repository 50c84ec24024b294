namespace Cairn.Credentials.Verification;

/// <summary>
/// The credential is about the person whom the verifier knows (Open Badges 3.0, 9.1, step 5, and 9.3). Every identifier is compared, and
/// every comparison takes the same time.
/// </summary>
static class RecipientCheck
{
    const string Name = CheckNames.Recipient;
    const string Sha256 = "sha256$";
    const string Clause = "Open Badges 3.0, 9.3 Verify the Recipient Using an Identifier";

    public static IEnumerable<Check> Run(JsonElement credential, VerificationSession session) =>
        Run(credential.Items("credentialSubject").SelectMany(Stated), session);

    /// <summary>
    /// Goes over what a credential says about its recipient: a value, its type (null: it is the subject's id), and the object that holds
    /// it.
    /// </summary>
    public static IEnumerable<Check> Run(
        IEnumerable<(string? Value, string? Type, JsonElement Identity)> stated,
        VerificationSession session
    )
    {
        if (session.Options.Recipient is not { } known)
            return [];

        var matches = false;
        var any = false;
        var isComparable = true;
        foreach (var (value, type, identity) in stated)
        {
            // 1. If identifier.identityType does not match the known identifier type, skip to the next identifier.
            var kind = type ?? OfOpenBadges2(identity);
            if (value is null || (known.Type is not null && kind != known.Type))
                continue;
            any = true;
            // 2. and 3. Hashed with its salt, or as it is.
            var hashed = identity.Member("hashed") is { ValueKind: JsonValueKind.True };
            isComparable &= !hashed || value.StartsWith(Sha256, StringComparison.OrdinalIgnoreCase);
            matches |= hashed
                ? IdentityText.IsHashed(value, kind, known.Identifier, form => Hash(form, identity.Text("salt")))
                : IdentityText.IsSame(value, kind, known.Identifier);
        }

        return
        [
            matches ? Check.Pass(Name, "recipient.matches", Clause)
            : !isComparable ? Check.NotDeterminable(Name, "recipient.not-comparable", Clause)
            : any ? Check.Fail(Name, "recipient.another", Clause)
            : Check.NotDeterminable(Name, "recipient.not-named", Clause),
        ];
    }

    static IEnumerable<(string?, string?, JsonElement)> Stated(JsonElement subject)
    {
        yield return (subject.Text("id"), IdentityText.Id, default);
        foreach (var identity in subject.Items("identifier"))
            yield return (identity.Text("identityHash"), identity.Text("identityType") ?? "", identity);
    }

    // "email" of Open Badges 2.0 is "emailAddress" since 3.0.
    static string OfOpenBadges2(JsonElement identity) => identity.Text("type") is "email" ? "emailAddress" : identity.Text("type") ?? "";

    // Open Badges 3.0, IdentityHash: MD5 is no longer accepted; it neither shows nor denies whose it is.
    static string Hash(string identifier, string? salt) =>
        Sha256 + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identifier + salt)));
}
