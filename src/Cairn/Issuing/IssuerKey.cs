using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Foundation.Signing;

namespace Cairn.Issuing;

/// <summary>A key of one of an organization's issuers: the public half in the open, the private one wrapped by the master key.</summary>
internal sealed class IssuerKey : Owned<IssuerKey>
{
    private IssuerKey() { }

    private IssuerKey(
        Organization organization,
        IssuerKind kind,
        int number,
        string? did,
        PublicKey key,
        byte[] wrappedSecret,
        DateTimeOffset now
    )
        : base(organization.DistrictId, now)
    {
        (OrganizationId, Kind, Algorithm, Number) = (organization.Id, kind, key.Algorithm, number);
        (PublicKeyMultibase, WrappedSecret, CreatedAt) = (key.ToMultikey(), wrappedSecret, Instants.WholeSecond(now));
        (Did, VerificationMethod) = did is null ? (KeyDid, DidKey.VerificationMethod(key)) : (did, $"{did}#key-{number}");
    }

    public Id<Organization> OrganizationId { get; private set; }
    public IssuerKind Kind { get; private set; }
    public KeyAlgorithm Algorithm { get; private set; }

    /// <summary>1, 2, 3 … of the issuer.</summary>
    public int Number { get; private set; }

    /// <summary>The issuer's DID: <c>did:web</c> with a public HTTPS origin, else <c>did:key</c>.</summary>
    public string Did { get; private set; } = "";

    /// <summary>The DID URL of this key, as proofs name it.</summary>
    public string VerificationMethod { get; private set; } = "";

    public string PublicKeyMultibase { get; private set; } = "";

    /// <summary>A seed of Ed25519 as it is; any other key as the text of a secret Multikey.</summary>
    public byte[] WrappedSecret { get; private set; } = [];

    /// <summary>From when it signs; a whole second, as proofs and documents write their dates.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? RetiredAt { get; private set; }

    /// <summary>Since when somebody else may have it, in whole seconds; null when nobody said so.</summary>
    public DateTimeOffset? CompromisedSince { get; private set; }

    /// <summary>
    /// From then on its issuer's next key signs in its place, status lists too; set together with <see cref="CompromisedSince"/>.
    /// </summary>
    public DateTimeOffset? ReplacedAt { get; private set; }

    /// <summary>The key as its own identifier, under which it may sign beside <see cref="Did"/>.</summary>
    public string KeyDid => $"did:key:{PublicKeyMultibase}";

    /// <summary>A new key.</summary>
    /// <param name="did">The issuer's <c>did:web</c>; null: the key is its own identifier.</param>
    public static IssuerKey Make(
        Organization organization,
        IssuerKind kind,
        KeyAlgorithm algorithm,
        int number,
        string? did,
        MasterKey master,
        DateTimeOffset now
    )
    {
        byte[] secret = [];
        try
        {
            using var key = Generate(algorithm, out secret);
            return new(organization, kind, number, did, key.PublicKey, master.Wrap(secret, PurposeFor(kind, organization.Id)), now);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>The key, ready to sign; dispose it soon.</summary>
    public SigningKey Open(MasterKey master)
    {
        var secret = master.Unwrap(WrappedSecret, PurposeFor(Kind, OrganizationId));
        try
        {
            if (secret.Length == SigningKey.SeedLength)
                return SigningKey.FromSeed(secret);
            return SigningKey.TryParse(Encoding.ASCII.GetString(secret), out var key)
                ? key
                : throw new InvalidDataException("A wrapped key is no key.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>A document of ours with one proof, dated <paramref name="at"/>.</summary>
    /// <param name="issuer">Who signs: <see cref="Did"/> or <see cref="KeyDid"/>.</param>
    public byte[] Sign(ReadOnlyMemory<byte> document, string issuer, DateTimeOffset at, MasterKey master)
    {
        using var signer = Open(master);
        return DataIntegrity.Sign(document, signer, new ProofOptions(MethodOf(issuer), at));
    }

    /// <summary>How a proof under that identifier names the key.</summary>
    public string MethodOf(string issuer) => issuer == Did ? VerificationMethod : $"{KeyDid}#{PublicKeyMultibase}";

    /// <summary>Whether its issuer is an address, whose document lists all of its keys; else the key is the issuer.</summary>
    public bool IsWeb => Did.StartsWith("did:web:", StringComparison.Ordinal);

    /// <summary>
    /// Whether it signs what is dated <paramref name="instant"/>. Its start belongs to its period, its end does not; a stolen key signs
    /// nothing.
    /// </summary>
    public bool Covers(DateTimeOffset instant) =>
        CompromisedSince is null && CreatedAt <= Instants.WholeSecond(instant) && !(RetiredAt <= Instants.WholeSecond(instant));

    /// <summary>Whether it is to sign, but not before an instant that is still to come.</summary>
    public bool IsYetToBegin(DateTimeOffset now) => CompromisedSince is null && CreatedAt > now && !(RetiredAt <= CreatedAt);

    /// <summary>
    /// From <paramref name="at"/> on, a whole second, it signs no more; what it signed before stays valid. Without an instant, from the
    /// next second on. Twice is once: the first date stands.
    /// </summary>
    public Outcome<IssuerKey> Retire(Actor actor, DateTimeOffset? at, DateTimeOffset now)
    {
        if (!actor.Has(SchoolRole.Operator, OrganizationId))
            return Refusal.Forbidden("issuing.key-not-yours");
        if (RetiredAt is not null)
            return this;
        if (at < now)
            return new Refusal("issuing.key-in-the-past", "at");
        if (at > now + Furthest)
            return new Refusal("issuing.key-too-far", "at", Furthest.Days);
        if (at < CreatedAt)
            return new Refusal("issuing.key-not-begun", "at");

        // Never within a second that has begun: what was granted in it is dated to its start.
        var soonest = NextSecond(now);
        RetiredAt = at > soonest ? NextSecond(at.Value.AddTicks(-1)) : soonest;
        return this;
    }

    /// <summary>
    /// Somebody else has had it since <paramref name="since"/>: from the next second on it signs no more, and what it signed since then is
    /// not believed. Declared again, the date may only move back: what is in doubt once stays in doubt.
    /// </summary>
    /// <returns>Whether anything changed.</returns>
    public Outcome<bool> Declare(Actor actor, DateTimeOffset since, DateTimeOffset now)
    {
        if (!actor.Has(SchoolRole.Operator, OrganizationId))
            return Refusal.Forbidden("issuing.key-not-yours");
        if (since > now)
            return new Refusal("issuing.key-stolen-in-the-future", "since");

        // Nobody had it before it was made.
        var from = since < CreatedAt ? CreatedAt : Instants.WholeSecond(since);
        if (CompromisedSince <= from)
            return false;

        (CompromisedSince, ReplacedAt) = (from, ReplacedAt ?? Later(NextSecond(now), CreatedAt));
        if (!(RetiredAt <= ReplacedAt))
            RetiredAt = ReplacedAt;
        return true;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static readonly TimeSpan Furthest = TimeSpan.FromDays(366);

    private static DateTimeOffset NextSecond(DateTimeOffset instant) => Instants.WholeSecond(instant).AddSeconds(1);

    private static SigningKey Generate(KeyAlgorithm algorithm, out byte[] secret)
    {
        if (algorithm is KeyAlgorithm.Ed25519)
            return SigningKey.Generate(secret = new byte[SigningKey.SeedLength]);
        var key = SigningKey.Generate(algorithm, out var text);
        secret = Encoding.ASCII.GetBytes(text);
        return key;
    }

    // Bound to its organization and to what it is for: a wrapped key copied into another row does not open.
    private static string PurposeFor(IssuerKind kind, Id<Organization> organization) =>
        kind is IssuerKind.Awards ? $"issuer-key/{organization}" : $"vcalm-key/{organization}";
}
