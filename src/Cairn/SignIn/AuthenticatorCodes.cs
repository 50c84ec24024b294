using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn;

/// <summary>
/// Replaces Identity's provider: an accepted code is not accepted again (RFC 6238, 5.2), so that one read over a shoulder, or intercepted
/// on a borrowed computer, opens nothing.
/// </summary>
internal sealed class AuthenticatorCodes(TimeProvider clock) : IUserTwoFactorTokenProvider<Account>
{
    /// <summary>The app makes them.</summary>
    public Task<string> GenerateAsync(string purpose, UserManager<Account> manager, Account user) => Task.FromResult("");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<Account> manager, Account user)
    {
        if (TotpCode.Read(token) is not { } digits || await manager.GetAuthenticatorKeyAsync(user) is not { } key)
            return false;
        if (TotpCode.StepOf(key, digits, clock.GetUtcNow(), user.LastCodeStep) is not { } step)
            return false;

        user.LastCodeStep = step;
        return (await manager.UpdateAsync(user)).Succeeded; // of two who bring the same code at once, the account's revision lets one in
    }

    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<Account> manager, Account user) =>
        await manager.GetAuthenticatorKeyAsync(user) is { Length: > 0 };
}
