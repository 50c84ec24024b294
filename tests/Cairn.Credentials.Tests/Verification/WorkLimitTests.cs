using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Tests.Keys;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

/// <summary>One verification does so much work and no more, however the document multiplies it. Counted, never timed.</summary>
public sealed class WorkLimitTests
{
    const string Code = "proof.too-much-work";

    static readonly long Limit = new Limits().Work;

    [Fact]
    public async Task A_badge_needs_hardly_any()
    {
        var report = await VerifyAsync(Sign(Badge()));

        Assert.Equal(Verdict.Pass, report.Verdict);
        Assert.InRange(report.Work, 1, Limit / 100);
    }

    // Rich: 20 pieces of evidence each. With an own context, which leaves the fast way.
    [Theory]
    [InlineData(20, false, 2)]
    [InlineData(0, true, 1)]
    public async Task A_record_of_256_badges_passes(int evidence, bool hasOwnContext, int atLeastTimes)
    {
        var badges = Enumerable
            .Range(0, 256)
            .Select(i =>
                Signed(
                    Badge(),
                    badge =>
                    {
                        badge["id"] = $"urn:uuid:018f3c7e-0000-7000-8000-{i:d12}";
                        if (evidence > 0)
                            badge["evidence"] = new JsonArray([
                                .. Enumerable
                                    .Range(0, evidence)
                                    .Select(j => new JsonObject
                                    {
                                        ["id"] = $"https://e.example/{i}/{j}",
                                        ["type"] = new JsonArray("Evidence"),
                                        ["name"] = $"Piece {j}",
                                        ["narrative"] = new string('n', 100),
                                    }),
                            ]);
                        if (hasOwnContext)
                            badge["@context"]!.AsArray().Add(new JsonObject { ["grade"] = "https://north.example/grade" });
                    }
                )
            );
        var report = await VerifyAsync(Record(badges));

        Assert.Equal((Verdict.Pass, "record.genuine"), (report.Verdict, report[CheckNames.Record].Code));
        Assert.InRange(report.Work, 256, Limit / atLeastTimes);
    }

    // What Limits.Values says of itself: each with 20 pieces of evidence, 10 alignments and 10 results.
    [Fact]
    public async Task A_record_of_256_rich_badges_has_less_than_half_of_the_values()
    {
        var badges = Enumerable
            .Range(0, 256)
            .Select(i =>
                Signed(
                    Badge(),
                    badge =>
                    {
                        badge["id"] = $"urn:uuid:018f3c7e-0000-7000-8000-{i:d12}";
                        badge["evidence"] = new JsonArray([
                            .. Enumerable
                                .Range(0, 20)
                                .Select(j => new JsonObject
                                {
                                    ["id"] = $"https://e.example/{i}/{j}",
                                    ["type"] = new JsonArray("Evidence"),
                                    ["name"] = $"Piece {j}",
                                    ["narrative"] = "How it was made",
                                }),
                        ]);
                        badge["credentialSubject"]!["achievement"]!["alignment"] = new JsonArray([
                            .. Enumerable
                                .Range(0, 10)
                                .Select(j => new JsonObject
                                {
                                    ["type"] = new JsonArray("Alignment"),
                                    ["targetName"] = $"Standard {j}",
                                    ["targetUrl"] = $"https://s.example/{j}",
                                }),
                        ]);
                        badge["credentialSubject"]!["result"] = new JsonArray([
                            .. Enumerable
                                .Range(0, 10)
                                .Select(j => new JsonObject { ["type"] = new JsonArray("Result"), ["value"] = $"{j}" }),
                        ]);
                    }
                )
            );
        var record = Record(badges);

        var half = await VerifyAsync(record, new() { Limits = new() { Values = new Limits().Values / 2 } });
        var quarter = await VerifyAsync(record, new() { Limits = new() { Values = new Limits().Values / 4 } });

        Assert.Equal(Outcome.Pass, half[CheckNames.Parse].Outcome);
        Assert.Equal("parse.too-many", quarter[CheckNames.Parse].Code); // it is rich
    }

    [Fact]
    public async Task Fails_when_a_record_has_many_poisoned_members()
    {
        var poisoned = Poisoned(proofs: 8);
        var report = await VerifyAsync(Record(Enumerable.Repeat(poisoned, 64)));

        Assert.Equal((Verdict.Fail, Code), (report.Verdict, report[CheckNames.Proof].Code));
        Assert.Equal(Outcome.Fail, report[CheckNames.Record].Outcome);
        Assert.InRange(report.Work, Limit / 2, Limit);
    }

    [Fact]
    public async Task Fails_when_a_presentation_has_poisoned_records()
    {
        var record = JsonNode.Parse(Record(Enumerable.Repeat(Poisoned(proofs: 8), 16)))!;
        var presentation = new JsonObject
        {
            ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
            ["type"] = new JsonArray("VerifiablePresentation"),
            ["verifiableCredential"] = new JsonArray([.. Enumerable.Repeat(record, 8).Select(one => one.DeepClone())]),
        };
        var report = await new Verifier().VerifyPresentationAsync(Bytes(presentation), new(), Now);

        Assert.Equal(Verdict.Fail, report.Verdict);
        Assert.Equal(Code, report[CheckNames.Proof].Code);
        Assert.Equal(Code, report.Credentials[^1][CheckNames.Proof].Code);
        Assert.InRange(report.Work, Limit / 2, Limit);
        Assert.All(report.Credentials, credential => Assert.InRange(credential.Work, 1, Limit));
    }

    [Fact]
    public async Task Fails_when_many_statements_are_signed_one_by_one_in_bad_proofs()
    {
        var key = KeyKindsTests.New(KeyAlgorithm.P256);
        var badge = Badge(DidKey.Create(key.PublicKey));
        badge["evidence"] = new JsonArray([
            .. Enumerable
                .Range(0, 600)
                .Select(i => new JsonObject
                {
                    ["id"] = $"https://e.example/{i}",
                    ["type"] = new JsonArray("Evidence"),
                    ["name"] = $"{i}",
                }),
        ]);
        var signed = EcdsaSd2023.Sign(Bytes(badge), key, new(DidKey.VerificationMethod(key.PublicKey), Scenario.Signed), []);
        var report = await VerifyAsync(
            Changed(
                signed,
                credential =>
                    credential["proof"] = new JsonArray([.. Enumerable.Repeat(credential.Proof(), 8).Select(proof => proof.DeepClone())])
            )
        );

        Assert.Equal((Verdict.Fail, Code), (report.Verdict, report[CheckNames.Proof].Code));
        Assert.InRange(report.Work, Limit / 2, Limit);
    }

    [Fact]
    public async Task Fails_when_contexts_are_piled_up()
    {
        var report = await VerifyAsync(
            Changed(
                Sign(Badge()),
                badge =>
                {
                    var contexts = badge["@context"]!.AsArray();
                    foreach (
                        var context in Enumerable
                            .Repeat(contexts.Select(context => context!.GetValue<string>()).ToList(), 2000)
                            .SelectMany(pair => pair)
                    )
                        contexts.Add(context);
                }
            )
        );

        Assert.Equal((Verdict.Fail, Code), (report.Verdict, report[CheckNames.Proof].Code));
    }

    [Fact]
    public async Task The_same_input_is_counted_the_same()
    {
        var poisoned = Bytes(Poisoned(proofs: 2));
        var (first, second) = (await VerifyAsync(poisoned), await VerifyAsync(poisoned));

        Assert.Equal(first.Work, second.Work);
        Assert.Equal(first.ToCanonicalJson(), second.ToCanonicalJson());
    }

    [Fact]
    public async Task A_document_is_canonicalized_once_for_all_its_proofs()
    {
        var one = Sign(Badge());
        var eight = one;
        for (var i = 0; i < 7; i++)
            eight = DataIntegrity.AddProof(eight, Key, new(DidKey.VerificationMethod(Key.PublicKey), Scenario.Signed));
        var (alone, set) = (await VerifyAsync(one), await VerifyAsync(eight));

        Assert.Equal(Verdict.Pass, set.Verdict);
        // Seven more signatures and configurations.
        Assert.InRange(set.Work - alone.Work, 7 * 150, 7 * 250);
    }

    // What is left for any place to run out at: the key, the signature, an endorsement, a list.
    [Fact]
    public async Task Never_passes_when_it_stopped_early()
    {
        var badge = Bytes(Signed(Badge(), _ => { }));
        var whole = await VerifyAsync(badge);
        Assert.Equal(Verdict.Pass, (await VerifyAsync(badge, With(whole.Work))).Verdict);

        for (var work = 0L; work < whole.Work; work += 37)
            await FailsAsync(CheckNames.Proof, Code, badge, With(work));
        await FailsAsync(CheckNames.Proof, Code, badge, With(whole.Work - 1));

        static VerifierOptions With(long work) => new() { Limits = new() { Work = work } };
    }

    [Fact]
    public async Task Fails_when_a_list_is_where_it_ends()
    {
        const string url = "https://north.example/badge";
        var badge = Badge();
        badge["refreshService"] = new JsonObject { ["id"] = url, ["type"] = "1EdTechCredentialRefresh" };
        badge["@context"]!.AsArray().Add("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json");
        var signed = Sign(badge);
        VerifierOptions options = new() { Loader = new Library().With(url, signed) };
        var whole = await VerifyAsync(signed, options);
        Assert.Equal((Verdict.Pass, "refresh.newer"), (whole.Verdict, whole[CheckNames.Refresh].Code));

        await FailsAsync(CheckNames.Proof, Code, signed, options with { Limits = new() { Work = whole.Work - 1 } });
    }

    [Fact]
    public async Task A_run_that_was_ended_is_no_report()
    {
        using CancellationTokenSource ended = new();
        await ended.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await new Verifier().VerifyAsync(Sign(Badge()), Now, ended.Token)
        );
    }

    // Ended by the loader's first answer, the canonicalization after it does not run.
    [Fact]
    public async Task A_run_that_is_ended_between_two_canonicalizations_is_no_report()
    {
        using CancellationTokenSource ended = new();
        var record = Record([Signed(Badge("did:web:east.example"), _ => { }, "did:web:east.example#1"), Signed(Badge(), _ => { })]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await new Verifier(new() { Loader = new EndingLoader(ended) }).VerifyAsync(record, Now, ended.Token)
        );
    }

    sealed class EndingLoader(CancellationTokenSource ended) : IDocumentLoader
    {
        public ValueTask<LoadedDocument> LoadAsync(Uri url, CancellationToken cancellationToken)
        {
            ended.Cancel();
            return ValueTask.FromResult(LoadedDocument.Unavailable("404 Not Found"));
        }
    }

    // Eight blank nodes, each related to each other: what tells them apart is tried in every order (RDFC-1.0, 7.1).
    static JsonObject Poisoned(int proofs)
    {
        var badge = JsonNode.Parse(Sign(Badge()))!.AsObject();
        badge["evidence"] = new JsonArray([
            .. Enumerable
                .Range(0, 8)
                .Select(i => new JsonObject
                {
                    ["id"] = $"_:b{i}",
                    ["https://x.example/p"] = new JsonArray([
                        .. Enumerable.Range(0, 8).Where(j => j != i).Select(j => new JsonObject { ["id"] = $"_:b{j}" }),
                    ]),
                }),
        ]);
        badge["proof"] = new JsonArray([
            .. Enumerable
                .Range(0, proofs)
                .Select(i =>
                {
                    // Chained to another, each secures another document.
                    var proof = badge.Proof().DeepClone().AsObject();
                    proof["id"] = $"urn:x:{i}";
                    if (i > 0)
                        proof["previousProof"] = $"urn:x:{i - 1}";
                    return proof;
                }),
        ]);
        return badge;
    }

    static JsonObject Signed(JsonObject badge, Action<JsonObject> change, string? method = null)
    {
        change(badge);
        return JsonNode.Parse(Sign(badge, Key, method))!.AsObject();
    }

    static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    static byte[] Record(IEnumerable<JsonObject> credentials) => RecordCheckTests.Record([.. credentials]);
}
