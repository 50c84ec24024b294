using Cairn.Audit;
using Cairn.Credentials;
using Cairn.Credentials.Jose;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Verification;
using Cairn.Foundation.Signing;
using Cairn.Issuing;

namespace Cairn.Vcalm;

/// <summary>
/// Signs what a program hands in. The credential, its places on the lists and the audit event are one transaction; the same request again
/// gives the same bytes. Before it is stored, our own verifier reads the credential as a stranger would; what it refuses is not issued.
/// </summary>
internal sealed class IssueCredential(CairnDb db, MasterKey master, CairnOptions options, TimeProvider clock, Issuers issuers)
{
    /// <summary>The organization's key for programs, of one algorithm; made and saved when it is first needed.</summary>
    public Task<IssuerKey> KeyOfAsync(Actor? actor, Organization organization, KeyAlgorithm algorithm, CancellationToken stop) =>
        issuers.SavedKeyOfAsync(actor, organization, IssuerKind.Programs, algorithm, clock.Now(), stop);

    public async Task<Outcome<IssuedCredential>> IssueAsync(
        Actor? actor,
        Organization organization,
        VcalmSuite suite,
        IssueRequest request,
        CancellationToken stop
    )
    {
        var key = await KeyOfAsync(actor, organization, suite.Algorithm, stop);
        return await db.OnceAsync(async () =>
        {
            if (!UnsignedCredential.Of(request.Credential, key, options.LocalOrigin).Succeeds(out var credential, out var refusal))
                return (Outcome<IssuedCredential>)refusal;
            var name = request.CredentialId ?? credential.Id;
            if (name is { Length: > IssuedCredential.LongestCredentialId } || name?.Contains('\0', StringComparison.Ordinal) is true)
                return new Refusal("vcalm.kind", "credential.id", "credential.id");
            if (name is not null && await FindAsync(organization, suite, name, stop) is { } first)
                return first.RequestSha256 == request.Sha256
                    ? (Outcome<IssuedCredential>)first
                    : new Refusal("vcalm.issued-before", request.CredentialId is null ? "credential.id" : "options.credentialId");

            var now = clock.Now();
            List<FreePlace> places = [];
            foreach (var purpose in request.StatusPurposes)
                places.Add(await db.DrawPlaceAsync(key, credential.Issuer, purpose, options.LocalOrigin, now, stop));
            foreach (var place in places)
                credential.Add(place.Entry);

            if (!Sign(credential, key, suite, request.MandatoryPointers, now).Succeeds(out var signed, out refusal))
                return refusal;
            if (await DepartureAsync(signed, key, credential.Issuer, now, stop) is { } departure)
                return departure;

            var issued = new IssuedCredential(
                key,
                suite,
                name,
                request.Sha256,
                suite.Cryptosuite is null ? Enveloped(signed) : signed,
                actor?.PersonId,
                now
            );
            db.IssuedCredentials.Add(issued);
            db.StatusPlaces.AddRange(places.Select(place => place.TakenBy(issued.Id.Value, now)));
            db.Audit(actor, "vcalm.issued", issued.Id, now, suite.Name);
            await db.SaveChangesAsync(stop);
            return issued;
        });
    }

    private Task<IssuedCredential?> FindAsync(Organization organization, VcalmSuite suite, string credentialId, CancellationToken stop)
    {
        var hash = IssuedCredential.Sha256(credentialId);
        return db
            .IssuedCredentials.AsNoTracking()
            .FirstOrDefaultAsync(c => c.OrganizationId == organization.Id && c.Suite == suite.Name && c.CredentialIdSha256 == hash, stop);
    }

    private Outcome<byte[]> Sign(
        UnsignedCredential credential,
        IssuerKey key,
        VcalmSuite suite,
        IReadOnlyList<string> mandatoryPointers,
        DateTimeOffset now
    )
    {
        using var signer = key.Open(master);
        var method = key.MethodOf(credential.Issuer);
        var proof = new ProofOptions(method, Instants.WholeSecond(now)) { Cryptosuite = suite.Discloses ? null : suite.Cryptosuite };
        try
        {
            var unsigned = credential.ToBytes();
            UnsignedCredential.RequireMeaning(unsigned);
            return suite.Cryptosuite is null
                ? JwtCredential.Sign(unsigned, signer, new JwtOptions { KeyId = method, Form = JwtForm.VcJose })
                : UnsignedCredential.WithOneProof(
                    suite.Discloses
                        ? EcdsaSd2023.Sign(unsigned, signer, proof, mandatoryPointers)
                        : DataIntegrity.Sign(unsigned, signer, proof)
                );
        }
        catch (JsonLdException meaningless)
        {
            return new Refusal("vcalm.json-ld", "credential", meaningless.Code, string.Join(", ", meaningless.Arguments));
        }
        catch (SigningException unsignable)
        {
            return new Refusal("vcalm.unsignable", "credential", unsignable.Failure.Code, string.Join(", ", unsignable.Failure.Arguments));
        }
    }

    /// <summary>
    /// The first MUST that the signed credential breaks. One that is not valid yet, or has expired, is the caller's choice.
    /// </summary>
    private static async Task<Refusal?> DepartureAsync(
        byte[] signed,
        IssuerKey key,
        string issuer,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var verifier = new Verifier(new VerifierOptions { Loader = new OwnDocument(key, issuer) });
        var report = await verifier.VerifyAsync(signed, now, stop);
        var wrong = report.Checks.FirstOrDefault(check =>
            (check.Outcome is Outcome.Fail && check.Code is not ("validity.not-yet" or "validity.expired"))
            || (
                check.Name is CheckNames.Proof or CheckNames.IssuerKey or CheckNames.Issuer
                && check is { Item: 0, Outcome: not Outcome.Pass }
            )
        );
        return wrong is null ? null : new Refusal("vcalm.departs", "credential", wrong.Code, wrong.Reason, wrong.Clause);
    }

    // VC Data Model 2.0, 4.13.1 Enveloped Verifiable Credentials.
    private static byte[] Enveloped(byte[] jwt) =>
        Encoding.UTF8.GetBytes(
            """{"@context":"https://www.w3.org/ns/credentials/v2","id":"data:application/vc+jwt,"""
                + Encoding.ASCII.GetString(jwt)
                + "\",\"type\":\"EnvelopedVerifiableCredential\"}"
        );

    /// <summary>All that this check needs from outside the credential: the issuer's own document.</summary>
    private sealed class OwnDocument(IssuerKey key, string issuer) : IDocumentLoader
    {
        public ValueTask<LoadedDocument> LoadAsync(Uri url, CancellationToken cancellationToken) =>
            ValueTask.FromResult(
                key.IsWeb && issuer == key.Did && DidWeb.TryGetUrl(issuer, out var address) && url == address
                    ? LoadedDocument.Found(IssuerDocument.Write(issuer, [key]))
                    : LoadedDocument.Unavailable("nothing else is asked while issuing")
            );
    }
}

/// <param name="CredentialId">The caller's name for a credential without an id.</param>
/// <param name="MandatoryPointers">For selective disclosure only.</param>
/// <param name="StatusPurposes">Of <see cref="StatusPlace.Purposes"/>: on which lists it gets a place.</param>
/// <param name="Sha256">Of the request.</param>
internal sealed record IssueRequest(
    JsonElement? Credential,
    string? CredentialId,
    IReadOnlyList<string> MandatoryPointers,
    IReadOnlyList<string> StatusPurposes,
    string Sha256
);
