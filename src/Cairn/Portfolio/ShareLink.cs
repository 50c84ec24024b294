using Cairn.Awarding;

namespace Cairn.Portfolio;

/// <summary>A link with a secret that opens one credential for its holder, until it expires or is revoked.</summary>
internal sealed class ShareLink : Owned<ShareLink>
{
    public static readonly LocatorKind Located = new("ShareLink");

    private ShareLink() { }

    private ShareLink(Credential credential, string secretSha256, string label, DateTimeOffset expiresAt, DateTimeOffset now)
        : base(credential.DistrictId, now) =>
        (CredentialId, LearnerId, SecretSha256, Label, CreatedAt, ExpiresAt) = (
            credential.Id,
            credential.LearnerId,
            secretSha256,
            label,
            now,
            expiresAt
        );

    public Id<Credential> CredentialId { get; private set; }
    public Id<Person> LearnerId { get; private set; }
    public string SecretSha256 { get; private set; } = "";

    /// <summary>The learner's note on whom it is for.</summary>
    public string Label { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }

    public static Outcome<ShareLink> Make(
        Credential credential,
        Person learner,
        Actor actor,
        string secretSha256,
        ShareAsked asked,
        DateTimeOffset now
    ) =>
        Publishing.Refuse(credential, learner, actor, AgeMatter.Share, now) is { } refusal
            ? refusal
            : new ShareLink(credential, secretSha256, asked.Label?.Trim() ?? "", now.AddDays(asked.Days), now);

    public bool IsOpen(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    public void End(DateTimeOffset now) => RevokedAt ??= now;
}

/// <summary>A credential shown to everybody, until it is withdrawn.</summary>
internal sealed class CredentialPublication : Owned<CredentialPublication>
{
    private CredentialPublication() { }

    private CredentialPublication(Credential credential, DateTimeOffset now)
        : base(credential.DistrictId, now) => (CredentialId, LearnerId, PublishedAt) = (credential.Id, credential.LearnerId, now);

    public Id<Credential> CredentialId { get; private set; }
    public Id<Person> LearnerId { get; private set; }
    public DateTimeOffset PublishedAt { get; private set; }
    public DateTimeOffset? WithdrawnAt { get; private set; }

    public bool IsPublic => WithdrawnAt is null;

    public static Outcome<CredentialPublication> Make(Credential credential, Person learner, Actor actor, DateTimeOffset now) =>
        Publishing.Refuse(credential, learner, actor, AgeMatter.Publish, now) is { } refusal
            ? refusal
            : new CredentialPublication(credential, now);

    public void Withdraw(DateTimeOffset now) => WithdrawnAt ??= now;

    public void Restore(DateTimeOffset now) => (PublishedAt, WithdrawnAt) = (now, null);
}

/// <summary>A person's public page at <c>/p/{handle}</c>.</summary>
internal sealed class PublicPortfolio : Owned<PublicPortfolio>
{
    public static readonly LocatorKind Located = new("Portfolio");

    private PublicPortfolio() { }

    public PublicPortfolio(Person person, string handle, DateTimeOffset now)
        : base(person.DistrictId, now) => (PersonId, Handle, OpenedAt) = (person.Id, handle, now);

    public Id<Person> PersonId { get; private set; }

    /// <summary>Lower case letters, digits and hyphens, unique in the installation (its <see cref="Locator"/>).</summary>
    public string Handle { get; private set; } = "";

    public DateTimeOffset OpenedAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    public void Close(DateTimeOffset now) => ClosedAt ??= now;

    public void Reopen(string handle, DateTimeOffset now) => (Handle, OpenedAt, ClosedAt) = (handle, now, null);

    /// <summary>3 to 60 lower case letters, digits and hyphens, beginning and ending with a letter or digit.</summary>
    public static bool IsHandle(string? handle) =>
        handle is { Length: >= 3 and <= 60 }
        && handle.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && handle[0] != '-'
        && handle[^1] != '-';
}

internal static class Publishing
{
    /// <summary>Only the holder may share, and only if of age: a minor's sharing waits for the guardians' consent.</summary>
    public static Refusal? Refuse(Credential credential, Person learner, Actor actor, AgeMatter matter, DateTimeOffset now)
    {
        if (!actor.Is(learner.Id, learner.AccountId) || credential.LearnerId != learner.Id)
            return Refusal.Forbidden("portfolio.not-yours");
        if (!learner.Age(now).Allows(matter))
            return Refusal.Forbidden("portfolio.waits-for-consent");
        return null;
    }
}
