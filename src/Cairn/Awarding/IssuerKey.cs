using Cairn.Credentials.Keys;
using Cairn.Foundation.Signing;

namespace Cairn.Awarding;

/// <summary>
/// An organization's Ed25519 key: the public half in the open, the private seed wrapped by the installation's master key.
/// </summary>
internal sealed class IssuerKey : Owned<IssuerKey>
{
    private IssuerKey() { }

    private IssuerKey(
        Organization organization,
        int number,
        string did,
        string verificationMethod,
        string publicKeyMultibase,
        byte[] wrappedSeed,
        DateTimeOffset now
    )
        : base(organization.DistrictId, now) =>
        (OrganizationId, Number, Did, VerificationMethod, PublicKeyMultibase, WrappedSeed, CreatedAt) = (
            organization.Id,
            number,
            did,
            verificationMethod,
            publicKeyMultibase,
            wrappedSeed,
            Instants.WholeSecond(now)
        );

    public Id<Organization> OrganizationId { get; private set; }

    /// <summary>1, 2, 3 … within the organization.</summary>
    public int Number { get; private set; }

    /// <summary>The issuer's DID: <c>did:web</c> with a public HTTPS origin, else <c>did:key</c>.</summary>
    public string Did { get; private set; } = "";

    /// <summary>The DID URL of this key, as proofs name it.</summary>
    public string VerificationMethod { get; private set; } = "";

    public string PublicKeyMultibase { get; private set; } = "";
    public byte[] WrappedSeed { get; private set; } = [];

    /// <summary>From when it signs; a whole second, as proofs and documents write their dates.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? RetiredAt { get; private set; }

    /// <summary>Since when somebody else may have it; a whole second. Null: nobody said so.</summary>
    public DateTimeOffset? CompromisedSince { get; private set; }

    /// <summary>
    /// From when on its issuer's next key signs what it would have signed, status lists too; set with <see cref="CompromisedSince"/>.
    /// </summary>
    public DateTimeOffset? ReplacedAt { get; private set; }

    /// <summary>A new key.</summary>
    /// <param name="did">The organization's <c>did:web</c>; null: the key is its own identifier.</param>
    public static IssuerKey Make(Organization organization, int number, string? did, MasterKey master, DateTimeOffset now)
    {
        Span<byte> seed = stackalloc byte[SigningKey.SeedLength];
        try
        {
            using var key = SigningKey.Generate(seed);
            var wrapped = master.Wrap(seed, PurposeFor(organization.Id));
            return did is null
                ? new(
                    organization,
                    number,
                    DidKey.Create(key.PublicKey),
                    DidKey.VerificationMethod(key.PublicKey),
                    key.PublicKey.ToMultikey(),
                    wrapped,
                    now
                )
                : new(organization, number, did, $"{did}#key-{number}", key.PublicKey.ToMultikey(), wrapped, now);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>The key, ready to sign; dispose it soon.</summary>
    public SigningKey Open(MasterKey master)
    {
        var seed = master.Unwrap(WrappedSeed, PurposeFor(OrganizationId));
        try
        {
            return SigningKey.FromSeed(seed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>Whether its issuer is an address, whose document lists all of its keys; else the key is the issuer.</summary>
    public bool IsWeb => Did.StartsWith("did:web:", StringComparison.Ordinal);

    /// <summary>
    /// Whether it signs what is dated <paramref name="instant"/>: its start belongs to its period, its end does not. A stolen one signs
    /// nothing.
    /// </summary>
    public bool Covers(DateTimeOffset instant) =>
        CompromisedSince is null && CreatedAt <= Instants.WholeSecond(instant) && !(RetiredAt <= Instants.WholeSecond(instant));

    /// <summary>
    /// From <paramref name="at"/> on, a whole second, it signs no more; what it signed before stays valid. Without an instant, from the
    /// next second on. Twice is once: the first date stands.
    /// </summary>
    public Outcome<IssuerKey> Retire(Actor actor, DateTimeOffset? at, DateTimeOffset now)
    {
        if (!actor.Has(SchoolRole.Operator, OrganizationId))
            return Refusal.Forbidden("awarding.key-not-yours");
        if (RetiredAt is not null)
            return this;
        if (at < now)
            return new Refusal("awarding.key-in-the-past", "at");
        if (at > now + Furthest)
            return new Refusal("awarding.key-too-far", "at", Furthest.Days);
        if (at < CreatedAt)
            return new Refusal("awarding.key-not-begun", "at");

        // Never a second that has begun: what was granted in it is dated to its begin.
        var soonest = NextSecond(now);
        RetiredAt = at > soonest ? NextSecond(at.Value.AddTicks(-1)) : soonest;
        return this;
    }

    /// <summary>
    /// Somebody else has had it since <paramref name="since"/>: from the next second on it signs no more, and what it signed since then is
    /// not believed. Said again, the date may only move back: what was called into doubt once stays so.
    /// </summary>
    /// <returns>Whether anything changed.</returns>
    public Outcome<bool> Declare(Actor actor, DateTimeOffset since, DateTimeOffset now)
    {
        if (!actor.Has(SchoolRole.Operator, OrganizationId))
            return Refusal.Forbidden("awarding.key-not-yours");
        if (since > now)
            return new Refusal("awarding.key-stolen-in-the-future", "since");

        // Before it was made nobody had it.
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

    // Bound to its organization: a wrapped seed copied into another row does not open.
    private static string PurposeFor(Id<Organization> organization) => $"issuer-key/{organization}";
}
