using System.Collections.Frozen;

namespace Cairn.Credentials.Achievements.Rules;

/// <summary>What a member's values are.</summary>
enum ModelKind { Text, Iri, Number, Flag, Date, Instant, ZonedInstant, Language, Jws, Term, Object, ProfileRef, Context, Credential, Other }

/// <summary>One line of the data model: a member, what its values are, and how many.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Required">At least one.</param>
/// <param name="Several">More than one, as an array.</param>
/// <param name="Class">The class of objects.</param>
/// <param name="Terms">The terms of an enumeration.</param>
/// <param name="Extensible">Whether <c>ext:</c> terms may be added.</param>
sealed record ModelMember(
    string Name, ModelKind Kind, bool Required, bool Several, string? Class = null, IReadOnlySet<string>? Terms = null, bool Extensible = true);

/// <summary>A class of the data model.</summary>
/// <param name="Name">As the standard names it.</param>
/// <param name="Members">Its members beside <c>type</c>.</param>
sealed record ModelClass(string Name, params IReadOnlyList<ModelMember> Members)
{
    /// <summary>Types of which each line's one has to be there; null: <c>type</c> is a single string.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Types { get; init; }

    /// <summary>The one value of a single <c>type</c>; null: any, or none of its own.</summary>
    public string? OnlyType { get; init; }

    /// <summary>Whether there is a <c>type</c> at all.</summary>
    public bool Typed { get; init; } = true;

    /// <summary>Whether members beyond these are refused.</summary>
    public bool Closed { get; init; }

    public FrozenDictionary<string, ModelMember> ByName { get; } = Members.ToFrozenDictionary(m => m.Name, StringComparer.Ordinal);
}
