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

    /// <summary>Members whose objects must have a type and, if it says so here, an id.</summary>
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

    /// <summary>
    /// The first member of a credential that is missing or of the wrong kind, with the clause that it violates; or null.
    /// </summary>
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

    /// <summary>The same for a presentation.</summary>
    public static EnvelopeDeparture? OfPresentation(JsonElement presentation)
    {
        if (Common(presentation, "VerifiablePresentation") is { } departure)
            return departure;
        // "the value MUST be either a URL or an object containing an id property"; there it is one.
        if (presentation.Member("holder") is not null && !HasUrl(presentation, "holder"))
            return new("holder", Presentations);

        // "the values MUST NOT be non-object values such as numbers, strings, or URLs". In 1.1 they may be JWTs as text.
        return
            DataModelVersion.Of(presentation) == DataModelVersion.V2
            && !Each(presentation, "verifiableCredential", static credential => credential.ValueKind == JsonValueKind.Object)
            ? new("verifiableCredential", Presentations)
            : null;
    }

    static EnvelopeDeparture? Common(JsonElement document, string type)
    {
        // "Subsequent items in the ordered set MUST be composed of any combination of URLs and objects".
        if (!Each(document, "@context", static context => context.ValueKind == JsonValueKind.Object || UriText.IsUri(context)))
            return new("@context", Contexts);
        // "one or more terms and absolute URL strings"; one of them must say what it is.
        if (!document.HasType(type) || !Each(document, "type", IsText))
            return new("type", Types);
        // "id property's value MUST be a single URL".
        return document.Member("id") is { } id && !UriText.IsUri(id) ? new("id", Identifiers) : null;
    }

    static EnvelopeDeparture? Named(JsonElement json, string path)
    {
        if (json.Member("name") is { } name && !LanguageValue.Is(name))
            return new(path + "name", Names);
        return json.Member("description") is { } description && !LanguageValue.Is(description) ? new(path + "description", Names) : null;
    }

    // "MUST be either a URL or an object containing an id property whose value is a URL".
    static EnvelopeDeparture? Issuer(JsonElement credential) =>
        !HasUrl(credential, "issuer") ? new("issuer", Issuers)
        : credential.Member("issuer") is { ValueKind: JsonValueKind.Object } issuer ? Named(issuer, "issuer.")
        : null;

    // "the value is a set of objects … each MUST be the subject of one or more claims".
    static EnvelopeDeparture? Subject(JsonElement credential)
    {
        if (
            credential.Member("credentialSubject") is not { ValueKind: JsonValueKind.Object or JsonValueKind.Array } subjects
            || (subjects.ValueKind == JsonValueKind.Array && subjects.GetArrayLength() == 0)
            || !Each(
                credential,
                "credentialSubject",
                static subject => subject.ValueKind == JsonValueKind.Object && subject.EnumerateObject().MoveNext()
            )
        )
            return new("credentialSubject", Subjects);

        return Each(credential, "credentialSubject", static subject => subject.Member("id") is not { } id || UriText.IsUri(id))
            ? null
            : new("credentialSubject.id", Identifiers);
    }

    static EnvelopeDeparture? Extensions(JsonElement credential)
    {
        foreach (var (member, needsId, clause) in Typed)
        foreach (var item in credential.Items(member))
        {
            if (item.ValueKind != JsonValueKind.Object)
                return new(member, clause);
            if (
                item.Member("type") is null or { ValueKind: JsonValueKind.Null }
                || item.Items("type").Count == 0
                || !Each(item, "type", IsText)
            )
                return new($"{member}.type", clause);
            if (item.Member("id") is { } id ? !UriText.IsUri(id) : needsId)
                return new($"{member}.id", clause);
        }

        return null;
    }

    // A URL, or an object whose id is one.
    static bool HasUrl(JsonElement json, string name) =>
        json.Member(name) is { } value
        && (value.ValueKind == JsonValueKind.Object ? value.Member("id") is { } id && UriText.IsUri(id) : UriText.IsUri(value));

    static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String;

    // Absent or null members are not judged here.
    static bool Each(JsonElement json, string name, Func<JsonElement, bool> rule)
    {
        if (json.Member(name) is not { ValueKind: not JsonValueKind.Null } value)
            return true;
        if (value.ValueKind != JsonValueKind.Array)
            return rule(value);
        foreach (var item in value.EnumerateArray())
            if (!rule(item))
                return false;
        return true;
    }
}

/// <summary>What is missing or of the wrong kind, and where the standard requires it.</summary>
sealed record EnvelopeDeparture(string Member, string Clause);
