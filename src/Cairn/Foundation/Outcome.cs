using System.Diagnostics.CodeAnalysis;

namespace Cairn.Foundation;

/// <summary>
/// A named "no": a stable code, which is the key of its sentence in the reader's language, and the arguments of that sentence.
/// <paramref name="Field"/> names the input at fault as JSON writes it, if there is one; a form's fields have the same names.
/// </summary>
internal sealed record Refusal(string Code, string? Field = null, params IReadOnlyList<object> Args)
{
    /// <summary>It does not exist, or is not theirs to see; nobody is told which: 404, without a sentence.</summary>
    public static Refusal NotFound { get; } = new("not-found") { Status = StatusCodes.Status404NotFound };

    /// <summary>The HTTP status of an answer that carries it: 422 by default.</summary>
    public int Status { get; private init; } = StatusCodes.Status422UnprocessableEntity;

    /// <summary>What is there now, for a program to read beside the code; null: nothing to tell.</summary>
    public object? Current { get; private init; }

    /// <summary>Somebody may not do this, whatever they send: 403.</summary>
    public static Refusal Forbidden(string code, params IReadOnlyList<object> args) =>
        new(code, null, args) { Status = StatusCodes.Status403Forbidden };

    /// <summary>It is not in a state in which this can be done: 409.</summary>
    public static Refusal Conflict(string code, params IReadOnlyList<object> args) =>
        new(code, null, args) { Status = StatusCodes.Status409Conflict };

    /// <summary>What there is now is not what the writer had seen: 412, with what there is.</summary>
    public static Refusal Stale(string code, object current) =>
        new(code) { Status = StatusCodes.Status412PreconditionFailed, Current = current };

    /// <summary>Not yet: 429. How long it takes is in the sentence, and in the answer's <c>Retry-After</c>.</summary>
    public static Refusal TooSoon(string code, params IReadOnlyList<object> args) =>
        new(code, null, args) { Status = StatusCodes.Status429TooManyRequests };

    /// <summary>More than is taken: 413.</summary>
    public static Refusal TooLarge(string code, string field, params IReadOnlyList<object> args) =>
        new(code, field, args) { Status = StatusCodes.Status413PayloadTooLarge };

    /// <summary>All that is wrong, each at its own field, if several things are.</summary>
    public IReadOnlyList<Refusal> Parts { get; private init; } = [];

    public Refusal On(string field) => this with { Field = field };

    public Refusal With(IReadOnlyList<Refusal> parts) => this with { Parts = parts };

    /// <summary>The same for fields that are members of another one.</summary>
    public Refusal Within(string member) =>
        this with
        {
            Field = Field is null ? null : $"{member}.{Field}",
            Parts = [.. Parts.Select(part => part.Within(member))],
        };

    /// <summary>The same with its field as JSON writes it: <c>Username</c> of a form is <c>username</c>.</summary>
    public Refusal InJson() => Field is [var first, .. var rest] ? On(char.ToLowerInvariant(first) + rest) : this;
}

/// <summary>
/// The result of an act: what was done, or a refusal instead. Expected outcomes are values; bugs are exceptions. A
/// handler that returns one answers programs by itself (<see cref="Acts.Acts"/> says how, and how a page is made of it).
/// </summary>
internal readonly partial struct Outcome<T>
{
    private readonly T? _value;

    private Outcome(T? value, Refusal? refusal) => (_value, Refusal) = (value, refusal);

    public Refusal? Refusal { get; }

    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused: {Refusal.Code}");

    public bool Succeeds([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Refusal? refusal)
    {
        (value, refusal) = (_value, Refusal);
        return refusal is null;
    }

    /// <summary>The same if the error is inside a member of the input.</summary>
    public Outcome<T> Within(string member) => Refusal is { } refusal ? refusal.Within(member) : this;

    /// <summary>The same in another form.</summary>
    public Outcome<TOther> As<TOther>(Func<T, TOther> view) => Refusal is { } refusal ? refusal : view(_value!);

    /// <summary>The next step, if there was no refusal.</summary>
    public async Task<Outcome<TOther>> ThenAsync<TOther>(Func<T, Task<Outcome<TOther>>> next) =>
        Refusal is { } refusal ? refusal : await next(_value!);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>It was done, and there is nothing to tell a program: 204.</summary>
/// <param name="What">What it was done to, for the page's word of success.</param>
internal readonly record struct Done(string What = "");
