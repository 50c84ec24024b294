using System.Text.Json;

namespace Cairn.Credentials.Verification;

/// <summary>What every credential must have, whatever it is about (VC Data Model 2.0, section 4).</summary>
static class Envelope
{
    /// <summary>4.5 Types: members whose objects must have a type, and, where it says so, an id.</summary>
    static readonly (string Member, bool NeedsId)[] Typed =
    [
        ("credentialStatus", false),
        ("credentialSchema", true),
        ("refreshService", false),
        ("termsOfUse", false),
        ("evidence", false),
    ];

    /// <summary>The first member that is missing or of another kind, or null.</summary>
    public static string? Missing(JsonElement credential)
    {
        // 4.5: "the type property MUST contain VerifiableCredential".
        if (!credential.HasType("VerifiableCredential"))
            return "type";
        // 4.4: an id is a URL, one.
        if (credential.Member("id") is { } id && !IsUrl(id))
            return "id";
        // 4.7: the issuer is a URL or an object with one.
        if (!Uri.TryCreate(credential.Identifier("issuer"), UriKind.Absolute, out _))
            return "issuer";
        // VC Data Model 1.1, 4.6: the issuance date is required there.
        if (DataModelVersion.Of(credential) == DataModelVersion.V1 && credential.Text("issuanceDate") is null)
            return "issuanceDate";

        // 4.8: there is at least one subject, and each says something.
        var subjects = credential.Items("credentialSubject");
        if (
            subjects.Count == 0
            || subjects.Any(subject => subject.ValueKind != JsonValueKind.Object || !subject.EnumerateObject().MoveNext())
        )
            return "credentialSubject";

        foreach (var (member, needsId) in Typed)
        foreach (var item in credential.Items(member))
        {
            if (item.ValueKind != JsonValueKind.Object)
                return member;
            if (!item.Items("type").Any(type => type.ValueKind == JsonValueKind.String))
                return $"{member}.type";
            if (needsId ? item.Member("id") is not { } url || !IsUrl(url) : item.Member("id") is { } given && !IsUrl(given))
                return $"{member}.id";
        }

        return null;
    }

    static bool IsUrl(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Uri.TryCreate(value.GetString(), UriKind.Absolute, out _);
}
