using Cairn.Credentials.Achievements;

namespace Cairn.Credentials.Verification;

/// <summary>
/// When two texts name the same person. E-mail addresses are compared without case, because no school tells two people apart by case;
/// addresses, names and numbers in one Unicode form (NFC), because keyboards differ; DIDs and URLs exactly. White space around what a
/// verifier typed never counts. All comparisons of texts of the same length take the same time.
/// </summary>
static class IdentityText
{
    /// <summary>The type of a subject's own <c>id</c>, beside those of <see cref="IdentifierTypes"/>.</summary>
    public const string Id = "id";

    const string Url = "url";

    /// <summary>Whether a stated identifier is the known one.</summary>
    /// <param name="stated">What the credential says.</param>
    /// <param name="type">Its type; empty when it has none.</param>
    /// <param name="known">What the verifier knows.</param>
    public static bool IsSame(string stated, string type, string known) =>
        type is Id or Url ? Same(stated, known.Trim())
        : IsAddress(type, known) ? Same(Composed(stated).ToLowerInvariant(), Composed(known.Trim()).ToLowerInvariant())
        : Same(Composed(stated), Composed(known.Trim()));

    /// <summary>
    /// Whether a hash is that of the known identifier. It may have been written differently when it was hashed, so all equivalent forms are
    /// tried.
    /// </summary>
    public static bool IsHashed(string hash, string type, string known, Func<string, string> toHash)
    {
        var lower = hash.ToLowerInvariant();
        var matches = false;
        foreach (var form in Forms(type, known))
            matches |= Same(lower, toHash(form));
        return matches;
    }

    // As typed, and without the space around it; an address also in lower case, whole or only after the @, where case never counts; each of
    // these as it is, composed and decomposed.
    static IEnumerable<string> Forms(string type, string known)
    {
        var trimmed = known.Trim();
        List<string> forms = [known, trimmed];
        if (type is Id or Url)
            return forms.Distinct();
        if (IsAddress(type, known))
        {
            var at = trimmed.LastIndexOf('@') + 1;
            forms.Add(trimmed.ToLowerInvariant());
            forms.Add(trimmed[..at] + trimmed[at..].ToLowerInvariant());
        }

        return forms.SelectMany(form => (string[])[form, Composed(form), Decomposed(form)]).Distinct();
    }

    // By its type, or by its look: many put an address where an account name belongs.
    static bool IsAddress(string type, string text) => type == IdentifierTypes.EmailAddress || (text.Contains('@') && !text.Contains(':'));

    static bool Same(string stated, string known) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(stated), Encoding.UTF8.GetBytes(known));

    static string Composed(string text) => WellFormed(text).Normalize(NormalizationForm.FormC);

    static string Decomposed(string text) => WellFormed(text).Normalize(NormalizationForm.FormD);

    // Half a character has no normal form.
    static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
