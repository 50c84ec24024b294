namespace Cairn.Credentials.Achievements;

/// <summary>An identifier in another system (Open Badges 3.0, IdentifierEntry).</summary>
public sealed record IdentifierEntry : ModelObject
{
    /// <summary>1. <c>IdentifierEntry</c>.</summary>
    public string Type { get; init; } = "IdentifierEntry";

    /// <summary>1. The identifier.</summary>
    public required string Identifier { get; init; }

    /// <summary>1. One of <see cref="IdentifierTypes"/> or an <c>ext:</c> term.</summary>
    public required string IdentifierType { get; init; }
}
