using System.CommandLine;
using Cairn.Credentials.Baking;

namespace Cairn.Cli.Commands;

/// <summary><c>cairn unbake</c>: the credential of a picture, byte for byte.</summary>
static class UnbakeCommand
{
    static readonly Argument<string> File = new("file") { Description = Source.Description };
    static readonly Option<bool> Online = new("--online") { Description = "Fetch the file when it is an address" };

    public static Command Create(Terminal terminal)
    {
        Command command = new("unbake", "Take the credential out of a badge picture (PNG or SVG)") { File, Online, Sink.Out };
        command.SetAction(
            async (arguments, cancellation) =>
            {
                var image = await Source.ReadAsync(arguments.GetRequiredValue(File), arguments.GetValue(Online), terminal, cancellation);
                if (!BakedImage.TryExtract(image, out var credential, out var failure))
                    throw RefusalException.Fail(PictureWords.Of(failure));

                await Sink.WriteAsync(arguments.GetValue(Sink.Out), credential, terminal);
                return ExitCode.Pass;
            }
        );
        return command;
    }
}
