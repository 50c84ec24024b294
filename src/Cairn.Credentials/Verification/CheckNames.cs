namespace Cairn.Credentials.Verification;

/// <summary>The checks of a report, in their order.</summary>
public static class CheckNames
{
    /// <summary>The bytes are a credential that can be read.</summary>
    public const string Parse = "parse";

    /// <summary>The signature is genuine: nothing has been changed since. If there are several, each by itself.</summary>
    public const string Proof = "proof";

    /// <summary>The key that signed was found, may issue credentials, and was in force at the time.</summary>
    public const string IssuerKey = "issuer-key";

    /// <summary>The identity of the issuer: the key's controller is the issuer that the credential names.</summary>
    public const string Issuer = "issuer";

    /// <summary>The issuer is in the given trust store.</summary>
    public const string Trust = "trust";

    /// <summary>The instant lies within the credential's dates.</summary>
    public const string Validity = "validity";

    /// <summary>It was not revoked or suspended. If there are several entries, each by itself.</summary>
    public const string Status = "status";

    /// <summary>It has the members that the data model requires.</summary>
    public const string Schema = "schema";

    /// <summary>The achievement, its recipient and its results fit together.</summary>
    public const string Achievement = "achievement";

    /// <summary>If the credential is about an achievement: the issuer is its creator, or the creator endorses the issuer.</summary>
    public const string Authority = "authority";

    /// <summary>If the credential has endorsements: each is genuine, in force, and about the thing it is attached to.</summary>
    public const string Endorsements = "endorsements";

    /// <summary>If the credential is a learner record: the credentials in it are genuine.</summary>
    public const string Record = "record";

    /// <summary>If the verifier knows the recipient (<see cref="VerifierOptions.Recipient"/>): the credential is about them.</summary>
    public const string Recipient = "recipient";

    /// <summary>If the credential names evidence with its digest: each piece is unchanged.</summary>
    public const string Evidence = "evidence";

    /// <summary>If the credential names other resources with their digests: each is unchanged.</summary>
    public const string RelatedResources = "related";

    /// <summary>If the issuer offers newer versions and documents are fetched: whether a newer one was judged.</summary>
    public const string Refresh = "refresh";

    /// <summary>For a presentation: the key that signed it is the holder's.</summary>
    public const string Holder = "holder";

    /// <summary>
    /// What every report on a credential has, in order. <see cref="Authority"/>, <see cref="Endorsements"/>, <see cref="Record"/>,
    /// <see cref="Recipient"/>,
    /// <see cref="Evidence"/>, <see cref="RelatedResources"/> and <see cref="Refresh"/> follow, in this order, if there is something to
    /// look into.
    /// </summary>
    public static IReadOnlyList<string> All { get; } = [Parse, Proof, IssuerKey, Issuer, Trust, Validity, Status, Schema, Achievement];
}
