using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Cairn.Credentials.Achievements;
using Cairn.Credentials.Baking;
using Cairn.Credentials.Canonical;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.Jose;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Presentations;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Proofs.SelectiveDisclosure;
using Cairn.Credentials.Status;
using Cairn.Credentials.Tests.Verification;
using Cairn.Credentials.Trust;
using Cairn.Credentials.Verification;
using FsCheck;
using FsCheck.Fluent;

namespace Cairn.Credentials.Tests.Fuzzing;

/// <summary>
/// For any bytes, every parser answers: no exception except the documented ones, within a bounded time. Normally a short run; with
/// CAIRN_LONG_TESTS=1 (<c>./test --long</c>) ten minutes. Whatever it finds becomes a named test.
/// </summary>
public sealed class ParserFuzzTests
{
    static readonly bool IsLong = Environment.GetEnvironmentVariable("CAIRN_LONG_TESTS") == "1";

    public static TheoryData<string> Names { get; } = [.. Parsers.Keys];

    static Dictionary<string, Action<byte[]>> Parsers =>
        new()
        {
            ["verifier"] = bytes => Wait(new Verifier().VerifyAsync(bytes, Scenario.Now)),
            // The stranger also answers what the verifier asks for.
            ["verifier with a hostile loader"] = bytes =>
                Wait(new Verifier(new() { Loader = new Echo(bytes), Recipient = new("a@b.c") }).VerifyAsync(bytes, Scenario.Now)),
            ["presentation"] = bytes => Wait(new Verifier().VerifyPresentationAsync(bytes, new("c", "https://d.example"), Scenario.Now)),
            ["presentation jwt signing"] = bytes =>
                Documented<SigningException>(() => JwtPresentation.Sign(bytes, Scenario.Key, new("did:example:1#1", Scenario.Signed))),
            ["is a presentation"] = bytes => _ = VerifiablePresentation.Is(bytes),
            ["canonical form"] = bytes =>
                Documented<JsonLdException>(() => OfJson(bytes, json => CanonicalForm.NQuads(new(json), PinnedContexts.Instance))),
            ["expanded form"] = bytes =>
                Documented<JsonLdException>(() => OfJson(bytes, json => JsonLdForms.Expand(new(json), PinnedContexts.Instance))),
            // Into a context of another kind of credential, and into what the stranger says.
            ["compacted form"] = bytes =>
                OfJson(
                    bytes,
                    json =>
                        new[] { BadgeContext, json }.Count(context =>
                            Documented<JsonLdException>(() => JsonLdForms.Compact(new(json), context, PinnedContexts.Instance))
                        )
                ),
            ["flattened form"] = bytes =>
                OfJson(
                    bytes,
                    json =>
                        new JsonElement?[] { null, json }.Count(context =>
                            Documented<JsonLdException>(() => JsonLdForms.Flatten(new(json), PinnedContexts.Instance, context))
                        )
                ),
            ["data integrity"] = bytes =>
                Documented<JsonLdException>(() =>
                    OfJson(
                        bytes,
                        json => json.Items("proof").All(proof => DataIntegrity.TryVerify(json, proof, Scenario.Key.PublicKey, out _))
                    )
                ),
            ["signing"] = bytes =>
                Documented<SigningException, JsonLdException>(() => DataIntegrity.AddProof(bytes, Scenario.Key, Options)),
            ["jwt signing"] = bytes => Documented<SigningException, JsonLdException>(() => JwtCredential.Sign(bytes, Scenario.Key, new())),
            ["derivation"] = bytes => Documented<SigningException, JsonLdException>(() => EcdsaSd2023.Derive(bytes, ["/name"])),
            ["jws"] = bytes => CompactJws.Parse(bytes),
            ["base proof value"] = bytes => BaseProofValue.Parse("u2V0A" + Text(bytes)),
            ["derived proof value"] = bytes => DerivedProofValue.Parse("u2V0B" + Text(bytes)),
            ["cbor"] = ReadCbor,
            ["baked picture"] = bytes => BakedImage.TryExtract(bytes, out _),
            ["baked picture of open badges 2"] = bytes => OpenBadges2Image.TryExtract(bytes, out _, out _),
            ["baking"] = bytes => BakedImage.TryBake(bytes, "{}"u8, out _, out _),
            ["multibase"] = bytes => Multibase.TryDecode(Encoding.Latin1.GetString(bytes), new byte[64], out _),
            ["multikey"] = bytes => _ = PublicKey.TryParse(Encoding.Latin1.GetString(bytes), out _),
            ["secret multikey"] = bytes => _ = SigningKey.TryParse("z" + Text(bytes), out _),
            ["jwk"] = bytes => OfJson(bytes, json => PublicKey.TryParseJwk(json, out _)),
            ["dids"] = bytes =>
                _ = (
                    DidKey.TryResolve("did:key:z" + Text(bytes), out _),
                    DidJwk.TryResolve("did:jwk:" + Text(bytes), out _),
                    DidWeb.TryGetUrl("did:web:" + Text(bytes), out _)
                ),
            ["did document"] = bytes => _ = ControllerDocument.TryParse(bytes, out _),
            ["trust store"] = bytes => _ = TrustStore.TryParse(bytes, out _),
            ["known registries"] = bytes => _ = KnownRegistries.TryParse(bytes, out _),
            ["federation"] = bytes =>
                _ = (FederationResult.TryRead(bytes, [Scenario.Key.PublicKey], Scenario.Now, out _, out _), FederationResult.Keys(bytes)),
            ["status list"] = bytes => StatusList.TryDecode("u" + Text(bytes), 1, out _, out _),
            ["status entry"] = bytes => OfJson(bytes, json => StatusListEntry.TryRead(json, out _, out _)),
            ["data model"] = bytes => OpenBadgesModel.Check(bytes),
            ["context document"] = bytes => Documented<JsonLdException>(() => ContextDocument.Parse("https://a.example/", bytes)),
        };

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_makes_it_stumble(string parser)
    {
        var parse = Parsers[parser];
        foreach (var valid in HostileBytes.Corpus)
            parse(valid);

        var config = Config.QuickThrowOnFailure.WithMaxTest(IsLong ? 2000 : 60).WithQuietOnSuccess(true);
        var property = Prop.ForAll(HostileBytes.Arbitrary, bytes => Answers(parse, bytes));
        var end = Stopwatch.GetTimestamp() + (IsLong ? Stopwatch.Frequency * 600 / Names.Count : 0);
        do property.Check(config);
        while (Stopwatch.GetTimestamp() < end);
    }

    static bool Answers(Action<byte[]> parse, byte[] bytes)
    {
        var start = Stopwatch.GetTimestamp();
        parse(bytes);
        // Generous, because the machine may be busy; the point is that nothing runs away.
        return Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20);
    }

    static ProofOptions Options => new(DidKey.VerificationMethod(Scenario.Key.PublicKey), Scenario.Signed);

    static void Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    static string Text(byte[] bytes) => new([.. bytes.Select(value => (char)value).Where(char.IsAsciiLetterOrDigit)]);

    static void OfJson<T>(byte[] bytes, Func<JsonElement, T> parse)
    {
        if (StrictJson.TryParse(bytes, 1 << 20, 64, out var document) == JsonProblem.None)
            using (document)
                parse(document!.RootElement);
    }

    static readonly JsonElement BadgeContext = JsonElement.Parse("\"https://w3id.org/openbadges/v2\"");

    static bool Documented<TException>(Action action)
        where TException : Exception => Documented<TException, TException>(action);

    static bool Documented<TFirst, TSecond>(Action action)
        where TFirst : Exception
        where TSecond : Exception
    {
        try
        {
            action();
            return true;
        }
        catch (Exception exception) when (exception is TFirst or TSecond)
        {
            return false;
        }
    }

    static void ReadCbor(byte[] bytes)
    {
        CborReader cbor = new(bytes);
        while (
            !cbor.IsAtEnd
            && (cbor.TryArray(out _) || cbor.TryMap(out _) || cbor.TryBytes(out _) || cbor.TryText(out _) || cbor.TryInteger(out _))
        ) { }
    }

    sealed class Echo(byte[] bytes) : IDocumentLoader
    {
        public ValueTask<LoadedDocument> LoadAsync(Uri url, CancellationToken cancellationToken) =>
            ValueTask.FromResult(LoadedDocument.Found(bytes));
    }
}
