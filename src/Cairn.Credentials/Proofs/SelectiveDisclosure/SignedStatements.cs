using System.Runtime.InteropServices;
using Cairn.Credentials.Canonical;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.JsonLd;

namespace Cairn.Credentials.Proofs.SelectiveDisclosure;

/// <summary>Data Integrity ECDSA 1.0, 3.4.1 and 3.4.2: canonical statements, one by one, with given labels.</summary>
static class SignedStatements
{
    public static JsonLdOptions Options(IContextSource contexts, CanonicalLimits limits) =>
        new(contexts)
        {
            Safe = true,
            RdfDirection = RdfDirection.I18nDatatype,
            MaxDepth = limits.MaxDepth,
            MaxQuads = limits.MaxQuads,
            Work = limits.Work,
        };

    public static HashSet<Quad> Dataset(
        JsonElement document,
        IContextSource contexts,
        bool stableLabels = false,
        string? omit = null,
        CanonicalLimits? limits = null
    )
    {
        limits ??= CanonicalLimits.Default;
        JsonLdDocument whole = new(document, Omit: omit);
        limits.Work?.Spend(1 + (JsonMarshal.GetRawUtf8Value(document).Length / 8));
        DocumentBounds.Check(whole, limits.MaxDepth);
        var options = Options(contexts, limits) with { StableLabels = stableLabels };
        return ToRdf.Convert(Expansion.Expand(whole, options), options);
    }

    /// <summary>RDFC-1.0 with SHA-256: the canonical label of each blank node.</summary>
    public static IReadOnlyDictionary<string, string> CanonicalLabels(HashSet<Quad> dataset, CanonicalLimits limits)
    {
        using ByteBuffer output = new(limits.MaxBytes);
        return Rdfc10.Canonicalize(dataset, HashAlgorithmName.SHA256, limits, output);
    }

    /// <summary>The statements with new labels, in code point order, each with its line feed.</summary>
    public static List<string> Lines(HashSet<Quad> dataset, IReadOnlyDictionary<string, string> labels)
    {
        using ByteBuffer unsorted = new(CanonicalLimits.Default.MaxBytes);
        using ByteBuffer sorted = new(CanonicalLimits.Default.MaxBytes);
        SortedLines lines = new(unsorted);
        foreach (var quad in dataset)
        {
            var start = unsorted.Length;
            NQuadsWriter.Write(unsorted, quad, label => labels[label]);
            lines.Add(start);
        }

        lines.Sort();
        lines.CopyTo(sorted);
        // A line feed inside a literal is escaped.
        return [.. Encoding.UTF8.GetString(sorted.Written).Split('\n')[..^1].Select(line => line + "\n")];
    }

    /// <summary>3.4.18 hashMandatoryNQuads.</summary>
    public static byte[] Hash(IEnumerable<string> mandatory) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(mandatory)));
}
