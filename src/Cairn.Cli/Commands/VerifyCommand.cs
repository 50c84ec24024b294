using System.CommandLine;
using System.Text;
using System.Text.Json;
using Cairn.Credentials.Presentations;
using Cairn.Credentials.Verification;

namespace Cairn.Cli.Commands;

/// <summary><c>cairn verify</c>: a report, and its verdict as exit code.</summary>
static class VerifyCommand
{
    static readonly Argument<string> File = new("file") { Description = Source.Description };
    static readonly Option<bool> Json = new("--json") { Description = "Print the report as JSON" };
    static readonly Option<bool> Online = new("--online")
    {
        Description = "Fetch what the credential points to: keys, status lists, contexts",
    };
    static readonly Option<string?> At = new("--at")
    {
        Description = "Judge as of this instant, such as 2026-05-01T00:00:00Z; by default now",
    };
    static readonly Option<string[]> StatusList = new("--status-list")
    {
        Description = "A file with a status list credential; may be given several times",
    };
    static readonly Option<string[]> Trust = new("--trust")
    {
        Description =
            "A file with the issuers that you trust: {\"issuers\":[\"did:web:example.org\"]}, a DCC registry, a list of registries "
            + "(known-did-registries), or an OpenID Federation statement; may be given several times",
    };
    static readonly Option<string[]> TrustKeys = new("--trust-keys")
    {
        Description = "A file with the keys (JSON Web Key Set) that sign OpenID Federation statements for you; may be given several times",
    };
    static readonly Option<string?> Recipient = new("--recipient")
    {
        Description = "Whom the credential has to be about: an e-mail address, a name, a DID",
    };
    static readonly Option<string?> Challenge = new("--challenge")
    {
        Description = "Of a presentation: what you asked the holder to repeat",
    };
    static readonly Option<string?> Domain = new("--domain")
    {
        Description = "Of a presentation: for whom it has to be made, such as https://verifier.example",
    };
    static readonly Option<bool> Canonical = new("--canonical")
    {
        Description = "Print the report for the record: canonical JSON with the digests of all that it rests on",
    };
    static readonly Option<string?> Save = new("--save")
    {
        Description = "With --online: a folder that keeps what is fetched, and when the credential was there",
    };
    static readonly Option<string?> Store = new("--store")
    {
        Description =
            "A folder that --save made: what the credential points to is taken from there, and nothing is fetched. Your own: that a "
            + "credential was saved in it counts as evidence that it existed then",
    };

    public static Command Create(Terminal terminal)
    {
        Command command = new(
            "verify",
            "Check a credential or a presentation: exit code 0 the signature holds and nothing is wrong (whose it is, the first line "
                + "says), 1 not valid, 2 cannot be decided or nothing to check"
        )
        {
            File,
            Json,
            Online,
            At,
            StatusList,
            Trust,
            TrustKeys,
            Recipient,
            Challenge,
            Domain,
            Canonical,
            Save,
            Store,
        };
        command.SetAction((arguments, cancellation) => RunAsync(arguments, terminal, cancellation));
        return command;
    }

    static async Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        var online = arguments.GetValue(Online);
        using var http = online ? new HttpDocumentLoader() : null;
        var saved = Documents(arguments, http, terminal.Clock.GetUtcNow());
        var loader = (IDocumentLoader?)saved ?? http;
        var instant = terminal.Instant(arguments.GetValue(At));
        var input = await Source.ReadAnythingAsync(arguments.GetRequiredValue(File), online, terminal, cancellation);
        var seen = (arguments.GetValue(Store) ?? arguments.GetValue(Save)) is { } folder ? SeenCredentials.Read(folder) : null;
        Verifier verifier = new(
            new()
            {
                Loader = loader,
                Trust = await TrustAsync(arguments, loader, input, instant, cancellation),
                Recipient = arguments.GetValue(Recipient) is { } recipient ? new(recipient) : null,
                ExistedAt = seen?.Since(input),
                StatusLists = await ListsAsync(arguments.GetValue(StatusList) ?? [], cancellation),
            }
        );

        PresentationRequest request = new(arguments.GetValue(Challenge), arguments.GetValue(Domain));
        if (VerifiablePresentation.Is(input))
        {
            var presented = await verifier.VerifyPresentationAsync(input, request, instant, cancellation);
            Finish();
            if (!Printed(arguments, presented.ToCanonicalJson, () => presented.ToJson(), terminal))
                ReportText.Write(presented, terminal);
            return ExitCode.Of(presented.Verdict);
        }

        if (request != new PresentationRequest())
            throw RefusalException.Usage("--challenge and --domain are asked of presentations; the file does not call itself one.");
        var report = await verifier.VerifyAsync(input, instant, cancellation);
        Finish();
        if (!Printed(arguments, report.ToCanonicalJson, () => report.ToJson(), terminal))
            ReportText.Write(report, terminal);
        return ExitCode.Of(report.Verdict);

        void Finish()
        {
            saved?.Finish();
            if (arguments.GetValue(Save) is not null)
                seen!.Add(input, terminal.Clock.GetUtcNow());
        }
    }

    static bool Printed(ParseResult arguments, Func<byte[]> canonical, Func<byte[]> json, Terminal terminal)
    {
        if (!arguments.GetValue(Canonical) && !arguments.GetValue(Json))
            return false;

        terminal.Output.WriteLine(Encoding.UTF8.GetString(arguments.GetValue(Canonical) ? canonical() : json()));
        return true;
    }

    static SavedDocuments? Documents(ParseResult arguments, HttpDocumentLoader? http, DateTimeOffset now) =>
        (arguments.GetValue(Save), arguments.GetValue(Store)) switch
        {
            (null, null) => null,
            (null, { } store) when http is null => SavedDocuments.Open(store),
            ({ } save, null) when http is not null => SavedDocuments.Create(save, http, now),
            _ => throw RefusalException.Usage("--save goes with --online, --store without it; not both."),
        };

    // Federations are asked about one issuer, the one that the credential names, whatever file it is in.
    static async Task<TrustStore?> TrustAsync(
        ParseResult arguments,
        IDocumentLoader? loader,
        byte[] input,
        DateTimeOffset instant,
        CancellationToken cancellation
    )
    {
        var paths = arguments.GetValue(Trust) ?? [];
        if (paths.Length == 0)
            return null;

        var credential = (await new Verifier().VerifyAsync(input, instant, cancellation)).Credential;
        return await TrustFiles.ReadAsync(paths, arguments.GetValue(TrustKeys) ?? [], loader, credential, instant, cancellation);
    }

    static async Task<List<ReadOnlyMemory<byte>>> ListsAsync(string[] paths, CancellationToken cancellation)
    {
        List<ReadOnlyMemory<byte>> lists = [];
        foreach (var path in paths)
        {
            var list = await Source.ReadFileAsync(path, cancellation);
            if (!HasId((await new Verifier().VerifyAsync(list, DateTimeOffset.UnixEpoch, cancellation)).Credential))
                throw RefusalException.Usage(
                    $"{path} is no status list credential: it is JSON or a JWT with an id, the address of the list."
                );
            lists.Add(list);
        }

        return lists;
    }

    static bool HasId(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("id", out var id)
                && id.ValueKind == JsonValueKind.String;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
