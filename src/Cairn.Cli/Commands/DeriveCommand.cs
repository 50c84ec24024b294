using System.CommandLine;
using Cairn.Credentials.Proofs;

namespace Cairn.Cli.Commands;

/// <summary><c>cairn derive</c>: what a holder shows of a credential that was signed for selective disclosure.</summary>
static class DeriveCommand
{
    static readonly Argument<string> File = new("file") { Description = "The signed credential (ecdsa-sd-2023): a file, or - for standard input" };
    static readonly Option<string[]> Show = new("--show")
    {
        Description = "A JSON Pointer to what is shown beside what is mandatory, such as /credentialSubject/result; may be given several times",
    };
    static readonly Option<string?> Out = new("--out") { Description = "The file to write; by default standard output" };

    public static Command Create(Terminal terminal)
    {
        Command command = new("derive", "Show a part of a credential (ecdsa-sd-2023)") { File, Show, Out };
        command.SetAction((arguments, cancellation) => RunAsync(arguments, terminal, cancellation));
        return command;
    }

    static async Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        var signed = await Source.ReadAsync(arguments.GetRequiredValue(File), online: false, terminal, cancellation);
        var derived = SignCommand.Refusing(() => EcdsaSd2023.Derive(signed, arguments.GetValue(Show) ?? []));
        await Sink.WriteAsync(arguments.GetValue(Out), derived, terminal);
        return ExitCode.Pass;
    }
}
