using Cairn.Credentials.Contexts;

namespace Cairn.Credentials.Verification;

/// <summary>One verification: what was fetched for it, each document once, and how much may still be fetched.</summary>
sealed class VerificationSession(VerifierOptions options, DateTimeOffset instant, CanonicalWork work, CancellationToken cancellation)
{
    // Reading JSON is cheap compared with canonicalizing it.
    const int BytesRead = 32;

    Dictionary<Uri, (LoadedDocument Document, ContentDigest? Digest)>? loaded;
    List<ContentDigest>? contexts;
    FetchedContexts? fetched;
    Dictionary<(string Issuer, string Key), OwnIssuer?>? own;

    public VerifierOptions Options => options;

    public DateTimeOffset Instant => instant;

    /// <summary>What the caller knows about one of their own issuers, asked once for each key; null if it is not theirs.</summary>
    public async ValueTask<OwnIssuer?> OwnAsync(string issuer, Keys.PublicKey key)
    {
        if (options.OwnIssuers is not { } ask)
            return null;

        var of = (issuer, key.ToMultikey());
        if (own is null || !own.TryGetValue(of, out var known))
            (own ??= [])[of] = known = await ask(issuer, key, cancellation);
        return known;
    }

    /// <summary>Since when the credential has certainly existed, by the caller's word or records; null: nobody knows.</summary>
    public async ValueTask<DateTimeOffset?> ExistedAtAsync(System.Text.Json.JsonElement credential)
    {
        var found = options.Existence is { } ask ? await ask(credential, cancellation) : null;
        return options.ExistedAt < found ? options.ExistedAt : found ?? options.ExistedAt;
    }

    /// <summary>The work that may still be done; all credentials of a presentation share it.</summary>
    public CanonicalWork Work => work;

    /// <summary>What canonicalizing one document may cost, and all documents together.</summary>
    public CanonicalLimits Canonical { get; } = options.Limits.Canonical with { Work = work };

    /// <summary>What the current check judges.</summary>
    public JudgedBasis Basis { get; } = new();

    public bool IsOffline => options.Loader is null;

    /// <summary>What the verdict rests on besides the credential, ordered by address.</summary>
    public IReadOnlyList<JudgedDocument> Documents =>
        loaded is null
            ? []
            :
            [
                .. loaded
                    .Select(entry => new JudgedDocument(entry.Key.OriginalString, entry.Value.Digest?.Sha256))
                    .OrderBy(document => document.Url, StringComparer.Ordinal),
            ];

    public IContextSource Contexts => (IContextSource?)fetched ?? options.Contexts;

    public async ValueTask<LoadedDocument> LoadAsync(Uri url)
    {
        if (options.Loader is not { } loader)
            return LoadedDocument.Unavailable("nothing may be fetched");

        loaded ??= [];
        if (loaded.TryGetValue(url, out var known))
            return Noted(known);
        if (work.IsUsedUp)
            return LoadedDocument.Unavailable("too much work was asked for");
        if (loaded.Count >= options.Limits.Documents)
            return LoadedDocument.Unavailable("too many documents were asked for");

        var document = await loader.LoadAsync(url, cancellation);
        if (document.Content.Length > options.Limits.DocumentBytes)
            document = LoadedDocument.Unavailable("the document is too long");
        return Noted(loaded[url] = (document, document.Problem is null ? ContentDigest.Of(document.Content) : null));
    }

    LoadedDocument Noted((LoadedDocument Document, ContentDigest? Digest) entry)
    {
        if (entry.Digest is { } digest)
            Basis.Note(digest);
        return TryRead(entry.Document.Content.Length) ? entry.Document : LoadedDocument.Unavailable("too much work was asked for");
    }

    /// <summary>The check of several things, at least one, as a whole; then of each, if they are several. The worst decides.</summary>
    public async ValueTask<IReadOnlyList<Check>> OfEachAsync(IReadOnlyList<JsonElement> things, Func<JsonElement, ValueTask<Check>> judge)
    {
        List<Check> checks = new(things.Count);
        Basis.BeginPart();
        foreach (var thing in things)
        {
            Basis.BeginPart();
            checks.Add(Basis.End(await judge(thing)));
        }

        var whole =
            checks.Find(check => check.Outcome == Outcome.Fail)
            ?? checks.Find(check => check.Outcome == Outcome.NotDeterminable)
            ?? checks[0];
        return Check.WithParts(whole with { Basis = Basis.End() }, checks);
    }

    /// <summary>Counts reading so many bytes once more.</summary>
    public bool TryRead(int bytes) => work.TrySpend(10 + (bytes / BytesRead));

    /// <summary>The current check also judges by the contexts fetched so far.</summary>
    public void NoteContexts()
    {
        foreach (var context in contexts ?? [])
            Basis.Note(context);
    }

    internal static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Fetches a context that canonicalization was missing. Null if it can now be tried again, otherwise why not.</summary>
    public async ValueTask<string?> AddContextAsync(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
            return "it is no address";

        var document = await LoadAsync(address);
        if (document.Problem is { } problem)
            return problem;
        try
        {
            fetched ??= new(options.Contexts);
            fetched.Add(ContextDocument.Parse(url, document.Content.Span));
            (contexts ??= []).Add(loaded![address].Digest!);
            return null;
        }
        catch (JsonLdException)
        {
            return "it is no JSON";
        }
    }
}
