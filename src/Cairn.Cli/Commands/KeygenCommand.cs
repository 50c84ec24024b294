using System.CommandLine;

namespace Cairn.Cli.Commands;

/// <summary><c>cairn keygen</c>: a new Ed25519 key.</summary>
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

    public static Command Create(Terminal terminal)
    {
        Command command = new("keygen", "Make a new signing key (Ed25519)") { Out, Controller };
        command.SetAction(
            async (arguments, _) =>
            {
                var file = KeyFile.Create(arguments.GetValue(Controller), out var verificationMethod);
                await Sink.WriteAsync(arguments.GetValue(Out), file, terminal, secret: true);
                if (arguments.GetValue(Out) is { } path)
                    terminal.Error.WriteLine($"{path} holds the secret key of {verificationMethod}. Keep it safe; it cannot be recovered.");
                return ExitCode.Pass;
            }
        );
        return command;
    }
}
