using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Verification.OpenBadges2;

/// <summary>
/// The JWS of a signed assertion (Open Badges 2.0, Signed Badges): with a key that the issuer's profile lists under <c>publicKey</c>, or
/// the one of these that <c>verification.creator</c> names.
/// </summary>
static class SignedAssertion
{
    const string Clause = "Open Badges 2.0, Signed Badges";

    /// <summary>The signature, the key, and whose it is.</summary>
    public static async ValueTask<(Check Proof, Check Key, Check Issuer)> JudgeAsync(
        Assertion assertion,
        BadgeDocuments documents,
        VerificationSession session
    )
    {
        if (documents.Problem is { } problem)
            return Without(problem, documents.Issuer);

        var (key, missing) = await KeyAsync(assertion.Json, documents.Issuer, session);
        if (missing is not null)
            return Without(missing, documents.Issuer);
        var issuer = documents.Issuer.Text("id") ?? "";
        var reading = PublicKeyOf(key, out var publicKey);
        if (publicKey is null)
            return Both(KeyProblem.Of(reading, key.Text("id") ?? ""), documents.Issuer);
        if (key.Text("owner") is { } owner && owner != issuer)
            return (
                Check.NotDeterminable(CheckNames.Proof, "key.document-of-another", Clause, issuer, owner),
                Check.Fail(CheckNames.IssuerKey, "key.document-of-another", Clause, issuer, owner),
                Check.Fail(CheckNames.Issuer, "issuer.key-of-another", Clause, issuer, owner)
            );

        var jws = assertion.Jws!;
        var isValid =
            jws.Algorithm is { } algorithm
            && JoseAlgorithm.Is(algorithm, publicKey.Algorithm)
            && publicKey.Verify(jws.SigningInput.Span, jws.Signature.Span);
        return isValid
            ? (
                Check.Pass(CheckNames.Proof, "proof.valid", Clause),
                Check.Pass(CheckNames.IssuerKey, "issuer.key-in-force", Clause, key.Text("id") ?? ""),
                Check.Pass(CheckNames.Issuer, "issuer.key-confirmed", Clause, issuer)
            )
            : (
                Check.Fail(CheckNames.Proof, "proof.signature", Clause),
                Check.NotPerformed(CheckNames.IssuerKey, "issuer.no-proof", Clause),
                Check.NotPerformed(CheckNames.Issuer, "issuer.no-proof", Clause)
            );
    }

    // Without the key nothing is known about the signature or whose it is.
    static (Check, Check, Check) Without(Check problem, JsonElement issuer) =>
        (
            problem with
            {
                Name = CheckNames.Proof,
                Outcome = Outcome.NotDeterminable,
            },
            problem with
            {
                Name = CheckNames.IssuerKey,
            },
            Check.NotPerformed(CheckNames.Issuer, "issuer.no-document", Clause, issuer.Text("id") ?? "")
        );

    static (Check, Check, Check) Both(KeyProblem problem, JsonElement issuer) =>
        (
            new(CheckNames.Proof, problem.Outcome, problem.Code, Clause, problem.Arguments),
            new(CheckNames.IssuerKey, problem.Outcome, problem.Code, Clause, problem.Arguments),
            Check.NotPerformed(CheckNames.Issuer, "issuer.no-document", Clause, issuer.Text("id") ?? "")
        );

    static async ValueTask<(JsonElement Key, Check? Problem)> KeyAsync(
        JsonElement assertion,
        JsonElement issuer,
        VerificationSession session
    )
    {
        var keys = issuer.Items("publicKey");
        var creator = assertion.Member("verification")?.Text("creator");
        foreach (var key in keys)
            if (creator is null || (key.ValueKind == JsonValueKind.String ? key.GetString() : key.Text("id")) == creator)
                return await BadgeDocuments.FollowAsync(key, "publicKey", session);
        return (
            default,
            Check.Fail(
                CheckNames.IssuerKey,
                keys.Count == 0 ? "key.none-published" : "key.not-listed",
                Clause,
                creator ?? issuer.Text("id") ?? ""
            )
        );
    }

    // CryptographicKey: publicKeyPem, of a SubjectPublicKeyInfo. A private key in its place is a leak and must not be used.
    static KeyReading PublicKeyOf(JsonElement key, out PublicKey? read)
    {
        read = null;
        if (key.Text("publicKeyPem") is not { Length: < 16 * 1024 } pem)
            return KeyReading.Malformed;
        if (!PemEncoding.TryFind(pem, out var fields) || pem.AsSpan()[fields.Label] is not ("PUBLIC KEY" or "RSA PUBLIC KEY"))
            return KeyReading.Malformed;
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            var parameters = rsa.ExportParameters(includePrivateParameters: false);
            return PublicKey.ReadRsa(parameters.Modulus!, parameters.Exponent!, out read);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return KeyReading.Malformed;
        }
    }
}
