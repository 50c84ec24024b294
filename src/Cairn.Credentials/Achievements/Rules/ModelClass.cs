using System.Runtime.InteropServices;

namespace Cairn.Credentials.Achievements.Rules;

/// <summary>What a member's values are.</summary>
enum ModelKind
{
    Text,
    Iri,
    Number,
    Flag,
    Date,
    Instant,
    ZonedInstant,
    Language,
    Jws,
    Term,
    Object,
    ProfileRef,
    Context,
    Credential,
}

/// <summary>One line of the data model: a member, what its values are, and how many.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Required">At least one.</param>
/// <param name="Several">More than one, as an array.</param>
/// <param name="Class">The class of objects.</param>
/// <param name="Terms">The terms of an enumeration.</param>
/// <param name="Extensible">Whether <c>ext:</c> terms may be added.</param>
sealed record ModelMember(
    string Name,
    ModelKind Kind,
    bool Required,
    bool Several,
    string? Class = null,
    IReadOnlySet<string>? Terms = null,
    bool Extensible = true
)
{
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);
}

/// <summary>A class of the data model.</summary>
/// <param name="Name">As the standard names it.</param>
/// <param name="Members">Its members besides <c>type</c>, at most 64.</param>
sealed record ModelClass(string Name, params IReadOnlyList<ModelMember> Members)
{
    readonly ModelMember[] _members = [.. Members];

    /// <summary>Types of which one from each line must be there; null: <c>type</c> is a single string.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Types { get; init; }

    /// <summary>The one value of a single <c>type</c>; null: any, or none of its own.</summary>
    public string? OnlyType { get; init; }

    /// <summary>Whether there is a <c>type</c> at all.</summary>
    public bool Typed { get; init; } = true;

    /// <summary>Whether members beyond these are refused.</summary>
    public bool Closed { get; init; }

    /// <summary>The clause of a member: its line in the data model.</summary>
    public string ClauseOf(string member) => $"Open Badges 3.0 data model, {Name}.{member}";

    /// <summary>Which line a member of a document is; −1: none. Looked up by bytes, because a verifier checks every document.</summary>
    public int IndexOf(JsonProperty property)
    {
        var name = JsonMarshal.GetRawUtf8PropertyName(property);
        if (name.Contains((byte)'\\'))
            name = Encoding.UTF8.GetBytes(property.Name);
        for (var i = 0; i < _members.Length; i++)
            if (name.SequenceEqual(_members[i].Utf8Name))
                return i;

        return -1;
    }
}
