using System.Text.Json.Nodes;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.JsonLd;
using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Proofs.SelectiveDisclosure;

/// <summary>
/// Data Integrity ECDSA 1.0, 3.4.8 skolemizeCompactJsonLd and 3.4.17 canonicalizeAndGroup: a document whose nodes all have a name, so that
/// the statements of its parts can be found among its own. NOTE: the standard expands, names and compacts again, after which pointers refer
/// to the compacted document. Here the places of nodes without an identifier are noted while the document is expanded, and a label is
/// inserted right there, as <c>@id</c>: pointers refer to the document as it is. The labels are blank node labels, so nothing needs to be
/// deskolemized.
/// </summary>
sealed class SkolemizedDocument
{
    const string Clause = "Data Integrity ECDSA 1.0, 3.4.17 canonicalizeAndGroup";

    readonly JsonObject named;
    readonly IContextSource contexts;
    readonly CanonicalLimits limits;
    readonly Dictionary<string, string> labels = new(StringComparer.Ordinal);

    /// <param name="document">The document without its proof.</param>
    /// <param name="hmacKey">What the labels are made with.</param>
    /// <param name="contexts">Where contexts come from.</param>
    /// <param name="limits">What the document may cost.</param>
    public SkolemizedDocument(JsonObject document, ReadOnlySpan<byte> hmacKey, IContextSource contexts, CanonicalLimits? limits = null)
    {
        this.contexts = contexts;
        this.limits = limits ?? CanonicalLimits.Default;
        named = WithNames(document, contexts, this.limits);

        // 2. and 3. The canonical statements with labels that are HMACs of the canonical ones (3.4.4 createHmacIdLabelMapFunction).
        var dataset = SignedStatements.Dataset(Parsed(named), contexts, stableLabels: true, limits: this.limits);
        foreach (var (label, canonical) in SignedStatements.CanonicalLabels(dataset, this.limits))
            labels[label] = Multibase.EncodeBase64Url(HMACSHA256.HashData(hmacKey, Encoding.ASCII.GetBytes(canonical)));
        Statements = SignedStatements.Lines(dataset, labels);
    }

    /// <summary>The canonical statements, each with its line feed, in their order.</summary>
    public IReadOnlyList<string> Statements { get; }

    /// <summary>Steps 5 and 7: the indexes of a selection's statements.</summary>
    public Group Select(IReadOnlyList<string> pointers)
    {
        if (JsonSelection.Of(named, pointers) is not { } selection)
            return new([], new Dictionary<string, string>());

        var dataset = SignedStatements.Dataset(Parsed(selection), contexts, stableLabels: true, limits: this.limits);
        HashSet<string> selected = new(SignedStatements.Lines(dataset, labels), StringComparer.Ordinal);
        SortedSet<int> matching = [.. Enumerable.Range(0, Statements.Count).Where(index => selected.Contains(Statements[index]))];
        // Part of an ordered list is another list, and nobody signed that.
        if (matching.Count != selected.Count)
            throw new SigningException(new("sd.selection", Clause, string.Join(' ', pointers)));

        // createDisclosureData, steps 12 to 14: what a verifier's canonical labels stand for.
        Dictionary<string, string> verifierLabels = new(StringComparer.Ordinal);
        foreach (var (label, canonical) in SignedStatements.CanonicalLabels(dataset, this.limits))
            verifierLabels[canonical] = labels[label];
        return new(matching, verifierLabels);
    }

    static JsonObject WithNames(JsonObject document, IContextSource contexts, CanonicalLimits limits)
    {
        HashSet<string> unnamed = new(StringComparer.Ordinal);
        Expansion.Expand(new(Parsed(document)), SignedStatements.Options(contexts, limits) with { Unnamed = unnamed });

        var copy = document.DeepClone().AsObject();
        var count = 0;
        foreach (var place in unnamed)
            if (Find(copy, place) is JsonObject node && !node.ContainsKey("@id"))
                node["@id"] = string.Create(CultureInfo.InvariantCulture, $"_:skolem-{count++}");
            else
                throw new SigningException(new("sd.structure", Clause, place));
        return copy;
    }

    static JsonNode? Find(JsonNode? node, string place)
    {
        foreach (var part in place.Split('/').Skip(1))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = node switch
            {
                JsonObject members => members[name],
                JsonArray items when int.TryParse(name, CultureInfo.InvariantCulture, out var index) && index < items.Count => items[index],
                _ => null,
            };
        }

        return node;
    }

    static JsonElement Parsed(JsonObject json) => JsonDocument.Parse(Encoding.UTF8.GetBytes(json.ToJsonString())).RootElement;
}

/// <summary>The statements of a selection, and what the labels that a verifier will see stand for.</summary>
sealed record Group(SortedSet<int> Matching, IReadOnlyDictionary<string, string> VerifierLabels);
