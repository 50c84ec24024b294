using System.CommandLine;
using Cairn.Credentials.Baking;
using Cairn.Credentials.Jose;
using Cairn.Credentials.Presentations;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Verification;

namespace Cairn.Cli.Commands;

/// <summary><c>cairn present</c>: one or more credentials as their holder shows them to somebody.</summary>
static class PresentCommand
{
    static readonly Argument<string[]> Files = new("file")
    {
        Description = "The signed credentials: JSON, JWT, or badge pictures; - for standard input",
        Arity = ArgumentArity.OneOrMore,
    };
    static readonly Option<string> Key = new("--key") { Description = "The holder's key file, as cairn keygen writes it", Required = true };
    static readonly Option<string?> Holder = new("--holder") { Description = "Who shows the credentials; by default whose key it is" };
    static readonly Option<string?> Challenge = new("--challenge")
    {
        Description = "What the verifier asked to be repeated; without it the presentation may be shown again",
    };
    static readonly Option<string?> Domain = new("--domain") { Description = "For which verifier it is, such as https://verifier.example" };
    static readonly Option<string?> Suite = new("--suite") { Description = "The cryptosuite; by default that of the key" };
    static readonly Option<bool> Jwt = new("--jwt") { Description = "Sign as a JWT (vp+jwt) instead" };

    public static Command Create(Terminal terminal)
    {
        Command command = new("present", "Show credentials to somebody: sign a presentation of them with the holder's key")
        {
            Files,
            Key,
            Signing.Method,
            Holder,
            Challenge,
            Domain,
            Signing.Created,
            Suite,
            Jwt,
            Sink.Out,
        };
        command.SetAction((arguments, cancellation) => RunAsync(arguments, terminal, cancellation));
        return command;
    }

    static async Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        using var key = await KeyFile.ReadAsync(arguments.GetRequiredValue(Key), cancellation);
        var method = Signing.MethodOf(arguments, key);
        if (arguments.GetValue(Jwt) && arguments.GetValue(Suite) is not null)
            throw RefusalException.Usage("--jwt and --suite are two ways to sign; take one.");

        List<ReadOnlyMemory<byte>> credentials = [];
        foreach (var file in arguments.GetRequiredValue(Files))
            credentials.Add(await CredentialAsync(file, terminal, cancellation));
        var created = terminal.Instant(arguments.GetValue(Signing.Created));
        var (challenge, domain) = (arguments.GetValue(Challenge), arguments.GetValue(Domain));

        var presentation = new VerifiablePresentation
        {
            Holder = arguments.GetValue(Holder) ?? method.Split('#')[0],
            Credentials = credentials,
        }.ToJsonUtf8Bytes();
        var signed = Signing.Refusing(() =>
            arguments.GetValue(Jwt)
                ? JwtPresentation.Sign(presentation, key.Key, new(method, created) { Challenge = challenge, Domain = domain })
                : DataIntegrity.Sign(
                    presentation,
                    key.Key,
                    new(method, created)
                    {
                        Cryptosuite = arguments.GetValue(Suite),
                        Purpose = ProofOptions.Authentication,
                        Challenge = challenge,
                        Domain = domain is null ? [] : [domain],
                    }
                )
        );
        await Sink.WriteAsync(arguments.GetValue(Sink.Out), signed, terminal);
        return ExitCode.Pass;
    }

    static async Task<ReadOnlyMemory<byte>> CredentialAsync(string file, Terminal terminal, CancellationToken cancellation)
    {
        var input = await Source.ReadAsync(file, online: false, terminal, cancellation);
        if (BakedImage.TryExtract(input, out var baked, out var failure))
            input = baked;
        else if (failure.Code != "baking.image.unknown")
            throw RefusalException.Fail($"{file}: {PictureWords.Of(failure)}");

        // The verifier decides whether it is a good credential; we only check that it is one.
        return !(await new Verifier().VerifyAsync(input, terminal.Clock.GetUtcNow(), cancellation)).Credential.IsEmpty
            ? input
            : throw RefusalException.Fail($"{file} is no credential: neither JSON nor a JWT nor a badge picture.");
    }
}
