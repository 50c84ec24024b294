using System.Collections.Frozen;

namespace Cairn.Credentials.Verification;

/// <summary>Every finding of a report as an English sentence, by its code; {0}, {1}, … are its arguments.</summary>
public static class CheckReasons
{
    /// <summary>The sentences. A translation has the same codes and the same places for arguments.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } =
        new Dictionary<string, string>
        {
            ["parse.credential"] = "The file holds a credential that can be read.",
            ["parse.empty"] = "The file is empty.",
            ["parse.too-long"] = "The file is longer than {0} MB, the most that is read. A badge is far smaller.",
            ["parse.too-many"] = "The file has more than {0} values, the most that are read. A badge has far fewer.",
            ["parse.too-deep"] = "The file is nested deeper than {0} levels, the most that is read.",
            ["parse.duplicate-member"] =
                "The same name is given twice in one place, so that different readers would see different credentials.",
            ["parse.not-unicode"] = "The file holds text that is not Unicode.",
            ["parse.not-json"] =
                "It begins as a badge's data does, but breaks off or is damaged. Copy all of it, or bring the file itself.",
            ["parse.not-an-object"] = "It is a list or a single value; a badge's data begins with a curly bracket.",
            ["parse.not-a-credential"] = "The file does not call itself a verifiable credential.",
            ["parse.picture"] = "What stands in the {0} picture in a badge's place is no badge.",
            ["parse.picture-several"] = "There are several badges in the {0} picture, so nobody can say which one counts.",

            ["parse.file-picture"] =
                "It is a {0} picture. A badge's data is only in the PNG or SVG that the school gave you; ask for the original.",
            ["parse.file-no-badge"] =
                "It is a {0} picture without a badge's data in it. Screenshots and pictures that were saved anew lose it; ask for "
                + "the original.",
            ["parse.file-damaged"] = "It is a {0} picture, but damaged, so that nothing can be read out of it. Get it anew.",
            ["parse.file-doctype"] =
                "It is an {0} picture that defines words of its own (a DOCTYPE), which is not read, to be safe. Ask for the original.",
            ["parse.file-pdf"] =
                "It is a PDF. A certificate can be printed like that, but a badge's data is only in the PNG or SVG that the school "
                + "gave you, or in its JSON file.",
            ["parse.file-html"] = "It is a web page. Give its address instead, or download the badge from it (PNG, SVG or JSON).",
            ["parse.file-xml"] =
                "It is XML, but no SVG picture. A badge's data is in the PNG or SVG that the school gave you, or in its JSON file.",
            ["parse.file-text"] =
                "It is plain text. A badge's data begins with a curly bracket; bring the PNG, SVG or JSON that the school gave you.",
            ["parse.file-utf16"] =
                "It is text in UTF-16. If it is a badge's data, save it as UTF-8, or bring the file as the school gave it.",
            ["parse.file-office"] = "It is a document ({0}). A badge's data is only in the PNG, SVG or JSON that the school gave you.",
            ["parse.file-office-old"] =
                "It is a document of an older Microsoft program, such as Word or Excel. A badge's data is only in the PNG, SVG or "
                + "JSON that the school gave you.",
            ["parse.file-archive"] = "It is a {0} archive. Unpack it, and bring the badge that is in it (PNG, SVG or JSON).",
            ["parse.file-drive"] = "It is only a link to something that is kept elsewhere. Download the badge itself (PNG, SVG or JSON).",
            ["parse.file-video"] = "It is a video. A badge's data is only in the PNG, SVG or JSON that the school gave you.",
            ["parse.file-audio"] = "It is a sound recording. A badge's data is only in the PNG, SVG or JSON that the school gave you.",
            ["parse.file-did-document"] =
                "It says which keys an issuer has (a DID document). It is about an issuer, and about nobody's badge.",
            ["parse.file-badge-class"] = "It describes a badge that can be earned. That somebody earned it, it does not say.",
            ["parse.file-profile"] = "It describes an issuer, and nobody's badge.",
            ["parse.file-keys"] = "It holds keys, and no badge.",
            ["parse.file-json"] = "It is JSON, but no badge's data.",
            ["parse.file-unknown"] =
                "What kind of file it is is not known here. A badge's data is in the PNG, SVG or JSON that the school gave you.",
            ["parse.jwt"] = "The file holds a credential, signed as a JWT, that can be read.",
            ["parse.envelope"] = "The envelope around the credential is not of its form.",
            ["parse.unsupported"] = "The file is secured in a way that cannot be read here yet ({0}).",
            ["parse.jwt-malformed"] = "The file looks like a signed JWT but is not one.",
            ["parse.open-badges-2"] = "The file holds an Open Badges 2 badge that can be read.",
            ["parse.open-badges-1"] = "This is a badge of Open Badges 1, from before 2018, which nobody checks any more.",
            ["parse.nothing-to-check"] = "There is no credential to check.",

            ["parse.presentation"] = "The file holds a presentation of credentials ({0}).",
            ["parse.a-presentation"] = "The file holds a presentation of credentials, not a credential by itself.",
            ["parse.not-a-presentation"] = "The file does not call itself a verifiable presentation.",
            ["parse.no-credentials"] = "There is no credential in the presentation.",
            ["parse.presentation-member"] = "The presentation's {0} is missing or not of its kind.",
            ["parse.too-many-credentials"] = "The presentation has more than {0} credentials, the most that are checked.",

            ["proof.valid"] = "The signature is genuine: nothing was changed since it was signed.",
            ["proof.of-holder"] = "The credential is its holder's own word, signed with the presentation by nobody else.",
            ["proof.missing"] = "The credential is not signed.",
            ["proof.nobody-shows"] = "Nobody signed the presentation, which need not be signed: nobody proved who shows it.",
            ["proof.too-many"] = "The credential has more than {0} signatures, the most that are checked.",
            ["proof.too-much-work"] = "Checking all that stands in the credential takes more work ({0} steps) than is done for one.",
            ["proof.malformed"] = "The signature is not of the form of a signature.",
            ["proof.member-missing"] = "The signature says nothing about its {0}.",
            ["proof.purpose"] = "The signature was made for another purpose ({0}) than to issue a credential.",
            ["proof.domain"] = "The signature was not made for {0}.",
            ["proof.challenge"] = "The signature does not repeat what was asked of it; it may have been shown to somebody else before.",
            ["proof.key-kind"] = "The signature says that it is of the kind {0}, but its key is of another kind ({1}).",
            ["proof.context"] = "The meaning of the words that was signed is not the one that the document gives them.",
            ["proof.previous-missing"] = "The signature covers another one ({0}) that is not there, or not once.",
            ["proof.previous-failed"] = "The signature covers another one ({0}) that does not hold.",
            ["proof.previous-undecided"] = "The signature covers another one ({0}) that could not be checked.",
            ["proof.created"] = "The signature's date is not a date.",
            ["proof.future"] = "The signature is dated {0}, later than the instant as of which it was checked.",
            ["proof.expires"] = "The date until which the signature holds is not a date.",
            ["proof.expired"] = "The signature was to hold until {0} only.",
            ["proof.value"] = "The signature's value is not that of a signature.",
            ["proof.signature"] = "The signature does not fit: the credential was changed after it was signed, or somebody else signed it.",
            ["proof.canonicalization"] = "The credential uses words that mean nothing, or nothing certain. {1}",
            ["proof.hidden-member"] = "The credential says something about its {0} in a way that hides it from readers.",
            ["proof.unsupported"] = "The signature is of a kind that cannot be checked here yet ({0}).",
            ["proof.hosted"] = "The badge lies at its address, {0}, as it was read.",
            ["proof.hosted-offline"] = "The badge counts as it lies at {0}, which was not fetched.",
            ["proof.hosted-unreachable"] = "The badge counts as it lies at {0}, which could not be fetched: {1}.",
            ["proof.hosted-gone"] = "The issuer has taken the badge away from {0}.",
            ["proof.hosted-unreadable"] = "What lies at {0} is no badge.",
            ["proof.hosted-another"] = "What lies at {0} is another badge ({1}).",
            ["proof.jwt-algorithm"] = "What calls itself the signature is none ({0}).",
            ["proof.jwt-critical"] = "The signature demands something that is not known here.",
            ["proof.jwt-header"] = "The signed text says something about itself that the standard does not allow ({0}).",
            ["proof.jwt-type"] = "The signed text does not call itself a credential ({0}).",
            ["proof.jwt-vc-claim"] = "The signed text says the credential twice.",
            ["proof.jwt-private-key"] = "The issuer has published the secret key with the credential: anybody could have signed it.",
            ["proof.jwt-claim-missing"] = "The signed text does not repeat what it must ({0}).",
            ["proof.jwt-claim"] = "The signed text contradicts the credential in it ({0}).",
            ["proof.jwt-not-yet"] = "The signed text is not to be used before {0}.",
            ["proof.jwt-audience"] = "The signed text was made for {0} only.",
            ["proof.context-offline"] = "The meaning of the credential's words, at {0}, is not known here and was not fetched.",
            ["proof.context-unavailable"] = "The meaning of the credential's words, at {0}, could not be fetched: {1}.",

            ["key.no-fragment"] = "The signature does not name a key ({0}).",
            ["key.offline"] = "The key of {0} was not fetched.",
            ["key.unreachable"] = "The key of {0} could not be fetched: {1}.",
            ["key.document-unreadable"] = "What {0} publishes about its keys cannot be read.",
            ["key.document-of-another"] = "What was found in the place of {0} is about {1}.",
            ["key.none-published"] = "{0} publishes no keys, so that nobody can say whose key signed.",
            ["key.document-missing"] = "The badge does not say where its {0} is described.",
            ["key.document-offline"] = "{0} was not fetched.",
            ["key.not-listed"] = "The issuer does not list the key {0}.",
            ["key.none-named"] = "The signature names no key, and {0} is not a key itself.",
            ["key.owner-unknown"] = "Nobody says whose the key {0} is; {1} does not.",
            ["key.hosted"] = "A hosted badge needs no key: it counts as it lies at its address.",
            ["key.malformed"] = "The key {0} cannot be read.",
            ["key.unsafe"] = "The key {0} is refused: others than its owner could sign with it.",
            ["key.did-malformed"] = "{0} is not a well-formed identifier.",
            ["key.unsupported"] = "The key {0} is of a kind that cannot be checked here yet.",
            ["key.method-unsupported"] = "How to find the key of {0} is not known here.",

            ["issuer.key-confirmed"] = "The key that signed belongs to the issuer, {0}.",
            ["issuer.in-scope"] = "The badge lies where its issuer, {0}, keeps badges.",
            ["issuer.out-of-scope"] = "The badge lies at {0}, where its issuer, {1}, keeps none.",
            ["issuer.missing"] = "The credential does not name its issuer.",
            ["issuer.key-in-force"] = "The key {0} is there to issue credentials, and was in force when it signed.",
            ["issuer.no-document"] = "Without what its owner publishes about the key, nobody can say whether it is that of {0}.",
            ["issuer.no-proof"] = "Without a genuine signature there is no key to look at.",
            ["issuer.key-of-another"] = "The credential names {0} as its issuer, but the key that signed belongs to {1}.",
            ["issuer.key-not-confirmed"] = "{1} says that the key belongs to {0}, who does not say so.",
            ["issuer.key-not-authorized"] = "The issuer does not use the key {0} to issue credentials.",
            ["issuer.key-not-yet"] = "The key {0} was not in use before {1}; the signature is dated earlier.",
            ["issuer.key-expired"] = "The key {0} was in use until {1}; the signature is dated later.",
            ["issuer.key-revoked"] = "The key {0} was withdrawn on {1}; the signature is dated later.",

            ["issuer.key-compromised"] =
                "The key {0} was withdrawn on {1}. Whoever has it since may date a signature back; nobody has shown that this one is "
                + "older.",

            ["holder.key-confirmed"] = "The key that signed the presentation belongs to its holder, {0}.",
            ["holder.none"] = "The presentation does not say who shows it.",
            ["holder.no-proof"] = "Without a genuine signature there is no key to compare with the holder.",
            ["holder.key-of-another"] = "The presentation names {0} as its holder, but the key that signed belongs to {1}.",
            ["holder.key-not-confirmed"] = "{1} says that the key belongs to {0}, who does not say so.",
            ["holder.key-not-authorized"] = "The holder does not use the key {0} to prove who they are.",
            ["holder.key-not-yet"] = "The key {0} was not in use before {1}; the signature is dated earlier.",
            ["holder.key-expired"] = "The key {0} was in use until {1}; the signature is dated later.",
            ["holder.key-revoked"] = "The key {0} was withdrawn on {1}; the signature is dated later.",

            ["holder.key-compromised"] =
                "The key {0} was withdrawn on {1}. Whoever has it since may date a signature back; nobody has shown that this one is "
                + "older.",

            ["validity.current"] = "The credential is valid until {0}.",
            ["validity.unlimited"] = "The credential is valid and does not expire.",
            ["validity.not-yet"] = "The credential is not valid before {0}.",
            ["validity.expired"] = "The credential expired on {0}.",
            ["validity.reversed"] = "The credential's validity ends before it begins ({0}, {1}).",
            ["validity.malformed"] = "The credential's {0} is not a date.",

            ["status.clear"] = "The issuer has not withdrawn the credential.",
            ["status.none"] = "The credential names no list of what its issuer has withdrawn.",
            ["status.revoked"] = "The issuer has revoked the credential.",
            ["status.revoked-because"] = "The issuer has revoked the credential: {0}.",
            ["status.suspended"] = "The issuer has suspended the credential for now.",
            ["status.message"] = "The issuer has published a note ({0}): {1}.",
            ["status.message-explained"] = "The issuer has published a note ({0}): {1}. What it means is explained at {2}.",
            ["status.refresh"] = "The issuer has a newer version of the credential; this one stays valid.",
            ["status.purpose-unknown"] = "The issuer has marked the credential ({0}: {1}) in a way whose meaning is not known here.",
            ["status.offline"] = "Whether the issuer has withdrawn the credential is written at {0}, which was not fetched.",
            ["status.unreachable"] = "Whether the issuer has withdrawn the credential is written at {0}, which could not be fetched: {1}.",
            ["status.unsupported"] = "The issuer publishes withdrawals in a way that cannot be checked here yet ({0}).",
            ["status.too-many"] = "The credential has more than {0} status entries, the most that are checked.",
            ["status.malformed"] = "What the credential says about its status does not fit the standard.",
            ["status.list-unreadable"] = "The list of withdrawn credentials at {0} cannot be read.",
            ["status.list-of-another"] = "The list of withdrawn credentials at {0} was issued by somebody else ({1}).",
            ["status.list-unproven"] = "The list of withdrawn credentials at {0} cannot be relied on. {1}",
            ["status.list-stale"] =
                "The list of withdrawn credentials at {0}, of {1}, is older than its issuer wants such lists to be; a newer one was "
                + "not to be had.",

            ["schema.open-badges"] = "The credential has everything that Open Badges 3.0 asks for.",
            ["schema.credential"] = "The credential has everything that a verifiable credential needs.",
            ["schema.open-badges-2"] = "The badge has everything that Open Badges 2.0 asks for.",
            ["schema.member"] = "The credential's {0} is missing or not of its kind.",
            ["schema.violation"] = "The credential does not fit the standard at {0}.",
            ["schema.unsupported"] = "The credential names the schema {0} ({1}), to which it was not held here.",

            ["achievement.consistent"] = "Achievement, recipient and results fit together.",
            ["achievement.none"] = "The credential is not about an achievement.",
            ["achievement.of-another"] = "What lies at {0} is not the achievement that the badge says it is.",
            ["achievement.violation"] = "Achievement, recipient and results do not fit together at {0}.",

            ["trust.listed"] = "{0} is among the issuers that you trust.",
            ["trust.listed-by"] = "{0} is among the issuers that you trust, by {1}.",
            ["trust.listed-as"] = "{0} is among the issuers that you trust, by {1}, which calls it {2}.",
            ["trust.not-asked"] = "{0} was not found among the issuers that you trust; these registries could not be asked: {1}.",
            ["trust.not-listed"] = "{0} is not among the issuers that you trust; that says nothing against it.",
            ["trust.own"] = "{0} is an issuer of this installation: {1}.",
            ["trust.no-store"] = "No list of trusted issuers was given.",
            ["trust.no-issuer"] = "The credential does not name its issuer.",

            ["authority.creator"] = "{0}, who issued the credential, also created the achievement.",
            ["authority.endorsed"] = "{1}, who created the achievement, endorses {0} as its issuer.",
            ["authority.not-shown"] = "The achievement was created by {1}; nothing shows that they let {0} award it.",
            ["authority.no-creator"] =
                "The credential does not say who created the achievement, so it cannot show that {0} may award it. Ask them, or "
                + "whoever stands behind the achievement.",

            ["endorsement.all-valid"] = "All endorsements ({0}) are genuine and in force.",
            ["endorsement.valid"] = "The endorsement by {0} is genuine and in force.",
            ["endorsement.failed"] = "The endorsement by {0} does not hold. {1}",
            ["endorsement.undecided"] = "The endorsement by {0} could not be checked completely. {1}",
            ["endorsement.not-one"] = "What stands in the place of an endorsement, by {0}, is something else.",
            ["endorsement.of-another"] = "The endorsement by {0} endorses something else than {1}.",
            ["endorsement.too-deep"] = "There are endorsements deeper in the credential than {0} levels, the most that are checked.",
            ["endorsement.too-many"] = "The credential has more than {0} endorsements, the most that are checked.",

            ["refresh.newer"] = "The issuer has a newer version of the credential, at {0}; that one was judged.",
            ["refresh.unreachable"] = "Whether the issuer has a newer version, at {0}, could not be found out: {1}.",
            ["refresh.unreadable"] = "What lies at {0}, in the place of a newer version, is no credential.",
            ["refresh.of-another"] = "What lies at {0} is no newer version of this credential by its issuer.",

            ["record.genuine"] = "All credentials in the record ({0}) are genuine.",
            ["record.valid"] = "{0}, in the record, is genuine and in force.",
            ["record.failed"] = "{0}, in the record, does not hold. {1}",
            ["record.undecided"] = "{0}, in the record, could not be checked completely. {1}",
            ["record.not-in-force"] = "{0}, in the record, is no longer in force. {1}",
            ["record.too-deep"] = "There are credentials deeper in the record than {0} levels, the most that are checked.",
            ["record.too-many"] = "The record has more than {0} credentials, the most that are checked.",

            ["related.unchanged"] = "{0} is what it was when the credential was issued.",
            ["related.changed"] = "{0} is not what it was when the credential was issued.",
            ["related.offline"] = "{0} was not fetched; whether it changed is not known.",
            ["related.unreachable"] = "{0} could not be fetched: {1}.",
            ["related.malformed"] = "The credential's {0} is missing or not of its kind.",
            ["related.twice"] = "The credential names {0} twice.",
            ["related.no-digest"] = "The credential names {0} without saying how it was.",
            ["related.too-many"] = "The credential names more than {0} resources, the most that are checked.",

            ["recipient.matches"] = "The credential is about the person whom you named.",
            ["recipient.another"] = "The credential is about somebody else than the person whom you named.",
            ["recipient.not-comparable"] =
                "The credential says whom it is about in a way (a hash of an old kind) that cannot be compared here.",
            ["recipient.not-named"] = "The credential does not say in this way whom it is about.",
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// Findings about something in the credential that was judged by itself: the argument in this position is that finding's code, those
    /// after it are its arguments.
    /// </summary>
    static readonly FrozenDictionary<string, int> Nested = new Dictionary<string, int>
    {
        ["endorsement.failed"] = 1,
        ["endorsement.undecided"] = 1,
        ["record.failed"] = 1,
        ["record.undecided"] = 1,
        ["record.not-in-force"] = 1,
        ["status.list-unproven"] = 1,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// The sentence for a finding, in any language. Strangers' text is made harmless; it never contains codes.
    /// </summary>
    /// <param name="code">The finding's code.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="textOf">The sentence with places for arguments, by its code; null if there is none.</param>
    /// <param name="culture">How numbers are written.</param> <returns>Null if <paramref name="textOf"/> has no sentence.</returns>
    public static string? Sentence(string code, IReadOnlyList<string> arguments, Func<string, string?> textOf, IFormatProvider culture)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(textOf);
        if (textOf(code) is not { } text)
            return null;

        object[] shown = [.. arguments.Select(Harmless.Text)];
        if (Nested.TryGetValue(code, out var place) && place < arguments.Count)
            shown[place] = Sentence(arguments[place], [.. arguments.Skip(place + 1)], textOf, culture) ?? "";
        return string.Format(culture, text, shown).TrimEnd();
    }
}
