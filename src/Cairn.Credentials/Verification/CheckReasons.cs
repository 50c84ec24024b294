using System.Collections.Frozen;

namespace Cairn.Credentials.Verification;

/// <summary>Every finding of a report in an English sentence, by its code; {0}, {1}, … are its arguments.</summary>
public static class CheckReasons
{
    /// <summary>The sentences. A translation has the same codes and the same places for arguments.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["parse.credential"] = "The file holds a credential that can be read.",
        ["parse.empty"] = "The file is empty.",
        ["parse.too-long"] = "The file is longer than {0} bytes, the most that is read.",
        ["parse.too-deep"] = "The file is nested deeper than {0} levels, the most that is read.",
        ["parse.duplicate-member"] = "The same name is given twice in one place, so that different readers would see different credentials.",
        ["parse.not-unicode"] = "The file holds text that is not Unicode.",
        ["parse.not-json"] = "The file is neither a credential (JSON) nor a badge picture (PNG or SVG).",
        ["parse.not-an-object"] = "The file is JSON but not a credential.",
        ["parse.not-a-credential"] = "The file does not call itself a verifiable credential.",
        ["parse.picture"] = "No credential could be taken out of the picture ({0}).",
        ["parse.jwt"] = "This is a credential signed as a JWT, which cannot be checked here yet.",
        ["parse.open-badges-2"] = "This is an Open Badges 2 badge, which cannot be checked here yet.",
        ["parse.nothing-to-check"] = "There is no credential to check.",

        ["proof.valid"] = "The signature is genuine: nothing was changed since it was signed.",
        ["proof.missing"] = "The credential is not signed.",
        ["proof.too-many"] = "The credential has more than {0} signatures, the most that are checked.",
        ["proof.malformed"] = "The signature is not of the form of a signature.",
        ["proof.member-missing"] = "The signature says nothing about its {0}.",
        ["proof.purpose"] = "The signature was made for another purpose ({0}) than to issue a credential.",
        ["proof.created"] = "The signature's date is not a date.",
        ["proof.expires"] = "The date until which the signature holds is not a date.",
        ["proof.expired"] = "The signature was to hold until {0} only.",
        ["proof.value"] = "The signature's value is not that of a signature.",
        ["proof.signature"] = "The signature does not fit: the credential was changed after it was signed, or somebody else signed it.",
        ["proof.canonicalization"] = "The credential cannot be put into the one form that is signed ({0}: {1}).",
        ["proof.hidden-member"] = "The credential says something about its {0} in a way that hides it from readers.",
        ["proof.unsupported"] = "The signature is of a kind that cannot be checked here yet ({0}).",
        ["proof.context-offline"] = "The meaning of the credential's words, at {0}, is not known here and was not fetched.",
        ["proof.context-unavailable"] = "The meaning of the credential's words, at {0}, could not be fetched: {1}.",

        ["key.no-fragment"] = "The signature does not name a key ({0}).",
        ["key.offline"] = "The key of {0} was not fetched.",
        ["key.unreachable"] = "The key of {0} could not be fetched: {1}.",
        ["key.document-unreadable"] = "What {0} publishes about its keys cannot be read.",
        ["key.document-of-another"] = "What was found in the place of {0} is about {1}.",
        ["key.none-published"] = "{0} publishes no keys, so that nobody can say whose key signed.",
        ["key.not-listed"] = "The issuer does not list the key {0}.",
        ["key.malformed"] = "The key {0} cannot be read.",
        ["key.did-malformed"] = "{0} is not a well-formed identifier.",
        ["key.unsupported"] = "The key {0} is of a kind that cannot be checked here yet.",
        ["key.method-unsupported"] = "How to find the key of {0} is not known here.",

        ["issuer.key-confirmed"] = "The key that signed belongs to the issuer, {0}.",
        ["issuer.missing"] = "The credential does not name its issuer.",
        ["issuer.no-proof"] = "Without a genuine signature there is no key to compare with the issuer.",
        ["issuer.key-of-another"] = "The credential names {0} as its issuer, but the key that signed belongs to {1}.",
        ["issuer.key-not-confirmed"] = "{1} says that the key belongs to {0}, who does not say so.",
        ["issuer.key-not-authorized"] = "The issuer does not use the key {0} to issue credentials.",
        ["issuer.key-not-yet"] = "The key {0} was not in use before {1}; the signature is dated earlier.",
        ["issuer.key-expired"] = "The key {0} was in use until {1}; the signature is dated later.",
        ["issuer.key-revoked"] = "The key {0} was withdrawn on {1}; the signature is dated later.",

        ["validity.current"] = "The credential is valid until {0}.",
        ["validity.unlimited"] = "The credential is valid and does not expire.",
        ["validity.not-yet"] = "The credential is not valid before {0}.",
        ["validity.expired"] = "The credential expired on {0}.",
        ["validity.reversed"] = "The credential's validity ends before it begins ({0}, {1}).",
        ["validity.malformed"] = "The credential's {0} is not a date.",

        ["status.clear"] = "The issuer has not withdrawn the credential.",
        ["status.none"] = "The issuer publishes no list of withdrawn credentials for it.",
        ["status.revoked"] = "The issuer has revoked the credential.",
        ["status.revoked-because"] = "The issuer has revoked the credential: {0}.",
        ["status.suspended"] = "The issuer has suspended the credential for now.",
        ["status.message"] = "The issuer has published a note ({0}): {1}.",
        ["status.offline"] = "Whether the issuer has withdrawn the credential is written at {0}, which was not fetched.",
        ["status.unreachable"] = "Whether the issuer has withdrawn the credential is written at {0}, which could not be fetched: {1}.",
        ["status.unsupported"] = "The issuer publishes withdrawals in a way that cannot be checked here yet ({0}).",
        ["status.too-many"] = "The credential has more than {0} status entries, the most that are checked.",
        ["status.malformed"] = "The credential's status does not fit the standard ({0}).",
        ["status.list-unreadable"] = "The list of withdrawn credentials at {0} cannot be read.",
        ["status.list-of-another"] = "The list of withdrawn credentials at {0} was issued by somebody else ({1}).",
        ["status.list-unproven"] = "The list of withdrawn credentials at {0} cannot be relied on ({1}).",

        ["schema.open-badges"] = "The credential has everything that Open Badges 3.0 asks for.",
        ["schema.credential"] = "The credential has everything that a verifiable credential needs.",
        ["schema.member"] = "The credential's {0} is missing or not of its kind.",
        ["schema.violation"] = "The credential does not fit the standard at {0} ({1} {2}).",

        ["achievement.consistent"] = "Achievement, recipient and results fit together.",
        ["achievement.none"] = "The credential is not about an achievement.",
        ["achievement.violation"] = "Achievement, recipient and results do not fit together at {0} ({1} {2}).",

        ["trust.listed"] = "{0} is among the issuers that you trust.",
        ["trust.not-listed"] = "{0} is not among the issuers that you trust; that says nothing against it.",
        ["trust.no-store"] = "No list of trusted issuers was given.",
        ["trust.no-issuer"] = "The credential does not name its issuer.",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
