using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Proofs.SelectiveDisclosure;

/// <summary>What a base proof carries (Data Integrity ECDSA 1.0, 3.5.2 serializeBaseProofValue, 3.5.3 parseBaseProofValue).</summary>
sealed record BaseProofValue(
    byte[] BaseSignature,
    byte[] PublicKey,
    byte[] HmacKey,
    IReadOnlyList<byte[]> Signatures,
    IReadOnlyList<string> MandatoryPointers
)
{
    public static ReadOnlySpan<byte> Header => [0xd9, 0x5d, 0x00];

    public string Serialize()
    {
        var cbor = SdProofBytes.Head(BaseSignature, PublicKey).Bytes(HmacKey).Each(Signatures).Array(MandatoryPointers.Count);
        foreach (var pointer in MandatoryPointers)
            cbor.Text(pointer);
        return Multibase.EncodeBase64Url([.. Header, .. cbor.Written]);
    }

    public static BaseProofValue? Parse(string proofValue)
    {
        if (
            !SdProofBytes.TryHead(proofValue, Header, out var cbor, out var baseSignature, out var publicKey)
            || !cbor.TryBytes(out var hmacKey)
            || hmacKey.Length != 32
            || !SdProofBytes.TrySignatures(ref cbor, baseSignature, out var signatures)
            || !cbor.TryArray(out var count)
        )
            return null;

        List<string> pointers = new(count);
        for (var i = 0; i < count; i++)
        {
            if (!cbor.TryText(out var pointer))
                return null;
            pointers.Add(pointer);
        }

        return cbor.IsAtEnd ? new(baseSignature, publicKey, hmacKey, signatures, pointers) : null;
    }
}

/// <summary>
/// What a derived proof carries (3.5.7 serializeDerivedProofValue, 3.5.8 parseDerivedProofValue, 3.5.5 and 3.5.6 for the label map).
/// </summary>
sealed record DerivedProofValue(
    byte[] BaseSignature,
    byte[] PublicKey,
    IReadOnlyList<byte[]> Signatures,
    IReadOnlyDictionary<string, string> LabelMap,
    IReadOnlyList<int> MandatoryIndexes
)
{
    const string Prefix = "c14n";
    const int LabelLength = 32;

    public static ReadOnlySpan<byte> Header => [0xd9, 0x5d, 0x01];

    public string Serialize()
    {
        var cbor = SdProofBytes.Head(BaseSignature, PublicKey).Each(Signatures).Map(LabelMap.Count);
        Span<byte> bytes = stackalloc byte[LabelLength];
        foreach (var (number, label) in LabelMap.Select(entry => (Number(entry.Key), entry.Value)).OrderBy(entry => entry.Item1))
        {
            Multibase.TryDecode(label, bytes, out _);
            cbor.Integer(number).Bytes(bytes);
        }

        cbor.Array(MandatoryIndexes.Count);
        foreach (var index in MandatoryIndexes)
            cbor.Integer(index);
        return Multibase.EncodeBase64Url([.. Header, .. cbor.Written]);
    }

    public static DerivedProofValue? Parse(string proofValue)
    {
        if (
            !SdProofBytes.TryHead(proofValue, Header, out var cbor, out var baseSignature, out var publicKey)
            || !SdProofBytes.TrySignatures(ref cbor, baseSignature, out var signatures)
            || !cbor.TryMap(out var labels)
        )
            return null;

        Dictionary<string, string> map = new(StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (var i = 0; i < labels; i++)
        {
            if (!cbor.TryInteger(out var number) || !cbor.TryBytes(out var label) || label.Length != LabelLength)
                return null;
            var text = Multibase.EncodeBase64Url(label);
            // NOTE: stricter than the standard: two nodes with one label would let a holder split a node.
            if (!map.TryAdd(Prefix + number.ToString(CultureInfo.InvariantCulture), text) || !seen.Add(text))
                return null;
        }

        if (!cbor.TryArray(out var count))
            return null;
        List<int> indexes = new(count);
        for (var i = 0; i < count; i++)
        {
            if (!cbor.TryInteger(out var index) || (indexes.Count > 0 && index <= indexes[^1]))
                return null;
            indexes.Add(index);
        }

        return cbor.IsAtEnd ? new(baseSignature, publicKey, signatures, map, indexes) : null;
    }

    static int Number(string canonical) => int.Parse(canonical.AsSpan(Prefix.Length), CultureInfo.InvariantCulture);
}

/// <summary>What both kinds of value have in common.</summary>
static class SdProofBytes
{
    /// <summary>More statements than any badge has; each costs a verification.</summary>
    public const int MostSignatures = 2000;

    const int SignatureLength = 64;

    const int Components = 5;

    public static CborWriter Head(byte[] baseSignature, byte[] publicKey) =>
        new CborWriter().Array(Components).Bytes(baseSignature).Bytes(publicKey);

    public static bool TryHead(
        string proofValue,
        ReadOnlySpan<byte> header,
        out CborReader rest,
        out byte[] baseSignature,
        out byte[] publicKey
    )
    {
        rest = default;
        baseSignature = publicKey = [];
        if (proofValue is not ['u', .. var digits] || !Base64UrlText.TryDecode(digits, out var bytes) || !bytes.AsSpan().StartsWith(header))
            return false;
        rest = new(bytes.AsSpan(header.Length));
        return rest.TryArray(out var components)
            && components == Components
            && rest.TryBytes(out baseSignature)
            && rest.TryBytes(out publicKey);
    }

    public static bool TrySignatures(ref CborReader cbor, byte[] baseSignature, out List<byte[]> signatures)
    {
        signatures = [];
        if (baseSignature.Length != SignatureLength || !cbor.TryArray(out var count) || count > MostSignatures)
            return false;
        for (var i = 0; i < count; i++)
        {
            if (!cbor.TryBytes(out var signature) || signature.Length != SignatureLength)
                return false;
            signatures.Add(signature);
        }

        return true;
    }
}
