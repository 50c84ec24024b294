using Cairn.Audit;
using Cairn.Credentials.Achievements;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Foundation.Jobs;
using Cairn.Foundation.Signing;
using Cairn.Issuing;

namespace Cairn.Awarding;

/// <summary>
/// Builds, signs, verifies and stores one credential. A second run finds the stored bytes and leaves them alone; when the first was lost
/// before that, it gives the same bytes.
/// </summary>
internal sealed class SignCredential(CairnDb db, MasterKey master, TimeProvider clock) : JobHandler<SigningOrder>
{
    protected override async Task RunAsync(SigningOrder order, int attempt, CancellationToken stop)
    {
        var issue = order.Issue;
        await db.OnceAsync(async () =>
        {
            if (await db.Credentials.AnyAsync(c => c.IssueId == issue, stop))
                return false;
            await StoreAsync(issue, stop);
            return true;
        });
    }

    /// <summary>The signed bytes of an issue request; the same at every call.</summary>
    public static byte[] Sign(
        CredentialIssue issue,
        Design.MicroCredentialVersion version,
        IssuerKey key,
        StatusList list,
        MasterKey master
    )
    {
        var unsigned = CredentialBuilder.Build(issue, version, key, list).ToJsonUtf8Bytes();
        return key.Sign(unsigned, key.Did, issue.ValidFrom, master);
    }

    private async Task StoreAsync(Id<CredentialIssue> id, CancellationToken stop)
    {
        var found = await (
            from issue in db.CredentialIssues
            where issue.Id == id
            join award in db.Awards on issue.AwardId equals award.Id
            join version in db.Versions on award.VersionId equals version.Id
            join key in db.IssuerKeys on issue.IssuerKeyId equals key.Id
            join list in db.StatusLists on issue.StatusListId equals list.Id
            select new
            {
                issue,
                version,
                key,
                list,
            }
        )
            .AsNoTracking()
            .SingleAsync(stop);

        FaultPoint.Pass("before-sign");
        var signed = Sign(found.issue, found.version, found.key, found.list, master);
        FaultPoint.Pass("after-sign");
        Prove(signed, found.key);

        var now = clock.Now();
        var credential = new Credential(found.issue, signed, now);
        db.Credentials.Add(credential);
        db.Locators.Add(new Locator(Credential.Located, credential.PublicId.ToString("D"), credential.DistrictId, credential.Id.Value));
        db.Audit(null, "credential.signed", credential.Id, now, credential.Sha256);
        FaultPoint.Pass("before-store");
        await db.SaveChangesAsync(stop);
        FaultPoint.Pass("after-store");
    }

    // A credential is first checked as a stranger would check it, so that a fault of ours is a failed job and not a bad credential.
    private static void Prove(byte[] signed, IssuerKey key)
    {
        if (OpenBadgesModel.Check(signed) is [var violation, ..])
            throw new InvalidOperationException($"The credential departs from the model: {violation.Code} at {violation.Path}.");
        if (!PublicKey.TryParse(key.PublicKeyMultibase, out var publicKey))
            throw new InvalidOperationException("The issuer's public key cannot be read.");
        using var document = JsonDocument.Parse(signed);
        if (!DataIntegrity.TryVerify(document.RootElement, document.RootElement.GetProperty("proof")[0], publicKey, out var failure))
            throw new InvalidOperationException($"The signature does not verify: {failure.Code}.");
    }
}

/// <summary>Sign what was granted.</summary>
internal sealed record SigningOrder(Id<CredentialIssue> Issue) : IJobOrder
{
    public static string Kind => "sign-credential";
    public static JobLane Lane => JobLane.Quick;
    public Guid Subject => Issue.Value;
}
