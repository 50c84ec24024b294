namespace Cairn.Credentials.JsonLd;

/// <summary>
/// RDFC-1.0, section 4.5: issues identifiers and remembers them in the order of issue. The algorithms of JSON-LD label blank nodes the same
/// way.
/// </summary>
internal sealed class IdentifierIssuer
{
    readonly string prefix;
    readonly OrderedDictionary<string, string> issued;

    public IdentifierIssuer(string prefix)
    {
        this.prefix = prefix;
        issued = new(StringComparer.Ordinal);
    }

    IdentifierIssuer(IdentifierIssuer other)
    {
        prefix = other.prefix;
        issued = new(other.issued, StringComparer.Ordinal);
    }

    public OrderedDictionary<string, string> Issued => issued;

    public string Issue(string existing)
    {
        // 1. If there is a map entry for existing identifier, return it. 2. to 5. Otherwise, prefix and counter.
        if (issued.TryGetValue(existing, out var identifier))
            return identifier;

        identifier = string.Create(CultureInfo.InvariantCulture, $"{prefix}{issued.Count}");
        issued[existing] = identifier;
        return identifier;
    }

    public string? Find(string existing) => issued.GetValueOrDefault(existing);

    public IdentifierIssuer Copy() => new(this);
}
