using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Verification;

/// <summary>What is known about the key that a proof names.</summary>
/// <param name="Key">The key to verify with, or null.</param>
/// <param name="Method">The key as its controller publishes it, or null if that could not be read.</param>
/// <param name="Document">The controller's document, or null.</param>
/// <param name="Problem">Null if all is known, otherwise what is missing.</param>
sealed record KeySource(PublicKey? Key, VerificationMethod? Method, ControllerDocument? Document, KeyProblem? Problem)
{
    /// <summary>What it was read from.</summary>
    public IReadOnlyList<ContentDigest> Basis { get; init; } = [];

    public static KeySource Without(KeyProblem problem, PublicKey? key = null) => new(key, null, null, problem);

    public static KeySource Of(ControllerDocument document, VerificationMethod method) =>
        method switch
        {
            { PublicKey: { } key } => new(key, method, document, null),
            { KeyProblem: "key.unsupported" } => new(null, method, document, KeyProblem.Of(KeyReading.Unsupported, method.Id)),
            { KeyProblem: "key.unsafe" } => new(null, method, document, KeyProblem.Of(KeyReading.Unsafe, method.Id)),
            _ => new(null, method, document, KeyProblem.Of(KeyReading.Malformed, method.Id)),
        };
}

/// <summary>
/// Why a key is not known: whose fault it is decides between <see cref="Outcome.Fail"/> and <see cref="Outcome.NotDeterminable"/>.
/// </summary>
sealed record KeyProblem(Outcome Outcome, string Code, params IReadOnlyList<string> Arguments)
{
    /// <summary>For a key that is there and was not read.</summary>
    public static KeyProblem Of(KeyReading reading, string name) =>
        reading switch
        {
            KeyReading.Unsupported => new(Outcome.NotDeterminable, "key.unsupported", name),
            KeyReading.Unsafe => new(Outcome.Fail, "key.unsafe", name),
            _ => new(Outcome.Fail, "key.malformed", name),
        };
}
