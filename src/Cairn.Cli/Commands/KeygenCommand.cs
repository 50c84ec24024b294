using System.CommandLine;
using Cairn.Credentials.Keys;

namespace Cairn.Cli.Commands;

/// <summary><c>cairn keygen</c>: a new key.</summary>
static class KeygenCommand
{
    static readonly Option<string?> Out = new("--out")
    {
        Description = "The file to write, readable by you alone; by default standard output",
    };
    static readonly Option<string?> Controller = new("--controller")
    {
        Description = "Whose key it is, such as did:web:example.org; by default its own did:key",
    };

    static readonly Option<string> Algorithm = new("--algorithm")
    {
        Description = "ed25519, p256 or p384",
        DefaultValueFactory = _ => "ed25519",
    };

    public static Command Create(Terminal terminal)
    {
        Command command = new("keygen", "Make a new signing key") { Out, Controller, Algorithm };
        command.SetAction(
            async (arguments, _) =>
            {
                var file = KeyFile.Create(
                    AlgorithmOf(arguments.GetRequiredValue(Algorithm)),
                    arguments.GetValue(Controller),
                    out var verificationMethod
                );
                await Sink.WriteAsync(arguments.GetValue(Out), file, terminal, secret: true);
                if (arguments.GetValue(Out) is { } path)
                    terminal.Error.WriteLine($"{path} holds the secret key of {verificationMethod}. Keep it safe; it cannot be recovered.");
                return ExitCode.Pass;
            }
        );
        return command;
    }

    static KeyAlgorithm AlgorithmOf(string name) =>
        name.ToLowerInvariant() switch
        {
            "ed25519" => KeyAlgorithm.Ed25519,
            "p256" or "p-256" => KeyAlgorithm.P256,
            "p384" or "p-384" => KeyAlgorithm.P384,
            _ => throw RefusalException.Usage($"{name} is no algorithm that keys are made for here; take ed25519, p256 or p384."),
        };
}
