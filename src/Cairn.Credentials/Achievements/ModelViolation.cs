namespace Cairn.Credentials.Achievements;

/// <summary>One departure from the data model. Codes are stable; texts for people are looked up by code.</summary>
/// <param name="Path">Where: <c>$.credentialSubject.achievement.name</c>.</param>
/// <param name="Code">A stable name: <c>model.missing</c>.</param>
/// <param name="Clause">The class and member of the data model, or the clause that requires it.</param> <param name="Arguments">What the
/// text needs: the value found, what was expected.</param>
public sealed record ModelViolation(string Path, string Code, string Clause, params IReadOnlyList<string> Arguments)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Code} {Path} {string.Join(' ', Arguments)}";
}
