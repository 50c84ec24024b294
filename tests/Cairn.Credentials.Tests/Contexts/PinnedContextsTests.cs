using System.Text.Json;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.JsonLd;

namespace Cairn.Credentials.Tests.Contexts;

/// <summary>
/// Our tables of terms against the published contexts: the same definitions, and the same expansion of everything available.
/// </summary>
public sealed class PinnedContextsTests
{
    public static TheoryData<string> Urls => [.. PinnedContexts.Urls];

    public static TheoryData<string> Documents
    {
        get
        {
            var data = new TheoryData<string>();
            if (!Standards.IsPresent)
                return data;

            foreach (var folder in (string[])["openbadges", "vc-di-eddsa", "vc-di-ecdsa"])
            foreach (
                var file in Directory
                    .EnumerateFiles(Standards.PathOf(folder), "*.json", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal)
            )
                if (Corpus.Document(file) is not null)
                    data.Add(Path.GetRelativePath(Standards.PathOf(""), file));

            return data;
        }
    }

    [StandardsTheory]
    [MemberData(nameof(Urls))]
    public void A_table_defines_the_same_terms_as_the_published_context(string url)
    {
        var (pinned, published) = (
            Process(PinnedContexts.Instance, url, out var ours),
            Process(PublishedContexts.Instance, url, out var theirs)
        );

        AssertSame(url, pinned, ours, published, theirs, depth: 0);
    }

    [StandardsTheory]
    [MemberData(nameof(Urls))]
    public void A_document_that_uses_every_term_expands_alike(string url)
    {
        var document = Corpus.EveryTerm(url, Process(PinnedContexts.Instance, url, out _));

        Assert.Equal(Expand(document, PublishedContexts.Instance), Expand(document, PinnedContexts.Instance));
    }

    [StandardsTheory]
    [MemberData(nameof(Documents))]
    public void A_document_of_the_corpus_expands_alike(string path)
    {
        var document = Corpus.Document(Standards.PathOf(path))!.Value;

        Assert.Equal(
            Expand(document, PublishedContexts.Instance),
            Expand(document, new FetchedContexts(PinnedContexts.Instance).WithPublished())
        );
    }

    static string Expand(JsonElement document, IContextSource source) => Corpus.ExpandOrFail(document, source);

    static ActiveContext Process(IContextSource source, string url, out ContextProcessing processing)
    {
        processing = new(source);
        return processing.Process(new(null), JsonSerializer.SerializeToElement(url), null);
    }

    static void AssertSame(
        string at,
        ActiveContext pinned,
        ContextProcessing ours,
        ActiveContext published,
        ContextProcessing theirs,
        int depth
    )
    {
        Assert.Equal(published.Terms.Keys.Order(StringComparer.Ordinal), pinned.Terms.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((published.Vocab, published.Language, published.Direction), (pinned.Vocab, pinned.Language, pinned.Direction));
        if (depth == 3)
            return;

        foreach (var (term, expected) in published.Terms)
        {
            var actual = pinned.Terms[term];
            Assert.Equal(Facts(at, term, expected), Facts(at, term, actual));
            if (expected.LocalContext is { } scope)
                AssertSame(
                    $"{at} {term}",
                    ours.Process(pinned, actual.LocalContext!.Value, actual.BaseUrl, overrideProtected: true),
                    ours,
                    theirs.Process(published, scope, expected.BaseUrl, overrideProtected: true),
                    theirs,
                    depth + 1
                );
        }
    }

    static object Facts(string at, string term, TermDefinition definition) =>
        (
            at,
            term,
            definition.Iri,
            definition.IsPrefix,
            definition.IsProtected,
            definition.IsReverse,
            definition.Type,
            (
                definition.Container,
                definition.HasLanguage,
                definition.Language,
                definition.HasDirection,
                definition.Direction,
                definition.Index,
                definition.Nest,
                definition.LocalContext is not null
            )
        );
}
