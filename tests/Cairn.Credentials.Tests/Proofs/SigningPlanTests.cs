using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Tests.Canonical;
using Cairn.Credentials.Tests.Verification;
using FsCheck;
using FsCheck.Fluent;

namespace Cairn.Credentials.Tests.Proofs;

/// <summary>
/// A plan against <see cref="DataIntegrity.Sign"/>: the same bytes for everything signed, the same failure for everything refused.
/// </summary>
public sealed class SigningPlanTests
{
    static readonly bool IsLong = Environment.GetEnvironmentVariable("CAIRN_LONG_TESTS") == "1";
    static readonly ProofOptions Options = new(DidKey.VerificationMethod(Scenario.Key.PublicKey), Scenario.Signed);

    // A badge with nodes that have no identifier, two texts of one property, and the same address in two places.
    static readonly string Exemplar = ExemplarBadge().ToJsonString();

    [Theory]
    [InlineData("did:example:learner", "did:example:another")]
    [InlineData("did:example:learner", "urn:uuid:018f3c7e-0000-7000-8000-000000000002")]
    [InlineData("First", "Zebra")]
    [InlineData("First", "Aardvark")]
    [InlineData("First", "")]
    [InlineData("First", "She said \\\"no\\\" \\\\ and\\nleft \\u00e9 \\ud83c\\udf93 \\/")]
    [InlineData("First", "Señorita \u007f 漢字 🎓")]
    [InlineData("First", "@type")]
    [InlineData("First", "null")]
    [InlineData("First", "{\\\"id\\\":\\\"urn:x\\\"}")]
    [InlineData("https://a.example/1", "https://z.example/1#part")]
    [InlineData("https://a.example/1", "cred:thing")]
    [InlineData("2026-03-01T00:00:00Z", "2026-03-02T00:00:00+01:00")]
    [InlineData("RubricCriterionLevel\",\"rubric", "Percent\",\"rubric")]
    public void A_document_that_differs_in_a_value_has_the_shape(string value, string other)
    {
        var document = Changed(value, other);

        Assert.True(Plan().TryHash(document, new byte[48]));
        Same(Plan(), document);
    }

    [Theory]
    [InlineData("did:example:learner", "learner")]
    [InlineData("did:example:learner", "_:learner")]
    [InlineData("did:example:learner", "@id")]
    [InlineData("did:example:learner", "https://a.example/a b")]
    [InlineData("did:example:learner", "https://a.example/\\u00e9")]
    [InlineData("did:example:learner", "https:\\/\\/a.example")]
    [InlineData("did:example:learner", "https://a.example/é")]
    [InlineData("did:example:learner", "urn:a#b#c")]
    [InlineData("\"Achievement\"", "\"Alignment\"")]
    [InlineData("\"Achievement\"", "\"Achievement\",\"Profile\"")]
    [InlineData("context-3.0.3", "context-3.0.2")]
    [InlineData("context-3.0.3", "context-9")]
    [InlineData("First", "Second")]
    [InlineData("\"First\"", "null")]
    [InlineData("\"First\"", "1")]
    [InlineData("\"First\"", "true")]
    [InlineData("\"First\"", "[\"First\"]")]
    [InlineData("\"First\"", "{\"@value\":\"First\",\"@language\":\"en\"}")]
    [InlineData("First", "\\ud800")]
    [InlineData("First", "\\q")]
    [InlineData("First", "a\nb")]
    [InlineData("First", "a\",\"name\":\"b")]
    [InlineData("First", "a\\")]
    [InlineData("\"narrative\":", "\"narrative\" :")]
    [InlineData("\"narrative\":", "\"description\":")]
    [InlineData("\"narrative\":", "\"narrativ\\u0065\":")]
    [InlineData("\"id\":\"urn:uuid:018f3c7e-0000-7000-8000-000000000001\",", "")]
    [InlineData("\"id\":\"urn:uuid:018f3c7e-0000-7000-8000-000000000001\",", "\"id\":\"urn:uuid:1\",\"nickname\":\"x\",")]
    public void Fails_to_fit_when_more_than_a_value_differs_and_is_signed_or_refused_as_ever(string part, string other)
    {
        var document = Changed(part, other);

        Assert.False(Plan().TryHash(document, new byte[48]));
        Same(Plan(), document);
    }

    [Fact]
    public void Bytes_that_are_no_document_are_refused_as_ever()
    {
        var bytes = Encoding.UTF8.GetBytes(Exemplar);
        var signed = DataIntegrity.Sign(bytes, Scenario.Key, Options);

        foreach (
            var document in (byte[][])
                [
                    [],
                    bytes[..^1],
                    [.. bytes, (byte)'}'],
                    [.. bytes, (byte)' '],
                    [0xEF, 0xBB, 0xBF, .. bytes],
                    signed,
                    With(bytes, "First", 0xFF),
                    With(bytes, "First", 1),
                ]
        )
            Same(Plan(), document);
    }

    [Fact]
    public void Equal_nodes_without_identifier_are_told_apart_as_ever()
    {
        // The two pieces of evidence change places, become equal, and one has what the other had.
        foreach (var (first, second) in ((string, string)[])[("Second", "First"), ("Same", "Same"), ("Second", "Third")])
        {
            var document = Exemplar
                .Replace("\"First\"", "\"#\"", StringComparison.Ordinal)
                .Replace("\"Second\"", $"\"{second}\"", StringComparison.Ordinal)
                .Replace("\"#\"", $"\"{first}\"", StringComparison.Ordinal);
            Same(Plan(), Encoding.UTF8.GetBytes(document));
        }
    }

    [Theory]
    [InlineData("eddsa-jcs-2022")]
    [InlineData("ecdsa-rdfc-2019")]
    [InlineData("ecdsa-jcs-2019")]
    public void Other_suites_verify(string suite)
    {
        using var p384 = SigningKey.Generate(KeyAlgorithm.P384, out _);
        var key = suite.StartsWith("ecdsa", StringComparison.Ordinal) ? p384 : Scenario.Key;
        var plan = SigningPlan.For(
            Encoding.UTF8.GetBytes(Exemplar),
            key,
            new(DidKey.VerificationMethod(key.PublicKey), Scenario.Signed) { Cryptosuite = suite }
        );

        var signed = JsonElement.Parse(plan.Sign(Changed("First", "Zebra")));

        Assert.True(DataIntegrity.TryVerify(signed, signed.GetProperty("proof")[0], key.PublicKey, out _));
    }

    [Theory]
    [InlineData("[]", typeof(SigningException))]
    [InlineData("{\"nickname\":1}", typeof(JsonLdException))]
    public void Fails_when_the_exemplar_cannot_be_signed(string exemplar, Type expected) =>
        Assert.IsType(expected, Record.Exception(() => SigningPlan.For(Encoding.UTF8.GetBytes(exemplar), Scenario.Key, Options)));

    [Fact]
    public void One_plan_serves_many_threads()
    {
        var plan = Plan();
        Parallel.For(0, 200, i => Same(plan, Changed("did:example:learner", $"did:example:{i * 7919 % 200}")));
    }

    [Fact]
    public void Random_documents_and_random_changes_give_the_same_both_ways()
    {
        var (fitted, all) = (0, 0);
        var property = Prop.ForAll(
            Arb.From(Gen.Choose(1, int.MaxValue)),
            seed =>
            {
                var random = new Random(seed);
                var exemplar = random.Next(4) == 0 ? Exemplar : new RandomDocuments(seed).Next();
                if (Outcome(() => DataIntegrity.Sign(Encoding.UTF8.GetBytes(exemplar), Scenario.Key, Options)) is not byte[])
                    return true;

                var plan = SigningPlan.For(Encoding.UTF8.GetBytes(exemplar), Scenario.Key, Options);
                for (var i = 0; i < 20; i++, all++)
                {
                    var document = RandomChanges.Of(Encoding.UTF8.GetBytes(exemplar), random);
                    if (plan.TryHash(document, new byte[48]))
                        fitted++;
                    Same(plan, document);
                }

                return true;
            }
        );

        property.Check(Config.QuickThrowOnFailure.WithMaxTest(IsLong ? 20_000 : 400).WithQuietOnSuccess(true));

        Assert.True(fitted * 5 > all, $"{fitted} of {all} had the shape");
    }

    static SigningPlan Plan() => SigningPlan.For(Encoding.UTF8.GetBytes(Exemplar), Scenario.Key, Options);

    static JsonObject ExemplarBadge()
    {
        var badge = Scenario.Badge();
        badge["evidence"] = JsonNode.Parse(
            """[{"type":["Evidence"],"name":"First","narrative":"A"},{"type":["Evidence"],"name":"Second","narrative":"A"}]"""
        );
        badge["credentialSubject"]!["achievement"]!["related"] = JsonNode.Parse(
            """[{"id":"https://a.example/1","type":["Related"]},{"id":"https://a.example/2","type":["Related"]}]"""
        );
        badge["credentialSubject"]!["achievement"]!["tag"] = new JsonArray("one", "two");
        return badge;
    }

    static byte[] Changed(string part, string other)
    {
        Assert.Contains(part, Exemplar, StringComparison.Ordinal);
        var at = Exemplar.IndexOf(part, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(string.Concat(Exemplar.AsSpan(0, at), other, Exemplar.AsSpan(at + part.Length)));
    }

    static byte[] With(byte[] bytes, string at, byte value)
    {
        var copy = bytes.ToArray();
        copy[bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(at))] = value;
        return copy;
    }

    static void Same(SigningPlan plan, byte[] document)
    {
        var expected = Outcome(() => DataIntegrity.Sign(document, Scenario.Key, Options));
        var actual = Outcome(() => plan.Sign(document));

        Assert.True(Said(expected) == Said(actual), $"{Encoding.UTF8.GetString(document)}\n{Said(expected)}\n{Said(actual)}");
    }

    static object Outcome(Func<byte[]> sign)
    {
        try
        {
            return sign();
        }
        catch (Exception e) when (e is SigningException or JsonLdException)
        {
            return e;
        }
    }

    static string Said(object outcome) => outcome is byte[] bytes ? Encoding.UTF8.GetString(bytes) : ((Exception)outcome).Message;
}
