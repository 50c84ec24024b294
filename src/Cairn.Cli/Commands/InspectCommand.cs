using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cairn.Credentials.Baking;

namespace Cairn.Cli.Commands;

/// <summary><c>cairn inspect</c>: what a credential says, without judging it.</summary>
static class InspectCommand
{
    static readonly Argument<string> File = new("file") { Description = Source.Description };
    static readonly Option<bool> Json = new("--json") { Description = "Print the credential's JSON, indented" };
    static readonly Option<bool> Online = new("--online") { Description = "Fetch the file when it is an address" };

    public static Command Create(Terminal terminal)
    {
        Command command = new("inspect", "Show what a credential or a badge picture says, without checking it") { File, Json, Online };
        command.SetAction((arguments, cancellation) => RunAsync(arguments, terminal, cancellation));
        return command;
    }

    static async Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        var input = await Source.ReadAsync(arguments.GetRequiredValue(File), arguments.GetValue(Online), terminal, cancellation);
        if (BakedImage.TryExtract(input, out var credential, out var failure))
            input = credential;
        else if (failure.Code != "baking.image.unknown")
            throw RefusalException.Fail(PictureWords.Of(failure));

        var summary =
            CredentialSummary.Read(input) ?? throw RefusalException.Fail("The file is no credential: neither JSON nor a badge picture.");
        if (arguments.GetValue(Json))
            terminal.Output.WriteLine(Indented(input));
        else
            Write(summary, terminal.Output);
        return ExitCode.Pass;
    }

    static void Write(CredentialSummary summary, TextWriter output)
    {
        foreach (var line in summary.Headline())
            output.WriteLine(line);
        output.WriteLine();
        Line("About", summary.Description);
        Line("Criteria", summary.Criteria);
        Line("Awarded", summary.Awarded);
        Line("Valid from", summary.From);
        Line("Valid until", summary.Until);
        Line("Kind", string.Join(", ", summary.Types));
        foreach (var result in summary.Results)
            Line("Result", result);
        foreach (var evidence in summary.Evidence)
            Line("Evidence", evidence);
        foreach (var signature in summary.Signatures)
            Line("Signed", signature);
        if (summary.Signatures.Count == 0)
            Line("Signed", "not signed");
        output.WriteLine();
        output.WriteLine("Nothing of this was checked; cairn verify does.");

        void Line(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
                output.WriteLine($"  {name, -12} {Printable.Of(value)}");
        }
    }

    static string Indented(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        using MemoryStream text = new();
        using (Utf8JsonWriter writer = new(text, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            document.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(text.ToArray());
    }
}
