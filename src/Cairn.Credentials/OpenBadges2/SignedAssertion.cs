using System.Security.Cryptography;
using System.Text.Json;
using Cairn.Credentials.Jose;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.OpenBadges2;

/// <summary>
/// The JWS of a signed assertion (Open Badges 2.0, Signed Badges): by a key that the issuer's profile lists under <c>publicKey</c>, or that
/// <c>verification.creator</c> names among them.
/// </summary>
static class SignedAssertion
{
    const string Clause = "Open Badges 2.0, Signed Badges";

    public static async ValueTask<(Check Proof, Check Issuer)> JudgeAsync(Assertion assertion, BadgeDocuments documents, VerificationSession session)
    {
        if (documents.Problem is { } problem)
            return (problem with { Name = CheckNames.Proof, Outcome = Outcome.NotDeterminable }, problem);

        var (key, missing) = await KeyAsync(assertion.Json, documents.Issuer, session);
        if (missing is not null)
            return (missing with { Name = CheckNames.Proof, Outcome = Outcome.NotDeterminable }, missing);
        var issuer = documents.Issuer.Text("id") ?? "";
        if (PublicKeyOf(key) is not { } publicKey)
            return Both("key.malformed", key.Text("id") ?? "");
        if (key.Text("owner") is { } owner && owner != issuer)
            return Both("key.document-of-another", issuer, owner);

        var jws = assertion.Jws!;
        var isValid = jws.Algorithm is { } algorithm && JoseAlgorithm.Is(algorithm, publicKey.Algorithm) && publicKey.Verify(jws.SigningInput.Span, jws.Signature.Span);
        return (
            isValid ? Check.Pass(CheckNames.Proof, "proof.valid", Clause) : Check.Fail(CheckNames.Proof, "proof.signature", Clause),
            isValid ? Check.Pass(CheckNames.Issuer, "issuer.key-confirmed", Clause, issuer) : Check.NotPerformed(CheckNames.Issuer, "issuer.no-proof", Clause)
        );
    }

    static (Check, Check) Both(string code, params string[] arguments) =>
        (Check.Fail(CheckNames.Proof, code, Clause, arguments), Check.Fail(CheckNames.Issuer, code, Clause, arguments));

    static async ValueTask<(JsonElement Key, Check? Problem)> KeyAsync(JsonElement assertion, JsonElement issuer, VerificationSession session)
    {
        var keys = issuer.Items("publicKey");
        var creator = assertion.Member("verification")?.Text("creator");
        foreach (var key in keys)
            if (creator is null || (key.ValueKind == JsonValueKind.String ? key.GetString() : key.Text("id")) == creator)
                return await BadgeDocuments.FollowAsync(key, "publicKey", session);
        return (default, Check.Fail(CheckNames.Issuer, keys.Count == 0 ? "key.none-published" : "key.not-listed", Clause, creator ?? issuer.Text("id") ?? ""));
    }

    // CryptographicKey: publicKeyPem, of a SubjectPublicKeyInfo.
    static PublicKey? PublicKeyOf(JsonElement key)
    {
        if (key.Text("publicKeyPem") is not { Length: < 16 * 1024 } pem)
            return null;
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            var parameters = rsa.ExportParameters(includePrivateParameters: false);
            return rsa.KeySize is >= 2048 and <= 8192 ? PublicKey.OfRsa(parameters.Modulus!, parameters.Exponent!) : null;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}
