using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Cairn.Credentials.Canonical;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.JsonLd;
using Cairn.Credentials.Proofs;

namespace Cairn.Credentials.Verification;

/// <summary>
/// A signature covers statements, not spelling (Data Integrity 1.0, section 4.6, Context Validation). A holder could spell <c>validUntil</c> or
/// <c>credentialStatus</c> as a full IRI, under a name that a context of their own defines, or at another place about the same <c>id</c>: the signature
/// would hold and a reader of JSON would not see it. Documents that use none of these means are plain; of the others the statements themselves are asked.
/// </summary>
static class HiddenMembers
{
    const string Credentials = "https://www.w3.org/2018/credentials#";
    const string Security = "https://w3id.org/security#";

    /// <summary>The members whose absence makes a credential look better than it is, and what they are in RDF.</summary>
    static readonly (string Name, string Iri)[] OfCredential =
    [
        ("validFrom", Credentials + "validFrom"), ("validUntil", Credentials + "validUntil"), ("credentialStatus", Credentials + "credentialStatus"),
        ("issuanceDate", Credentials + "issuanceDate"), ("expirationDate", Credentials + "expirationDate"),
    ];

    static readonly (string Name, string Iri)[] OfProof = [("expires", Security + "expiration"), ("previousProof", Security + "previousProof")];

    /// <summary>The name of a member that is stated and signed but does not stand where it is read, or null.</summary>
    public static string? Find(JsonElement credential, JsonElement proof, IContextSource contexts)
    {
        if (IsPlain(credential, credential.Text("id"), isRoot: true)) return null;

        return Find(credential, contexts)
            ?? Stated(CanonicalForm.NQuads(Cryptosuite.Configuration(credential, proof), contexts), "", OfProof, proof);
    }

    /// <summary>The same of a credential that is secured otherwise.</summary>
    public static string? Find(JsonElement credential, IContextSource contexts)
    {
        if (IsPlain(credential, credential.Text("id"), isRoot: true)) return null;

        var statements = CanonicalForm.NQuads(new JsonLdDocument(credential, Omit: "proof"), contexts);
        var subject = credential.Text("id") is { } id ? $"<{id}> <" : "_:";
        return Stated(statements, subject, OfCredential, credential);
    }

    static string? Stated(ReadOnlySpan<byte> statements, string subject, (string Name, string Iri)[] members, JsonElement json)
    {
        var start = Encoding.UTF8.GetBytes(subject);
        foreach (var (name, iri) in members)
        {
            if (json.Member(name) is not null) continue;

            var predicate = Encoding.UTF8.GetBytes($" <{iri}> ");
            foreach (var range in statements.Split((byte)'\n'))
                if (statements[range] is var line && line.StartsWith(start) && line.IndexOf(predicate) >= 0) return name;
        }

        return null;
    }

    // Plain: only terms as names, only pinned contexts, and nothing else is about the document's own id.
    static bool IsPlain(JsonElement element, string? rootId, bool isRoot)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                if (item.ValueKind is JsonValueKind.Object or JsonValueKind.Array && !IsPlain(item, rootId, isRoot: false)) return false;
            return true;
        }

        foreach (var member in element.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(member);
            if (name.SequenceEqual("@context"u8))
            {
                if (!IsPinned(member.Value)) return false;
                continue;
            }

            if (name.IsEmpty || name[0] == '@' || name.IndexOfAny(":\\"u8) >= 0) return false;
            if (!isRoot && rootId is not null && name.SequenceEqual("id"u8) && member.Value.IsText(rootId)) return false;
            if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array && !IsPlain(member.Value, rootId, isRoot: false)) return false;
        }

        return true;
    }

    static bool IsPinned(JsonElement context)
    {
        if (context.ValueKind == JsonValueKind.String) return PinnedContexts.Instance.TryGet(context.GetString()!, out _);
        if (context.ValueKind != JsonValueKind.Array) return false;

        foreach (var item in context.EnumerateArray())
            if (item.ValueKind != JsonValueKind.String || !PinnedContexts.Instance.TryGet(item.GetString()!, out _)) return false;
        return true;
    }
}
