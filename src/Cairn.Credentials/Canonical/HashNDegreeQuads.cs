using Cairn.Credentials.JsonLd;

namespace Cairn.Credentials.Canonical;

/// <summary>RDFC-1.0, sections 4.7 and 4.8: blank nodes that their own quads do not tell apart.</summary>
internal sealed partial class Rdfc10
{
    const int MaxRecursion = 256;

    readonly record struct NDegree(string Hash, IdentifierIssuer Issuer);

    /// <summary>Section 4.7: Hash Related Blank Node.</summary>
    string HashRelatedBlankNode(string related, in Quad quad, IdentifierIssuer issuer, char position)
    {
        // 1. Initialize input to position. 2. If position is not g, append <, the predicate, and >.
        var input = new StringBuilder().Append(position);
        if (position != 'g')
            input.Append('<').Append(quad.Predicate.Value).Append('>');

        // 3. If there is a canonical identifier or one issued by issuer, append _: and it. 4. Otherwise, append Hash First Degree Quads.
        if ((canonicalIssuer.Find(related) ?? issuer.Find(related)) is { } identifier)
            input.Append("_:").Append(identifier);
        else
            input.Append(HashFirstDegreeQuads(related));

        // 5. Return the hash of input.
        return Hash(Encoding.UTF8.GetBytes(input.ToString()));
    }

    /// <summary>Section 4.8: Hash N-Degree Quads.</summary>
    NDegree HashNDegreeQuads(string identifier, IdentifierIssuer issuer)
    {
        // NOTE: not in the algorithm (section 7.1 recommends limits): a long chain of equal blank nodes recurses as deep as it is long.
        if (++recursion > MaxRecursion)
            throw new JsonLdException(JsonLdErrors.WorkLimit, "blank nodes");

        // 1. to 3. Hn, the related hash to related blank nodes map.
        var related = RelatedBlankNodes(identifier, issuer);

        // 4. Create an empty string, data to hash. 5. For each related hash to blank node list, code point ordered by related hash:
        var data = new StringBuilder();
        foreach (var (hash, nodes) in related)
        {
            // 5.1 Append the related hash. 5.2, 5.3 The chosen path and the chosen issuer.
            data.Append(hash);
            var (path, chosen) = ChoosePath(nodes, issuer);

            // 5.5 Append chosen path. 5.6 Replace issuer by chosen issuer.
            data.Append(path);
            issuer = chosen;
        }

        // 6. Return issuer and the hash of data to hash.
        recursion--;
        return new(Hash(Encoding.UTF8.GetBytes(data.ToString())), issuer);
    }

    SortedDictionary<string, List<string>> RelatedBlankNodes(string identifier, IdentifierIssuer issuer)
    {
        var related = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        limits.Work?.Spend(1 + (quadsOfBlankNode[identifier].Count / 16));
        foreach (var quad in quadsOfBlankNode[identifier])
        {
            // 3.1 For each component in quad that is a blank node other than identifier:
            Add(quad, quad.Subject, 's');
            Add(quad, quad.Object, 'o');
            Add(quad, quad.Graph, 'g');
        }

        return related;

        void Add(in Quad quad, in RdfTerm component, char position)
        {
            if (!component.IsBlank || component.Value == identifier)
                return;

            Work(1);
            var hash = HashRelatedBlankNode(component.Value, quad, issuer, position);
            if (!related.TryGetValue(hash, out var nodes))
                related[hash] = nodes = [];
            nodes.Add(component.Value);
        }
    }

    (string Path, IdentifierIssuer Issuer) ChoosePath(List<string> nodes, IdentifierIssuer issuer)
    {
        var chosenPath = "";
        IdentifierIssuer? chosenIssuer = null;

        // 5.4 For each permutation p of blank node list:
        foreach (var permutation in Permutations.Of(nodes))
        {
            Work(1 + permutation.Length + issuer.Issued.Count);
            if (Walk(permutation, issuer, chosenPath) is not var (path, copy))
                continue;

            // 5.4.6 If chosen path is empty or path is less than it, choose path.
            if (chosenPath.Length == 0 || string.CompareOrdinal(path, chosenPath) < 0)
                (chosenPath, chosenIssuer) = (path, copy);
        }

        return (chosenPath, chosenIssuer!);
    }

    (string Path, IdentifierIssuer Issuer)? Walk(string[] permutation, IdentifierIssuer issuer, string chosenPath)
    {
        // 5.4.1 A copy of issuer. 5.4.2 An empty path. 5.4.3 A recursion list.
        var copy = issuer.Copy();
        var path = new StringBuilder();
        var recursionList = new List<string>();

        // 5.4.4 For each related in p:
        foreach (var node in permutation)
        {
            // 5.4.4.1 If a canonical identifier has been issued for related, append it. 5.4.4.2 Otherwise, one from issuer copy.
            if (canonicalIssuer.Find(node) is { } canonical)
            {
                path.Append("_:").Append(canonical);
            }
            else
            {
                if (copy.Find(node) is null)
                    recursionList.Add(node);
                path.Append("_:").Append(copy.Issue(node));
            }

            // 5.4.4.3 If chosen path is not empty and path is not shorter and is greater, skip to the next permutation.
            if (IsWorse(path, chosenPath))
                return null;
        }

        // 5.4.5 For each related in recursion list:
        foreach (var node in recursionList)
        {
            // 5.4.5.1 Recursively Hash N-Degree Quads. 5.4.5.2, 5.4.5.3 Append the identifier and the hash. 5.4.5.4 The result's issuer.
            var result = HashNDegreeQuads(node, copy);
            path.Append("_:").Append(copy.Issue(node)).Append('<').Append(result.Hash).Append('>');
            copy = result.Issuer;

            // 5.4.5.5 As 5.4.4.3.
            if (IsWorse(path, chosenPath))
                return null;
        }

        return (path.ToString(), copy);
    }

    bool IsWorse(StringBuilder path, string chosenPath)
    {
        if (chosenPath.Length == 0 || path.Length < chosenPath.Length)
            return false;

        limits.Work?.Spend(path.Length / 1024);
        return string.CompareOrdinal(path.ToString(), chosenPath) > 0;
    }
}
