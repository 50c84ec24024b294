using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cairn.Credentials.Canonical;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.Tests.Contexts;

namespace Cairn.Credentials.Tests.Canonical;

/// <summary>
/// The one-pass way against the general one: the same bytes for whatever it accepts, and it accepts nothing that the general way refuses.
/// </summary>
public sealed class OnePassTests
{
    public static TheoryData<string> Documents => PinnedContextsTests.Documents;

    [StandardsTheory]
    [MemberData(nameof(Documents))]
    public void Gives_the_same_for_the_corpus(string path)
    {
        var document = Corpus.Document(Standards.PathOf(path))!.Value;

        Compare(new(document));
        Compare(new(document, "proof"));
        if (document.TryGetProperty("proof", out var proof) && proof.ValueKind == JsonValueKind.Object)
            Compare(new(proof, "proofValue", document.GetProperty("@context")));
    }

    [StandardsTheory]
    [InlineData("openbadges/examples/bench-small.json")]
    [InlineData("openbadges/examples/bench-rich.json")]
    [InlineData("openbadges/test-vectors/obv3p0/signed.json")]
    [InlineData("openbadges/test-vectors/clrv2p0/signed.json")]
    public void Accepts_what_credentials_are_made_of(string path)
    {
        var text = Standards.Text(path).Replace("\"id\": \"x\"", "\"id\": \"urn:x:y\"", StringComparison.Ordinal);

        Assert.True(Compare(new(JsonElement.Parse(text), "proof")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Gives_the_same_for_random_documents(int seed)
    {
        var random = new RandomDocuments(seed);
        var accepted = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var text = random.Next();
            try
            {
                if (Compare(new(JsonElement.Parse(text), "proof")))
                    accepted++;
            }
            catch (Xunit.Sdk.XunitException e)
            {
                Assert.Fail($"{e.Message}\n{text}");
            }
        }

        Assert.True(accepted > 400, $"only {accepted} of 2,000 were done in one pass");
    }

    [Fact]
    public void Gives_the_same_on_many_threads()
    {
        var random = new RandomDocuments(5);
        var documents = Enumerable.Range(0, 400).Select(_ => new JsonLdDocument(JsonElement.Parse(random.Next()))).ToArray();

        Parallel.For(0, 4 * documents.Length, i => Compare(documents[i % documents.Length]));
    }

    static bool Compare(JsonLdDocument document) =>
        Compare(document, HashAlgorithmName.SHA256) & Compare(document, HashAlgorithmName.SHA384);

    static bool Compare(JsonLdDocument document, HashAlgorithmName algorithm)
    {
        using var expected = new ByteBuffer(int.MaxValue);
        using var actual = new ByteBuffer(int.MaxValue);
        JsonLdException? failure = null;
        try
        {
            CanonicalForm.WriteGenerally(document, PinnedContexts.Instance, algorithm, CanonicalLimits.Default, expected);
        }
        catch (JsonLdException e)
        {
            failure = e;
        }

        var accepted = CanonicalForm.TryWriteInOnePass(document, PinnedContexts.Instance, algorithm, CanonicalLimits.Default, actual);
        if (!accepted)
            return false;

        Assert.True(failure is null, $"accepted what is refused with {failure?.Message}");
        Assert.Equal(Encoding.UTF8.GetString(expected.Written), Encoding.UTF8.GetString(actual.Written));
        return true;
    }
}
