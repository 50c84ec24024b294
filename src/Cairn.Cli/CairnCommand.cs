using System.CommandLine;
using Cairn.Cli.Commands;

namespace Cairn.Cli;

/// <summary>The command line: its commands, and what they have in common.</summary>
static class CairnCommand
{
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        RootCommand root = new("Signs, checks and carries digital badges and other verifiable credentials.")
        {
            VerifyCommand.Create(terminal),
            InspectCommand.Create(terminal),
            KeygenCommand.Create(terminal),
            SignCommand.Create(terminal),
            DeriveCommand.Create(terminal),
            PresentCommand.Create(terminal),
            BakeCommand.Create(terminal),
            UnbakeCommand.Create(terminal),
        };

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                terminal.Error.WriteLine($"cairn: {error.Message}");
            terminal.Error.WriteLine("Try: cairn --help");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(
                new()
                {
                    Output = terminal.Output,
                    Error = terminal.Error,
                    EnableDefaultExceptionHandler = false,
                }
            );
        }
        catch (RefusalException refusal)
        {
            terminal.Error.WriteLine($"cairn: {refusal.Message}");
            return refusal.ExitCode;
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine("cairn: stopped.");
            return ExitCode.NotDeterminable;
        }
    }
}
