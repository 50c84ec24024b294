using Cairn.Foundation.Storage;
using Cairn.Schools;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cairn.SignIn;

/// <summary>A QR card on paper with which one of the youngest signs in. The secret is printed once; here is its hash.</summary>
internal sealed class SignInCard : Owned<SignInCard>
{
    private SignInCard() { }

    public SignInCard(Id<District> district, Id<Person> person, string secretSha256, Id<Person> printedBy, DateTimeOffset now) : base(district, now) =>
        (PersonId, SecretSha256, PrintedById, PrintedAt) = (person, secretSha256, printedBy, now);

    public Id<Person> PersonId { get; private set; }
    public string SecretSha256 { get; private set; } = "";
    public Id<Person> PrintedById { get; private set; }
    public DateTimeOffset PrintedAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}

internal sealed class SignInCardTable : IEntityTypeConfiguration<SignInCard>
{
    public void Configure(EntityTypeBuilder<SignInCard> table)
    {
        table.BelongsTo<SignInCard, Person>(nameof(SignInCard.PersonId));
        table.BelongsTo<SignInCard, Person>(nameof(SignInCard.PrintedById));
        table.HasIndex(c => new { c.DistrictId, c.PersonId });
    }
}
