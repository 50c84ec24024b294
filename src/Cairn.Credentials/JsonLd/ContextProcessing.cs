using Cairn.Credentials.Contexts;

namespace Cairn.Credentials.JsonLd;

/// <summary>The contexts that led to the one in hand (the algorithm's "remote contexts").</summary>
internal sealed record RemoteContext(string Url, RemoteContext? Next, int Count)
{
    public static bool Includes(RemoteContext? list, string url)
    {
        for (var item = list; item is not null; item = item.Next)
            if (item.Url == url)
                return true;

        return false;
    }
}

/// <summary>
/// JSON-LD 1.1 API, section 5.1: the Context Processing Algorithm. One instance serves one operation and counts its work.
/// </summary>
internal sealed partial class ContextProcessing(IContextSource source, bool isPinned = false, CanonicalWork? work = null)
{
    const int MaxRemoteContexts = 24;
    const int MaxNesting = 48;
    const int MaxContexts = 20_000;
    const int MaxDefinitionsCopied = 4_000_000;
    const long MaxCharactersJoined = 64_000_000;

    int nesting;
    int contextsProcessed;
    int definitionsCopied;
    long charactersJoined;

    public ActiveContext Process(
        ActiveContext activeContext,
        JsonElement localContext,
        string? baseUrl,
        RemoteContext? remoteContexts = null,
        bool overrideProtected = false,
        bool propagate = true,
        bool validateScopedContext = true
    )
    {
        // NOTE: not in the algorithm: contexts are untrusted input and their scoped contexts multiply.
        if (++contextsProcessed > MaxContexts)
            throw new JsonLdException(JsonLdErrors.ContextWorkLimit, "@context");
        if (++nesting > MaxNesting)
            throw new JsonLdException("context overflow", "@context");
        work?.Spend(10);

        // 1. Initialize result to the result of cloning active context.
        // NOTE: cloned before the first change only (owned), so that what is kept with a shared context is found.
        var (result, owned) = (activeContext, false);

        // 2. If local context is an object containing the member @propagate, its value MUST be boolean true or false, set propagate to that
        // value.
        if (localContext.ValueKind == JsonValueKind.Object && localContext.TryGetProperty("@propagate", out var propagateEntry))
            propagate = propagateEntry.ValueKind != JsonValueKind.False;

        // 3. If propagate is false, and result does not have a previous context, set previous context in result to active context.
        if (!propagate && result.Previous is null)
        {
            (result, owned) = (activeContext.Clone(), true);
            result.Previous = activeContext;
        }

        var call = new Call(activeContext, baseUrl, remoteContexts, overrideProtected, propagate, validateScopedContext);

        // 4. If local context is not an array, set it to an array containing only local context.
        // 5. For each item context in local context:
        if (localContext.ValueKind == JsonValueKind.Array)
        {
            foreach (var context in localContext.EnumerateArray())
                result = ProcessItem(call, result, context, ref owned);
        }
        else
        {
            result = ProcessItem(call, result, localContext, ref owned);
        }

        // 6. Return result.
        nesting--;
        return result;
    }

    readonly record struct Call(
        ActiveContext Active,
        string? BaseUrl,
        RemoteContext? RemoteContexts,
        bool OverrideProtected,
        bool Propagate,
        bool ValidateScopedContext
    );

    ActiveContext ProcessItem(in Call call, ActiveContext result, JsonElement context, ref bool owned)
    {
        switch (context.ValueKind)
        {
            // 5.1 If context is null:
            case JsonValueKind.Null:
                // 5.1.1 If override protected is false and active context contains any protected term definitions, an invalid context
                // nullification.
                work?.Spend(result.Terms.Count / 16);
                if (!call.OverrideProtected && result.HasProtectedTerms)
                    throw new JsonLdException("invalid context nullification", "@context");

                // 5.1.2 Initialize result as a newly-initialized active context, keeping the previous context when propagate is false.
                owned = true;
                return new(call.Active.OriginalBase) { Previous = call.Propagate ? null : result.Previous };

            // 5.2 If context is a string:
            case JsonValueKind.String:
                var remote = ProcessRemote(result, context.Text(), call.BaseUrl, call.RemoteContexts, call.ValidateScopedContext);
                if (!ReferenceEquals(remote, result))
                    owned = false;
                return remote;

            // 5.4 Otherwise, context is a context definition.
            case JsonValueKind.Object:
                if (!owned)
                    result = result.Clone();
                owned = true;
                return ProcessDefinition(result, context, call.BaseUrl, call.RemoteContexts, call.OverrideProtected);

            // 5.3 If context is not a map, an invalid local context error has been detected.
            default:
                throw new JsonLdException("invalid local context", context.GetRawText());
        }
    }

    ActiveContext ProcessRemote(
        ActiveContext result,
        string reference,
        string? baseUrl,
        RemoteContext? remoteContexts,
        bool validateScopedContext
    )
    {
        // 5.2.1 Initialize context to the result of resolving context against base URL.
        var url = Iri.Resolve(baseUrl, reference);

        // 5.2.2 If validate scoped context is false, and remote contexts already includes context, do not process context further.
        if (!validateScopedContext && RemoteContext.Includes(remoteContexts, url))
            return result;

        // 5.2.3 If the number of entries in remote contexts exceeds a limit, a context overflow error; otherwise, add context to remote
        // contexts.
        if (remoteContexts?.Count >= MaxRemoteContexts)
            throw new JsonLdException("context overflow", url);
        remoteContexts = new(url, remoteContexts, (remoteContexts?.Count ?? 0) + 1);

        // 5.2.4, 5.2.5 Otherwise, dereference; the top level is a map with an @context entry.
        var document = Load(url);

        // NOTE: a pinned context on top of shared ones is processed once and kept.
        if (document.IsPinned && result.Shared is { } shared)
        {
            work?.Derive(result, document);
            return shared.With(document);
        }

        // 5.2.6 Set result to the result of recursively calling this algorithm.
        return Process(result, LoadedContext(document), document.Url, remoteContexts, validateScopedContext: validateScopedContext);
    }

    ContextDocument Load(string url) =>
        source.TryGet(url, out var document) ? document : throw new JsonLdException(JsonLdException.ContextUnknown, url);

    internal static JsonElement LoadedContext(ContextDocument document) =>
        document.Root.ValueKind == JsonValueKind.Object && document.Root.TryGetProperty("@context", out var loaded)
            ? loaded
            : throw new JsonLdException("invalid remote context", document.Url);

    ActiveContext ProcessDefinition(
        ActiveContext result,
        JsonElement definition,
        string? baseUrl,
        RemoteContext? remoteContexts,
        bool overrideProtected
    )
    {
        var context = Entries(definition);

        // 5.5 If context has an @version entry, its value is 1.1.
        if (
            context.TryGetValue("@version", out var version)
            && !(version.ValueKind == JsonValueKind.Number && version.TryGetDouble(out var number) && number == 1.1)
        )
            throw new JsonLdException("invalid @version value", version.GetRawText());

        // 5.6 If context has an @import entry:
        if (context.TryGetValue("@import", out var import))
            context = Import(context, import, baseUrl);

        // 5.7 If context has an @base entry and remote contexts is empty:
        if (context.TryGetValue("@base", out var baseEntry) && remoteContexts is null)
            result.BaseIri = Base(result, baseEntry);

        // 5.8 If context has an @vocab entry:
        if (context.TryGetValue("@vocab", out var vocab))
            result.Vocab = Vocabulary(result, vocab);

        // 5.9 If context has an @language entry: null, or a string.
        if (context.TryGetValue("@language", out var language))
            result.Language = TextOrNull(language, "invalid default language");

        // 5.10 If context has an @direction entry: null, "ltr" or "rtl".
        if (context.TryGetValue("@direction", out var direction))
            result.Direction = DirectionOf(direction);

        // 5.11 If context has an @propagate entry: a boolean.
        if (context.TryGetValue("@propagate", out var propagate))
            Boolean(propagate, "invalid @propagate value");

        // 5.12 Create a map defined. 5.13 For each other key in context, invoke the Create Term Definition algorithm.
        var isProtected = context.TryGetValue("@protected", out var entry) && Boolean(entry, "invalid @protected value");
        var defining = new TermCreation(result, context, baseUrl, isProtected, overrideProtected, remoteContexts);
        foreach (var key in context.Keys)
        {
            if (key is "@base" or "@direction" or "@import" or "@language" or "@propagate" or "@protected" or "@version" or "@vocab")
                continue;

            CreateTermDefinition(defining, key);
        }

        return result;
    }

    Dictionary<string, JsonElement> Import(Dictionary<string, JsonElement> context, JsonElement import, string? baseUrl)
    {
        // 5.6.2 If the value of @import is not a string, an invalid @import value error.
        if (import.ValueKind != JsonValueKind.String)
            throw new JsonLdException("invalid @import value", import.GetRawText());

        // 5.6.3 to 5.6.6 Resolve, dereference; the @context entry is a map.
        var document = Load(Iri.Resolve(baseUrl, import.Text()));
        var loaded = LoadedContext(document);
        if (loaded.ValueKind != JsonValueKind.Object)
            throw new JsonLdException("invalid remote context", document.Url);

        // 5.6.7 If import context has an @import entry, an invalid context entry error.
        var merged = Entries(loaded);
        if (merged.ContainsKey("@import"))
            throw new JsonLdException("invalid context entry", "@import");

        // 5.6.8 Set context to the result of merging context into import context, replacing common entries with those from context.
        foreach (var (key, value) in context)
            if (key != "@import")
                merged[key] = value;

        return merged;
    }

    static string? Base(ActiveContext result, JsonElement value)
    {
        // 5.7.2 If value is null, remove the base IRI of result.
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.String)
            throw new JsonLdException("invalid base IRI", value.GetRawText());

        // 5.7.3 If value is an IRI, it is the base IRI. 5.7.4 If relative and the base IRI of result is not null, resolve. 5.7.5 Otherwise,
        // an error.
        var iri = value.Text();
        if (Iri.IsAbsolute(iri))
            return iri;

        return result.BaseIri is not null ? Iri.Resolve(result.BaseIri, iri) : throw new JsonLdException("invalid base IRI", iri);
    }

    string? Vocabulary(ActiveContext result, JsonElement value)
    {
        // 5.8.2 If value is null, remove any vocabulary mapping from result.
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.String)
            throw new JsonLdException("invalid vocab mapping", value.GetRawText());

        // 5.8.3 Otherwise, the result of IRI expanding value using true for document relative: an IRI or blank node identifier.
        var text = value.Text();
        var iri = ExpandIri(result, text, documentRelative: true, vocab: true);
        return
            iri is not null && (text.Length == 0 || Iri.IsAbsoluteOrBlankNode(iri) || Iri.IsAbsoluteOrBlankNode(text) || !HasScheme(text))
            ? iri
            : throw new JsonLdException("invalid vocab mapping", text);

        static bool HasScheme(string text) => text.Contains(':', StringComparison.Ordinal);
    }

    static string? TextOrNull(JsonElement value, string code) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.Text(),
            _ => throw new JsonLdException(code, value.GetRawText()),
        };

    static string? DirectionOf(JsonElement value) =>
        TextOrNull(value, "invalid base direction") is null or "ltr" or "rtl"
            ? value.GetString()
            : throw new JsonLdException("invalid base direction", value.GetRawText());

    static bool Boolean(JsonElement value, string code) =>
        value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw new JsonLdException(code, value.GetRawText()),
        };

    static Dictionary<string, JsonElement> Entries(JsonElement map)
    {
        var entries = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in map.EnumerateObject())
            entries[property.Key()] = property.Value;

        return entries;
    }
}
