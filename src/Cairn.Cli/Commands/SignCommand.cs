using System.CommandLine;
using System.Text.Json;
using Cairn.Credentials.Jose;
using Cairn.Credentials.Proofs;

namespace Cairn.Cli.Commands;

/// <summary><c>cairn sign</c>: the same bytes with a proof.</summary>
static class SignCommand
{
    static readonly Argument<string> File = new("file") { Description = "The unsigned credential: a file, or - for standard input" };
    static readonly Option<string> Key = new("--key") { Description = "A key file, as cairn keygen writes it", Required = true };
    static readonly Option<string?> Suite = new("--suite")
    {
        Description =
            "The cryptosuite: eddsa-rdfc-2022, eddsa-jcs-2022, ecdsa-rdfc-2019, ecdsa-jcs-2019 or ecdsa-sd-2023; by default that of "
            + "the key",
    };
    static readonly Option<string?> Jwt = new("--jwt") { Description = "Sign as a JWT instead: open-badges (VC-JWT) or vc-jose (vc+jwt)" };
    static readonly Option<string[]> Mandatory = new("--mandatory")
    {
        Description = "With ecdsa-sd-2023: a JSON Pointer to what the holder must always show; may be given several times",
    };

    public static Command Create(Terminal terminal)
    {
        Command command = new("sign", "Sign a credential (Data Integrity or JWT)")
        {
            File,
            Key,
            Signing.Method,
            Signing.Created,
            Suite,
            Jwt,
            Mandatory,
            Sink.Out,
        };
        command.SetAction((arguments, cancellation) => RunAsync(arguments, terminal, cancellation));
        return command;
    }

    static async Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        using var key = await KeyFile.ReadAsync(arguments.GetRequiredValue(Key), cancellation);
        var method = Signing.MethodOf(arguments, key);
        var credential = await Source.ReadAsync(arguments.GetRequiredValue(File), online: false, terminal, cancellation);

        ProofOptions options = new(method, terminal.Instant(arguments.GetValue(Signing.Created)))
        {
            Cryptosuite = arguments.GetValue(Suite),
        };
        var signed = Signing.Refusing(() =>
            arguments.GetValue(Jwt) is { } form ? JwtCredential.Sign(credential, key.Key, new() { KeyId = method, Form = FormOf(form) })
            : options.Cryptosuite == EcdsaSd2023.Cryptosuite
                ? EcdsaSd2023.Sign(credential, key.Key, options, arguments.GetValue(Mandatory) ?? [])
            : DataIntegrity.Sign(credential, key.Key, options)
        );
        WarnOfAnotherIssuer(credential, method, terminal);
        await Sink.WriteAsync(arguments.GetValue(Sink.Out), signed, terminal);
        return ExitCode.Pass;
    }

    static JwtForm FormOf(string name) =>
        name switch
        {
            "open-badges" => JwtForm.OpenBadges,
            "vc-jose" => JwtForm.VcJose,
            _ => throw RefusalException.Usage($"{name} is no form of JWT; take open-badges or vc-jose."),
        };

    // Nothing forbids it, but nobody will accept such a credential.
    static void WarnOfAnotherIssuer(byte[] credential, string method, Terminal terminal)
    {
        using var document = JsonDocument.Parse(credential);
        var issuer =
            document.RootElement.TryGetProperty("issuer", out var value)
            && value.ValueKind == JsonValueKind.Object
            && value.TryGetProperty("id", out var id)
                ? id
                : value;
        var controller = method.Split('#')[0];
        if (issuer.ValueKind != JsonValueKind.String || issuer.GetString() != controller)
            terminal.Error.WriteLine($"cairn: the credential's issuer is not {controller}, whose key signed; verifiers will refuse it.");
    }
}
