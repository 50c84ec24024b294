using System.Collections.Frozen;

namespace Cairn.Credentials.Verification;

/// <summary>
/// Every sentence of a <see cref="Headline"/> and of the lines below it in English, by its code; {0}, {1} are its arguments.
/// </summary>
public static class HeadlineTexts
{
    internal const string Nothing = "headline.nothing",
        NotRead = "headline.not-read",
        NothingShown = "headline.nothing-shown";

    // The most serious first: the first that applies is the headline.
    static readonly (string Code, string Text)[] Headlines =
    [
        ("headline.unreadable", "This cannot be read as a credential"),
        ("headline.shown-wrongly", "Do not rely on who shows this: that signature does not hold"),
        ("headline.changed", "Do not rely on this: it was changed after it was signed, or somebody else signed it"),
        ("headline.not-signed", "Do not rely on this: nobody signed it"),
        ("headline.signature", "Do not rely on this: its signature does not hold"),
        ("headline.not-the-issuer", "Do not rely on this: the issuer that it names did not sign it"),
        ("headline.key", "Do not rely on this: the key that signed it does not count"),
        ("headline.key-stolen", "Do not rely on this: the key that signed it had been declared stolen"),
        ("headline.recipient", "This is about somebody else"),
        ("headline.revoked", "This credential was taken back"),
        ("headline.suspended", "This credential is suspended for now"),
        ("headline.expired", "This credential expired on {0}"),
        ("headline.not-yet", "This credential is not valid before {0}"),
        ("headline.unsound", "Do not rely on this: it is not as a credential has to be"),
        (Nothing, "No badge in this file"),
        (NotRead, "This file was not read"),
        (NothingShown, "There is no credential in this presentation"),
        ("headline.key-in-doubt", "The key that signed this was declared stolen: who signed it, nobody can tell"),
        ("headline.unproven", "Who signed this could not be found out"),
        ("headline.unknown", "Signed by a key that nobody here knows"),
        ("headline.undecided", "This cannot be decided here"),
        ("headline.status-unknown", "Whether this was taken back could not be looked up"),
        ("headline.domain", "Issued from the web address {0}"),
        ("headline.listed-unchecked", "This credential is real: {0} signed it"),
        ("headline.own-unchecked", "This credential is real"),
        (Headline.Listed, "This credential is real and good today: {0} signed it"),
        (Headline.Own, "This credential is real and good today"),
    ];

    static readonly (string Code, string Text)[] Beneath =
    [
        ("headline.by-own", "Issued by {0}, an issuer of this installation."),
        ("headline.by-listed", "{0} is in the list of trusted issuers."),
        ("headline.by-listed-in", "{0} is in this list of trusted issuers: {1}."),
        ("headline.by-domain", "{0} was asked and says that it issued this. Who stands behind that address, nobody here knows."),
        ("headline.by-unknown", "Anybody can make such a key and write any name beside it. If you need to be sure, ask the school itself."),
        ("headline.by-nobody-proven", "Who signed it could not be found out."),
        ("headline.claims", "It calls itself “{0}”."),
        ("headline.claims-other", "The credential itself calls its issuer “{0}”."),
        ("headline.not-taken-back", "It has not been taken back."),
        ("headline.says-not-taken-back", "The list that it names itself does not say that it was taken back."),
        ("headline.no-status", "It names no list of what was taken back, so nobody can look whether it still stands."),
        ("headline.status-open", "Whether it was taken back could not be looked up."),
        ("headline.until", "It is valid until {0}."),
        ("headline.no-end", "It has no end date."),
        ("headline.says-until", "It says itself that it is valid until {0}."),
        ("headline.says-no-end", "It names no end date."),
        ("headline.shown-by", "{0} shows it, and signed for this occasion."),
        ("headline.shown-nameless", "Whoever shows it signed for this occasion, but does not say who they are."),
        (
            "headline.shown-unasked",
            "Nobody proved who shows it: it was signed by whoever showed it first, in answer to no question of yours. Ask for one "
                + "that answers a question of your own."
        ),
        ("headline.shown-by-nobody", "Nobody proved who shows it: there is no signature around it."),
        ("headline.shown-undecided", "Who shows it could not be found out."),
        ("headline.of-several", "There are {0} credentials in it; each has its own report below."),
    ];

    static readonly FrozenDictionary<string, int> Ranks = Headlines
        .Index()
        .ToFrozenDictionary(entry => entry.Item.Code, entry => entry.Index, StringComparer.Ordinal);

    /// <summary>The sentences. A translation has the same codes and the same places for arguments.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } =
        Headlines.Concat(Beneath).ToFrozenDictionary(text => text.Code, text => text.Text, StringComparer.Ordinal);

    /// <summary>The codes of headlines, the most serious first; the rest of <see cref="All"/> are lines below one.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. Headlines.Select(headline => headline.Code)];

    internal static int Rank(string code) => Ranks[code];

    internal static string Sentence(string code, IReadOnlyList<string> arguments) =>
        string.Format(CultureInfo.InvariantCulture, All[code], [.. arguments.Select(Harmless.Text)]);
}
