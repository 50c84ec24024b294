using System.CommandLine;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Verification;

namespace Cairn.Cli.Commands;

/// <summary><c>cairn derive</c>: what a holder shows of a credential that was signed for selective disclosure.</summary>
static class DeriveCommand
{
    static readonly Argument<string> File = new("file")
    {
        Description = "The signed credential (ecdsa-sd-2023): a file, or - for standard input",
    };
    static readonly Option<string[]> Show = new("--show")
    {
        Description =
            "A JSON Pointer to what is shown beside what is mandatory, such as /credentialSubject/result; may be given several times",
    };

    public static Command Create(Terminal terminal)
    {
        Command command = new("derive", "Show a part of a credential (ecdsa-sd-2023)") { File, Show, Sink.Out };
        command.SetAction((arguments, cancellation) => RunAsync(arguments, terminal, cancellation));
        return command;
    }

    static async Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        var signed = await Source.ReadAsync(arguments.GetRequiredValue(File), online: false, terminal, cancellation);
        var show = arguments.GetValue(Show) ?? [];
        var derived = Signing.Refusing(() => EcdsaSd2023.Derive(signed, show));
        if (await MissingAsync(signed, derived, show, terminal) is { Count: > 0 } missing)
            throw RefusalException.Usage(
                "Nobody would accept what this shows: a credential needs more. "
                    + $"Add {string.Join(' ', missing.Select(pointer => $"--show {pointer}"))}."
            );
        await Sink.WriteAsync(arguments.GetValue(Sink.Out), derived, terminal);
        return ExitCode.Pass;
    }

    // What the data model requires but the shown part lacks, one after the other, if the whole credential has it.
    static async Task<IReadOnlyList<string>> MissingAsync(byte[] signed, byte[] derived, string[] show, Terminal terminal)
    {
        List<string> missing = [];
        if (await PointerAsync(signed, terminal) is not null)
            return missing;
        while (await PointerAsync(derived, terminal) is { } pointer && !missing.Contains(pointer))
        {
            missing.Add(pointer);
            try
            {
                derived = EcdsaSd2023.Derive(signed, [.. show, .. missing]);
            }
            catch (Exception exception) when (exception is SigningException or ArgumentException)
            {
                break;
            }
        }

        return missing;
    }

    static async Task<string?> PointerAsync(byte[] credential, Terminal terminal)
    {
        var report = await new Verifier().VerifyAsync(credential, terminal.Clock.GetUtcNow());
        var failed = report.Checks.FirstOrDefault(check =>
            check is { Name: CheckNames.Schema or CheckNames.Achievement, Outcome: Outcome.Fail }
        );
        // An item of a list has another index in the shown part: use the whole list.
        return failed?.Arguments is [var path, ..] ? "/" + path.TrimStart('$', '.').Split('[')[0].Replace('.', '/') : null;
    }
}
