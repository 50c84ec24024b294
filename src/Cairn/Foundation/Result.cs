using System.Diagnostics.CodeAnalysis;

namespace Cairn.Foundation;

/// <summary>
/// A named "no": a stable code, which is the key of its sentence in the reader's language, and the arguments of that sentence.
/// <paramref name="Field"/> names the form field or JSON member at fault, when there is one.
/// </summary>
internal sealed record Refusal(string Code, string? Field = null, params IReadOnlyList<object> Args)
{
    public Refusal On(string field) => this with { Field = field };
}

/// <summary>A value or the refusal that stands in its place. Expected outcomes are values; bugs are exceptions.</summary>
internal readonly struct Result<T>
{
    private readonly T? _value;

    private Result(T? value, Refusal? refusal) => (_value, Refusal) = (value, refusal);

    public Refusal? Refusal { get; }

    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused: {Refusal.Code}");

    public bool Succeeds([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Refusal? refusal)
    {
        (value, refusal) = (_value, Refusal);
        return refusal is null;
    }

    public static implicit operator Result<T>(T value) => new(value, null);
    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}
