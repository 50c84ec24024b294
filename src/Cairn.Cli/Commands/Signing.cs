using System.CommandLine;
using Cairn.Credentials;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;

namespace Cairn.Cli.Commands;

/// <summary>What signing asks for and refuses, whatever is signed.</summary>
static class Signing
{
    public static readonly Option<string?> Method = new("--verification-method")
    {
        Description = "The address of the key; by default the key file's id, else its did:key",
    };

    public static readonly Option<string?> Created = new("--created")
    {
        Description = "The date of the signature, such as 2026-05-01T00:00:00Z; by default now",
    };

    public static string MethodOf(ParseResult arguments, KeyFile key) =>
        arguments.GetValue(Method) ?? key.VerificationMethod ?? DidKey.VerificationMethod(key.Key.PublicKey);

    /// <summary>Explains what cannot be signed.</summary>
    public static byte[] Refusing(Func<byte[]> sign)
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
}
