using Cairn.Credentials.JsonLd;

namespace Cairn.Credentials.Canonical;

/// <summary>
/// RDFC-1.0, section 4.4: the Canonicalization Algorithm. One instance serves one dataset (the "canonicalization state").
/// </summary>
internal sealed partial class Rdfc10 : IDisposable
{
    readonly HashAlgorithmName algorithm;
    readonly CanonicalLimits limits;
    readonly Dictionary<string, List<Quad>> quadsOfBlankNode = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> firstDegreeHash = new(StringComparer.Ordinal);
    readonly IdentifierIssuer canonicalIssuer = new("c14n");
    readonly ByteBuffer scratch;
    readonly ByteBuffer scratchSorted;
    int work;
    int recursion;

    Rdfc10(HashAlgorithmName algorithm, CanonicalLimits limits)
    {
        this.algorithm = algorithm;
        this.limits = limits;
        scratch = new(limits.MaxBytes);
        scratchSorted = new(limits.MaxBytes);
    }

    /// <summary>
    /// Appends the canonical N-Quads document to output; returns the issued identifiers map (input label to canonical label).
    /// </summary>
    public static IReadOnlyDictionary<string, string> Canonicalize(
        IReadOnlyCollection<Quad> dataset,
        HashAlgorithmName algorithm,
        CanonicalLimits limits,
        ByteBuffer output
    )
    {
        using var state = new Rdfc10(algorithm, limits);
        state.Run(dataset, output);
        return state.canonicalIssuer.Issued;
    }

    public void Dispose()
    {
        scratch.Dispose();
        scratchSorted.Dispose();
    }

    void Run(IReadOnlyCollection<Quad> dataset, ByteBuffer output)
    {
        // 2. For every quad Q in input dataset: for each blank node that is a component of Q, add a reference to Q to the map entry.
        foreach (var quad in dataset)
        {
            Reference(quad, quad.Subject);
            if (quad.Object != quad.Subject)
                Reference(quad, quad.Object);
            if (quad.Graph != quad.Subject && quad.Graph != quad.Object)
                Reference(quad, quad.Graph);
        }

        // 3. For each key n in the blank node to quads map: 3.1 Hash First Degree Quads. 3.2 Add to the hash to blank nodes map.
        var byHash = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var node in quadsOfBlankNode.Keys)
        {
            var hash = HashFirstDegreeQuads(node);
            if (!byHash.TryGetValue(hash, out var nodes))
                byHash[hash] = nodes = [];
            nodes.Add(node);
        }

        // 4. For each hash to identifier list, code point ordered by hash: 4.1 skip if shared; 4.2 issue a canonical identifier.
        foreach (var nodes in byHash.Values)
            if (nodes.Count == 1)
                canonicalIssuer.Issue(nodes[0]);

        // 5. For each remaining, code point ordered by hash:
        foreach (var nodes in byHash.Values)
            if (nodes.Count > 1)
                IssueAmong(nodes);

        // 6. and 7. The canonicalized dataset, serialized and sorted.
        scratch.Clear();
        var lines = new SortedLines(scratch);
        foreach (var quad in dataset)
        {
            var start = scratch.Length;
            NQuadsWriter.Write(scratch, quad, canonicalIssuer.Issue);
            lines.Add(start);
        }

        limits.Work?.Spend(scratch.Length / 64);
        lines.Sort();
        lines.CopyTo(output);
    }

    void Reference(in Quad quad, in RdfTerm component)
    {
        if (!component.IsBlank)
            return;

        if (!quadsOfBlankNode.TryGetValue(component.Value, out var quads))
            quadsOfBlankNode[component.Value] = quads = [];
        quads.Add(quad);
    }

    void IssueAmong(List<string> nodes)
    {
        // 5.1 Create hash path list. 5.2 For each blank node identifier n in identifier list:
        var hashPaths = new List<NDegree>();
        foreach (var node in nodes)
        {
            // 5.2.1 If a canonical identifier has already been issued for n, continue.
            if (canonicalIssuer.Find(node) is not null)
                continue;

            // 5.2.2, 5.2.3 A temporary issuer, prefix b, with an identifier for n. 5.2.4 Hash N-Degree Quads.
            var temporary = new IdentifierIssuer("b");
            temporary.Issue(node);
            hashPaths.Add(HashNDegreeQuads(node, temporary));
        }

        // 5.3 For each result in the hash path list, code point ordered by the hash: issue canonical identifiers in the order of issue.
        foreach (var result in hashPaths.OrderBy(static result => result.Hash, StringComparer.Ordinal))
        foreach (var existing in result.Issuer.Issued.Keys)
            canonicalIssuer.Issue(existing);
    }

    /// <summary>Section 4.6: Hash First Degree Quads.</summary>
    string HashFirstDegreeQuads(string node)
    {
        if (firstDegreeHash.TryGetValue(node, out var known))
            return known;

        // 1. to 3. Serialize each quad, with the blank node itself as _:a and any other as _:z.
        scratch.Clear();
        scratchSorted.Clear();
        var lines = new SortedLines(scratch);
        foreach (var quad in quadsOfBlankNode[node])
        {
            var start = scratch.Length;
            NQuadsWriter.Write(scratch, quad, label => label == node ? "a" : "z");
            lines.Add(start);
        }

        limits.Work?.Spend(1 + (scratch.Length / 64));

        // 4. Sort nquads in code point order. 5. Return the hash of joining them.
        lines.Sort();
        lines.CopyTo(scratchSorted);
        return firstDegreeHash[node] = Hash(scratchSorted.Written);
    }

    string Hash(ReadOnlySpan<byte> data)
    {
        limits.Work?.Spend(1 + (data.Length / 256));
        Span<byte> digest = stackalloc byte[64];
        var length = CryptographicOperations.HashData(algorithm, data, digest);
        return Convert.ToHexStringLower(digest[..length]);
    }

    void Work(int units)
    {
        if ((work += units) > limits.MaxWork)
            throw new JsonLdException(JsonLdErrors.WorkLimit, "blank nodes");

        limits.Work?.Spend(1 + (units / 8));
    }
}
