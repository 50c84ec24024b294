using System.Text.Json.Nodes;

namespace Cairn.Credentials.Status;

/// <summary>Where to find a credential's status: a <c>BitstringStatusListEntry</c> (Bitstring Status List 1.0, 2.1).</summary>
/// <param name="ListCredential"><c>statusListCredential</c>: the address of the list's credential.</param>
/// <param name="Index"><c>statusListIndex</c>.</param>
/// <param name="Purpose"><c>statusPurpose</c>: <c>revocation</c>, <c>suspension</c>, <c>refresh</c>, <c>message</c> or another.</param>
public sealed record StatusListEntry(string ListCredential, long Index, string Purpose = StatusListEntry.Revocation)
{
    /// <summary>The type that an entry has.</summary>
    public const string Type = "BitstringStatusListEntry";

    /// <summary>The purpose of a status that ends a credential for good.</summary>
    public const string Revocation = "revocation";

    /// <summary>The purpose of a status that can be taken back.</summary>
    public const string Suspension = "suspension";

    /// <summary>The purpose of a status that says something about a credential that stays valid.</summary>
    public const string Message = "message";

    /// <summary>The purpose of a status that says that the credential's refresh service has a newer version.</summary>
    public const string Refresh = "refresh";

    /// <summary><c>id</c>; by default the list's address and the index as its fragment, so that it is never the list itself.</summary>
    public string Id { get; init; } = string.Create(CultureInfo.InvariantCulture, $"{ListCredential}#{Index}");

    /// <summary><c>statusSize</c>: bits of one status; 1 by default.</summary>
    public int Size { get; init; } = 1;

    /// <summary><c>statusMessage</c>: what each status means; empty for set or not.</summary>
    public IReadOnlyDictionary<int, string> Messages { get; init; } = new Dictionary<int, string>();

    /// <summary><c>statusReference</c>: where the meaning of the statuses is explained.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    internal StatusListForm Form { get; init; } = StatusListForm.Bitstring;

    /// <summary>The entry as a credential's <c>credentialStatus</c>.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["id"] = Id,
            ["type"] = Form.Entry,
            ["statusPurpose"] = Purpose,
            ["statusListIndex"] = Index.ToString(CultureInfo.InvariantCulture),
            ["statusListCredential"] = ListCredential,
        };
        if (Size != 1)
            json["statusSize"] = Size;
        if (Messages.Count > 0)
        {
            json["statusMessage"] = new JsonArray([
                .. Messages
                    .OrderBy(m => m.Key)
                    .Select(m => new JsonObject
                    {
                        ["status"] = string.Create(CultureInfo.InvariantCulture, $"0x{m.Key:x}"),
                        ["message"] = m.Value,
                    }),
            ]);
        }

        if (References.Count > 0)
            json["statusReference"] = new JsonArray([.. References.Select(r => JsonValue.Create(r))]);
        return json;
    }

    /// <summary>
    /// Reads one entry of a credential's <c>credentialStatus</c>; also a <c>StatusList2021Entry</c> of the 2021 draft.
    /// </summary>
    /// <param name="json">The entry's object.</param>
    /// <param name="entry">The entry; null on failure.</param>
    /// <param name="failure">Why not; null on success.</param>
    /// <exception cref="InvalidOperationException">A text holds an escaped half of a surrogate pair.</exception>
    public static bool TryRead(
        JsonElement json,
        [NotNullWhen(true)] out StatusListEntry? entry,
        [NotNullWhen(false)] out StatusFailure? failure
    )
    {
        entry = null;
        failure = StatusListEntryReading.Read(json, ref entry);
        return failure is null && entry is not null;
    }
}
