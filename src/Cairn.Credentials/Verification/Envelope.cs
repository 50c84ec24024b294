using System.Text.Json;
using Cairn.Credentials.Achievements.Rules;

namespace Cairn.Credentials.Verification;

/// <summary>What every credential and every presentation must have, whatever it is about (VC Data Model 2.0, section 4).</summary>
static class Envelope
{
    const string Contexts = "VC Data Model 2.0, 4.3 Contexts";
    const string Identifiers = "VC Data Model 2.0, 4.4 Identifiers";
    const string Types = "VC Data Model 2.0, 4.5 Types";
    const string Names = "VC Data Model 2.0, 4.6 Names and Descriptions";
    const string Issuers = "VC Data Model 2.0, 4.7 Issuer";
    const string Subjects = "VC Data Model 2.0, 4.8 Credential Subject";
    const string Presentations = "VC Data Model 2.0, 4.13 Verifiable Presentations";

    /// <summary>Members whose objects must have a type, and, where it says so, an id.</summary>
    static readonly (string Member, bool NeedsId, string Clause)[] Typed =
    [
        ("credentialStatus", false, "VC Data Model 2.0, 4.10 Status"),
        ("credentialSchema", true, "VC Data Model 2.0, 4.11 Data Schemas"),
        ("refreshService", false, "VC Data Model 2.0, 5.4 Refreshing"),
        ("termsOfUse", false, "VC Data Model 2.0, 5.5 Terms of Use"),
        ("evidence", false, "VC Data Model 2.0, 5.6 Evidence"),
        ("confidenceMethod", false, "VC Data Model 2.0, 5.9 Reserved Extension Points"),
        ("renderMethod", false, "VC Data Model 2.0, 5.9 Reserved Extension Points"),
    ];

    /// <summary>The first member of a credential that is missing or of another kind, with the clause that it departs from; or null.</summary>
    public static EnvelopeDeparture? OfCredential(JsonElement credential) =>
        Common(credential, "VerifiableCredential")
        ?? Named(credential, "")
        ?? Issuer(credential)
        // VC Data Model 1.1, 4.6: the issuance date is required there.
        ?? (
            DataModelVersion.Of(credential) == DataModelVersion.V1 && credential.Text("issuanceDate") is null
                ? new EnvelopeDeparture("issuanceDate", "VC Data Model 1.1, 4.6 Issuance Date")
                : null
        )
        ?? Subject(credential)
        ?? Extensions(credential);

    /// <summary>The same of a presentation.</summary>
    public static EnvelopeDeparture? OfPresentation(JsonElement presentation)
    {
        if (Common(presentation, "VerifiablePresentation") is { } departure)
            return departure;
        // "the value MUST be either a URL or an object containing an id property"; there it is one.
        if (presentation.Member("holder") is not null && !IsUrl(presentation.Identifier("holder")))
            return new("holder", Presentations);

        // "the values MUST NOT be non-object values such as numbers, strings, or URLs". Those of 1.1 may be JWTs as text.
        return DataModelVersion.Of(presentation) == DataModelVersion.V2
            && presentation.Items("verifiableCredential").Any(credential => credential.ValueKind != JsonValueKind.Object)
            ? new("verifiableCredential", Presentations)
            : null;
    }

    static EnvelopeDeparture? Common(JsonElement document, string type)
    {
        // "Subsequent items in the ordered set MUST be composed of any combination of URLs and objects".
        if (document.Items("@context").Any(context => context.ValueKind != JsonValueKind.Object && !IsUrl(context)))
            return new("@context", Contexts);
        // "one or more terms and absolute URL strings"; one of them says what it is.
        if (!document.HasType(type) || document.Items("type").Any(item => item.ValueKind != JsonValueKind.String))
            return new("type", Types);
        // "id property's value MUST be a single URL".
        return document.Member("id") is { } id && !IsUrl(id) ? new("id", Identifiers) : null;
    }

    static EnvelopeDeparture? Named(JsonElement json, string path)
    {
        foreach (var member in (string[])["name", "description"])
            if (json.Member(member) is { } value && !LanguageValue.Is(value))
                return new(path + member, Names);
        return null;
    }

    // "MUST be either a URL or an object containing an id property whose value is a URL".
    static EnvelopeDeparture? Issuer(JsonElement credential) =>
        !IsUrl(credential.Identifier("issuer")) ? new("issuer", Issuers)
        : credential.Member("issuer") is { ValueKind: JsonValueKind.Object } issuer ? Named(issuer, "issuer.")
        : null;

    // "the value is a set of objects … each MUST be the subject of one or more claims".
    static EnvelopeDeparture? Subject(JsonElement credential)
    {
        var subjects = credential.Items("credentialSubject");
        if (subjects.Count == 0 || subjects.Any(subject => subject.ValueKind != JsonValueKind.Object || !subject.EnumerateObject().MoveNext()))
            return new("credentialSubject", Subjects);

        return subjects.Any(subject => subject.Member("id") is { } id && !IsUrl(id)) ? new("credentialSubject.id", Identifiers) : null;
    }

    static EnvelopeDeparture? Extensions(JsonElement credential)
    {
        foreach (var (member, needsId, clause) in Typed)
        foreach (var item in credential.Items(member))
        {
            if (item.ValueKind != JsonValueKind.Object)
                return new(member, clause);
            var types = item.Items("type");
            if (types.Count == 0 || types.Any(type => type.ValueKind != JsonValueKind.String))
                return new($"{member}.type", clause);
            if (item.Member("id") is { } id ? !IsUrl(id) : needsId)
                return new($"{member}.id", clause);
        }

        return null;
    }

    static bool IsUrl(JsonElement value) => value.ValueKind == JsonValueKind.String && IsUrl(value.GetString());

    static bool IsUrl(string? value) => value is not null && ModelText.IsUri(value);
}

/// <summary>What is missing or of another kind, and where the standard asks for it.</summary>
sealed record EnvelopeDeparture(string Member, string Clause);
