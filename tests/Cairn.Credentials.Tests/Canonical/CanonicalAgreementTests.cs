using System.Text;
using System.Text.Json;
using Cairn.Credentials.Canonical;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.Tests.Oracle;

namespace Cairn.Credentials.Tests.Canonical;

/// <summary>Random documents through us and through the oracle's library, both in safe mode.</summary>
[Collection(nameof(NodeOracle))]
public sealed class CanonicalAgreementTests(NodeOracle oracle)
{
    // What we refuse but that library lets pass: it drops the value, or writes something that is not an IRI or a number.
    static readonly string[] Stricter =
    [
        JsonLdErrors.DuplicateKey,
        JsonLdErrors.NumberRange,
        JsonLdErrors.InvalidIri,
        JsonLdErrors.RelativeIri,
        JsonLdErrors.ReservedTerm,
        JsonLdErrors.DroppedValue,
        JsonLdErrors.Empty,
    ];

    [OracleTheory]
    [InlineData(201)]
    [InlineData(202)]
    public async Task Both_give_the_same_canonical_form(int seed)
    {
        var random = new RandomDocuments(seed);
        var same = 0;
        for (var i = 0; i < 500; i++)
        {
            var text = random.Next();
            if (text.Contains("\\ud800", StringComparison.Ordinal))
                continue; // Not text; the answer could not be read.

            var answer = await oracle.AskAsync(new() { ["op"] = "canonize", ["text"] = text });
            var theirs = (string?)answer["canonical"];
            try
            {
                var ours = Encoding.UTF8.GetString(CanonicalForm.NQuads(new(JsonElement.Parse(text)), PinnedContexts.Instance));

                Assert.True(ours == theirs, $"{text}\n{ours}\n{theirs ?? (string?)answer["refused"]}");
                same++;
            }
            catch (JsonLdException e)
            {
                Assert.True(theirs is null || Stricter.Contains(e.Code), $"{text}\n{e.Message}");
            }
        }

        Assert.True(same > 150, $"only {same} of 500 documents have a canonical form");
    }
}
