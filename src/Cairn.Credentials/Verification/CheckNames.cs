namespace Cairn.Credentials.Verification;

/// <summary>The checks of a report, in their order.</summary>
public static class CheckNames
{
    /// <summary>The bytes are a credential that can be read.</summary>
    public const string Parse = "parse";

    /// <summary>The signature is genuine: nothing was changed since.</summary>
    public const string Proof = "proof";

    /// <summary>The key belongs to the issuer that the credential names, and might sign then.</summary>
    public const string Issuer = "issuer";

    /// <summary>The instant lies within the credential's dates.</summary>
    public const string Validity = "validity";

    /// <summary>It was not revoked or suspended.</summary>
    public const string Status = "status";

    /// <summary>It has the members that the data model asks for.</summary>
    public const string Schema = "schema";

    /// <summary>The achievement, its recipient and its results hold together.</summary>
    public const string Achievement = "achievement";

    /// <summary>The issuer is in the trust store that was given.</summary>
    public const string Trust = "trust";

    /// <summary>Where the credential has endorsements: each is genuine, in force, and about what it stands at.</summary>
    public const string Endorsements = "endorsements";

    /// <summary>Where the achievement names a creator: the issuer is the creator, or the creator endorses the issuer.</summary>
    public const string Authority = "authority";

    /// <summary>Where the credential is a learner record: the credentials in it are genuine.</summary>
    public const string Record = "record";

    /// <summary>Where the credential names resources with their digests: each is what it was.</summary>
    public const string RelatedResources = "related";

    /// <summary>Where the verifier knows the recipient (<see cref="VerifierOptions.Recipient"/>): the credential is about them.</summary>
    public const string Recipient = "recipient";

    /// <summary>Where the issuer offers newer versions and documents are fetched: whether a newer one was judged.</summary>
    public const string Refresh = "refresh";

    /// <summary>Of a presentation: the key that signed it is the holder's.</summary>
    public const string Holder = "holder";

    /// <summary>
    /// What every report on a credential has, in its order. <see cref="Authority"/>, <see cref="Endorsements"/>, <see cref="Record"/>, <see cref="RelatedResources"/>,
    /// <see cref="Recipient"/> and <see cref="Refresh"/> follow, in this order, where there is something to look into.
    /// </summary>
    public static IReadOnlyList<string> All { get; } = [Parse, Proof, Issuer, Validity, Status, Schema, Achievement, Trust];
}
