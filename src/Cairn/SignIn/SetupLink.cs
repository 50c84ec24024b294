namespace Cairn.SignIn;

/// <summary>The one-time link, printed in the log of an empty installation, that names the district and makes the first operator.</summary>
internal sealed class SetupLink
{
    private SetupLink() { }

    public SetupLink(string secretSha256, DateTimeOffset now) => (SecretSha256, MadeAt) = (secretSha256, now);

    public string SecretSha256 { get; private set; } = "";
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>Set by one statement that finds it null, so that if two people use the link at once only one succeeds.</summary>
    public DateTimeOffset? UsedAt { get; private set; }
}

internal sealed class SetupLinkTable : IEntityTypeConfiguration<SetupLink>
{
    public void Configure(EntityTypeBuilder<SetupLink> table) => table.HasKey(l => l.SecretSha256);
}
