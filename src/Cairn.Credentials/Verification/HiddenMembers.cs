using System.Runtime.InteropServices;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.JsonLd;
using Cairn.Credentials.Proofs;

namespace Cairn.Credentials.Verification;

/// <summary>
/// A signature covers statements, not spelling (Data Integrity 1.0, section 4.6, Context Validation). A holder could spell
/// <c>validUntil</c> or
/// <c>credentialStatus</c> as a full IRI, under a name that a context of their own defines, or at another place about the same <c>id</c>:
/// the signature would hold and a reader of JSON would not see it. Documents that use none of these means are plain; in the others,
/// everything that the standards name must appear under that name.
/// </summary>
static class HiddenMembers
{
    /// <summary>Members that decide about a credential and count only at the root, where they are read.</summary>
    static readonly string[] OfRoot =
    [
        "validFrom",
        "validUntil",
        "issuanceDate",
        "expirationDate",
        "issuer",
        "credentialSubject",
        "credentialStatus",
        "credentialSchema",
        "refreshService",
        "relatedResource",
        "evidence",
        "endorsement",
        "endorsementJwt",
        "holder",
        "verifiableCredential",
    ];

    /// <summary>The name of a member that is stated and signed but not where it is read, or null.</summary>
    /// <exception cref="JsonLdException">The document is not JSON-LD that can be judged.</exception>
    public static string? Find(JsonElement document, JsonElement proof, IContextSource contexts, CanonicalLimits limits)
    {
        var rootId = document.Text("id");
        if (IsPlain(document, rootId, isRoot: true))
            return null;

        Spelling spelling = new();
        JsonLdOptions options = new(contexts)
        {
            Safe = true,
            RdfDirection = RdfDirection.I18nDatatype,
            Spelling = spelling,
            MaxDepth = limits.MaxDepth,
            MaxQuads = limits.MaxQuads,
            Work = limits.Work,
        };
        limits.Work?.Spend(1 + (JsonMarshal.GetRawUtf8Value(document).Length / 8));
        Expansion.Expand(new(document, Omit: "proof"), options);
        Expansion.Expand(Cryptosuite.Configuration(document, proof), options);
        return spelling.Hidden ?? (rootId is null ? null : Elsewhere(document, rootId, isRoot: true));
    }

    /// <summary>A member that decides about the root but is in another node with its identifier.</summary>
    static string? Elsewhere(JsonElement element, string rootId, bool isRoot)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().Select(item => Elsewhere(item, rootId, isRoot: false)).FirstOrDefault(name => name is not null);
        if (element.ValueKind != JsonValueKind.Object)
            return null;
        if (!isRoot && element.Text("id") == rootId && OfRoot.FirstOrDefault(name => element.Member(name) is not null) is { } hidden)
            return hidden;

        return element
            .EnumerateObject()
            .Select(member => Elsewhere(member.Value, rootId, isRoot: false))
            .FirstOrDefault(name => name is not null);
    }

    // Plain: only terms as names, only pinned contexts, and no other node has the document's own id.
    static bool IsPlain(JsonElement element, string? rootId, bool isRoot)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                if (item.ValueKind is JsonValueKind.Object or JsonValueKind.Array && !IsPlain(item, rootId, isRoot: false))
                    return false;
            return true;
        }

        foreach (var member in element.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(member);
            if (name.SequenceEqual("@context"u8))
            {
                if (!IsPinned(member.Value))
                    return false;
                continue;
            }

            // Capitalized names are types; some are also the IRI of a property.
            if (
                name.IsEmpty
                || name[0] is (byte)'@' or (>= (byte)'A' and <= (byte)'Z')
                || name.SequenceEqual("expiration"u8)
                || name.IndexOfAny(":\\"u8) >= 0
            )
                return false;
            if (name.SequenceEqual("type"u8) && !AreTerms(member.Value))
                return false;
            if (!isRoot && rootId is not null && name.SequenceEqual("id"u8) && member.Value.IsText(rootId))
                return false;
            if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array && !IsPlain(member.Value, rootId, isRoot: false))
                return false;
        }

        return true;
    }

    // A type may be a full IRI from another vocabulary.
    static bool AreTerms(JsonElement types)
    {
        if (types.ValueKind != JsonValueKind.Array)
            return types.ValueKind != JsonValueKind.String || IsTerm(types);

        foreach (var type in types.EnumerateArray())
            if (type.ValueKind == JsonValueKind.String && !IsTerm(type))
                return false;
        return true;

        static bool IsTerm(JsonElement type) => JsonMarshal.GetRawUtf8Value(type).IndexOfAny(":\\"u8) < 0;
    }

    static bool IsPinned(JsonElement context)
    {
        if (context.ValueKind == JsonValueKind.String)
            return PinnedContexts.Instance.TryGet(context.GetString()!, out _);
        if (context.ValueKind != JsonValueKind.Array)
            return false;

        foreach (var item in context.EnumerateArray())
            if (item.ValueKind != JsonValueKind.String || !PinnedContexts.Instance.TryGet(item.GetString()!, out _))
                return false;
        return true;
    }
}
