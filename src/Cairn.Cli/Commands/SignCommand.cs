using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Cairn.Credentials;
using Cairn.Credentials.Jose;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;

namespace Cairn.Cli.Commands;

/// <summary><c>cairn sign</c>: the same bytes with a proof.</summary>
static class SignCommand
{
    static readonly Argument<string> File = new("file") { Description = "The unsigned credential: a file, or - for standard input" };
    static readonly Option<string> Key = new("--key") { Description = "A key file, as cairn keygen writes it", Required = true };
    static readonly Option<string?> Method = new("--verification-method")
    {
        Description = "The address of the key; by default the key file's id, else its did:key",
    };
    static readonly Option<string?> Created = new("--created")
    {
        Description = "The date of the signature, such as 2026-05-01T00:00:00Z; by default now",
    };
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
    static readonly Option<string?> Out = new("--out") { Description = "The file to write; by default standard output" };

    public static Command Create(Terminal terminal)
    {
        Command command = new("sign", "Sign a credential (Data Integrity or JWT)")
        {
            File,
            Key,
            Method,
            Created,
            Suite,
            Jwt,
            Mandatory,
            Out,
        };
        command.SetAction((arguments, cancellation) => RunAsync(arguments, terminal, cancellation));
        return command;
    }

    static async Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        using var key = await KeyFile.ReadAsync(arguments.GetRequiredValue(Key), cancellation);
        var method = arguments.GetValue(Method) ?? key.VerificationMethod ?? DidKey.VerificationMethod(key.Key.PublicKey);
        var credential = await Source.ReadAsync(arguments.GetRequiredValue(File), online: false, terminal, cancellation);

        ProofOptions options = new(method, Instant(arguments.GetValue(Created), terminal)) { Cryptosuite = arguments.GetValue(Suite) };
        var signed = Refusing(() =>
            arguments.GetValue(Jwt) is { } form ? JwtCredential.Sign(credential, key.Key, new() { KeyId = method, Form = FormOf(form) })
            : options.Cryptosuite == EcdsaSd2023.Cryptosuite
                ? EcdsaSd2023.Sign(credential, key.Key, options, arguments.GetValue(Mandatory) ?? [])
            : DataIntegrity.Sign(credential, key.Key, options)
        );
        WarnOfAnotherIssuer(credential, method, terminal);
        await Sink.WriteAsync(arguments.GetValue(Out), signed, terminal);
        return ExitCode.Pass;
    }

    static JwtForm FormOf(string name) =>
        name switch
        {
            "open-badges" => JwtForm.OpenBadges,
            "vc-jose" => JwtForm.VcJose,
            _ => throw RefusalException.Usage($"{name} is no form of JWT; take open-badges or vc-jose."),
        };

    /// <summary>Explains what cannot be signed.</summary>
    internal static byte[] Refusing(Func<byte[]> sign)
    {
        try
        {
            return sign();
        }
        catch (ArgumentException exception)
        {
            throw RefusalException.Usage(exception.Message);
        }
        catch (SigningException exception)
        {
            throw RefusalException.Fail(
                exception.Failure.Code switch
                {
                    "sign.has-proof" => "The credential has a proof already.",
                    "sign.member-missing" =>
                        $"The credential says nothing about its {exception.Failure.Arguments[0]}, which the JWT has to repeat.",
                    "sign.claim-given" => $"The credential has a member {exception.Failure.Arguments[0]}, which is the JWT's to say.",
                    "sd.pointer" => $"There is nothing in the credential at {exception.Failure.Arguments[0]}.",
                    "sd.selection" => $"An ordered list is shown whole or not at all ({exception.Failure.Arguments[0]}).",
                    "sd.no-base-proof" => "The credential has no ecdsa-sd-2023 proof of its issuer to derive from.",
                    "sd.chained" => "The proof covers other proofs, which what is derived would not show.",
                    "sign.not-an-object" => "The file is JSON but no credential.",
                    "sd.too-many" => $"It has more than {exception.Failure.Arguments[0]} statements to sign one by one, the most that are.",
                    "sign.not-json" => exception.Failure.Arguments[0] switch
                    {
                        "TooLong" => "The file is too long to be signed.",
                        "TooDeep" => "The file is nested too deep to be signed.",
                        "DuplicateMember" =>
                            "The file has the same name twice in one place, so that different readers would see different credentials.",
                        "NotUtf8" or "NotUnicode" => "The file is not text in UTF-8.",
                        _ => "The file is no JSON, or breaks off.",
                    },
                    _ => "The file cannot be signed.",
                }
            );
        }
        catch (JsonLdException exception)
        {
            throw RefusalException.Fail(
                exception.Code switch
                {
                    "jsonld.safe.undefined-term" =>
                        $"No context of the credential says what \"{exception.Arguments[0]}\" means, so it cannot be signed.",
                    JsonLdException.ContextUnknown => $"The context {exception.Arguments[0]} is not among those that Cairn carries.",
                    _ => $"It uses words that mean nothing, or nothing certain, so it cannot be signed: "
                        + $"{Printable.Of(string.Join(", ", exception.Arguments))}",
                }
            );
        }
    }

    internal static DateTimeOffset Instant(string? text, Terminal terminal) =>
        text is null ? terminal.Clock.GetUtcNow()
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant
        : throw RefusalException.Usage($"{text} is no instant; write it like 2026-05-01T00:00:00Z.");

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
