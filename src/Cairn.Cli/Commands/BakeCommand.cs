using System.CommandLine;
using Cairn.Credentials.Baking;

namespace Cairn.Cli.Commands;

/// <summary><c>cairn bake</c>: a picture with a credential in it.</summary>
static class BakeCommand
{
    static readonly Argument<string> Image = new("image") { Description = "A PNG or SVG" };
    static readonly Argument<string> Credential = new("credential")
    {
        Description = "The signed credential: a file, or - for standard input",
    };

    public static Command Create(Terminal terminal)
    {
        Command command = new("bake", "Put a signed credential into a badge picture (PNG or SVG)") { Image, Credential, Sink.Out };
        command.SetAction(
            async (arguments, cancellation) =>
            {
                var image = await Source.ReadFileAsync(arguments.GetRequiredValue(Image), cancellation);
                var credential = await Source.ReadAsync(arguments.GetRequiredValue(Credential), online: false, terminal, cancellation);
                if (!BakedImage.TryBake(image, credential, out var baked, out var failure))
                    throw RefusalException.Fail($"The credential cannot be put into the picture. {PictureWords.Of(failure)}");

                await Sink.WriteAsync(arguments.GetValue(Sink.Out), baked, terminal);
                return ExitCode.Pass;
            }
        );
        return command;
    }
}
