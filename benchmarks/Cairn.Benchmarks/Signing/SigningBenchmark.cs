using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Verification;

namespace Cairn.Benchmarks.Signing;

/// <summary>
/// Bytes in, signed bytes or a full report out, against the bare curve and against Node, on the same documents in one run. Only the
/// verifier and the signing key are kept between rounds: each verification reads the key again. A plan keeps the shape of its exemplar; it
/// signs other documents.
/// </summary>
static class SigningBenchmark
{
    static readonly DateTimeOffset Created = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly byte[] Seed = [.. Enumerable.Range(1, SigningKey.SeedLength).Select(i => (byte)i)];

    public static async Task<int> RunAsync(string[] arguments)
    {
        var seconds =
            arguments is [var given] && double.TryParse(given, CultureInfo.InvariantCulture, out var parsed) && parsed > 0 ? parsed : 3;
        Rates rates = new(seconds);
        using var key = SigningKey.FromSeed(Seed);

        using var handle = LibCrypto.ImportPublic(key.PublicKey.Raw);
        Curve(rates, key, handle);
        foreach (var (size, document) in BenchmarkDocuments.All(DidKey.Create(key.PublicKey)))
            Cairn(rates, key, size, document);
        rates.Measure();
        await NodeAsync(rates, key, seconds);

        foreach (var work in (string[])["sign", "verify"])
        foreach (var size in (string[])["small", "rich"])
        {
            rates.Ratio($"cairn_{work}_{size}", $"ed25519_{work}");
            rates.Ratio($"cairn_{work}_{size}", $"node_{work}_{size}");
        }

        foreach (var size in (string[])["small", "rich"])
        {
            rates.Ratio($"cairn_verify_proof_{size}", "ed25519_verify");
            rates.Ratio($"cairn_sign_plan_{size}", "ed25519_sign");
            rates.Ratio($"cairn_sign_plan_{size}", $"cairn_sign_{size}");
        }

        return 0;
    }

    // The signed data is always the two hashes, 64 bytes.
    static void Curve(Rates rates, SigningKey key, LibCrypto.KeyHandle handle)
    {
        var message = new byte[64];
        var signature = new byte[key.SignatureLength];
        key.Sign(message, signature);
        rates.Add("ed25519_sign", () => key.Sign(message, signature));
        rates.Add("ed25519_verify", () => Require(LibCrypto.Verify(handle, message, signature)));
    }

    static void Cairn(Rates rates, SigningKey key, string size, JsonObject document)
    {
        var unsigned = Encoding.UTF8.GetBytes(document.ToJsonString());
        ProofOptions options = new(DidKey.VerificationMethod(key.PublicKey), Created);
        var signed = DataIntegrity.Sign(unsigned, key, options);
        Verifier verifier = new();

        var plan = SigningPlan.For(unsigned, key, options);
        var others = Learners(document);
        var next = 0;
        foreach (var other in others)
            Require(plan.TryHash(other, new byte[32]) && plan.Sign(other).AsSpan().SequenceEqual(DataIntegrity.Sign(other, key, options)));

        rates.Add($"cairn_sign_{size}", () => Require(DataIntegrity.Sign(unsigned, key, options).Length == signed.Length));
        rates.Add($"cairn_sign_plan_{size}", () => Require(plan.Sign(others[next++ % others.Length]).Length > unsigned.Length));
        rates.Add($"cairn_verify_proof_{size}", () => Require(Proof(signed)));
        rates.Add(
            $"cairn_verify_{size}",
            () => Require(verifier.VerifyAsync(signed, Now).AsTask().GetAwaiter().GetResult().Verdict == Verdict.Pass)
        );
    }

    // The proof alone, without a report: read the document, resolve the key, verify.
    static bool Proof(byte[] signed)
    {
        using var document = JsonDocument.Parse(signed);
        var proof = document.RootElement.GetProperty("proof")[0];
        var method = proof.GetProperty("verificationMethod").GetString()!;
        return DidKey.TryResolve(method[..method.IndexOf('#', StringComparison.Ordinal)], out var key)
            && DataIntegrity.TryVerify(document.RootElement, proof, key.VerificationMethods[0].PublicKey!, out _);
    }

    /// <summary>The same badge for many: another identifier, learner and date each.</summary>
    static byte[][] Learners(JsonObject document) =>
        [
            .. Enumerable
                .Range(0, 64)
                .Select(number =>
                {
                    var copy = document.DeepClone().AsObject();
                    copy["id"] = $"urn:uuid:018f3c7e-0000-7000-8000-{number * 7919:D12}";
                    copy["validFrom"] = $"2026-01-01T00:00:{number % 60:D2}Z";
                    copy["credentialSubject"]!["id"] = $"did:example:learner-{number * 104729 % 1000:D3}";
                    return Encoding.UTF8.GetBytes(copy.ToJsonString());
                }),
        ];

    static async Task NodeAsync(Rates rates, SigningKey key, double seconds)
    {
        await using var node = NodeProcess.Start();
        if (node is null)
        {
            Console.Error.WriteLine("Node is not measured: run tests/oracle/install.");
            return;
        }

        foreach (var (size, document) in BenchmarkDocuments.All(DidKey.Create(key.PublicKey)))
        foreach (var work in (string[])["sign", "verify"])
            rates.Record($"node_{work}_{size}", await node.RateAsync(work, document, SigningKey.SeedToMultikey(Seed), seconds));
    }

    static void Require(bool held)
    {
        if (!held)
            throw new InvalidOperationException("What is measured does not work.");
    }
}
