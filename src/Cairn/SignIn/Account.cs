using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn;

/// <summary>Who signs in: global, and present as a <see cref="Schools.Person"/> in one or more districts.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    public DateTimeOffset CreatedAt { get; set; }
}
