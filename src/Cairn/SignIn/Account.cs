using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn;

/// <summary>Who signs in: global, and present as a <see cref="Person"/> in one or more districts.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The step of time (RFC 6238) of the authenticator app's last accepted code: a code works once.</summary>
    public long? LastCodeStep { get; set; }
}

internal sealed class AccountPersons : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> table) => table.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId);
}
