using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Invitations;

/// <summary>The name with which somebody signs in: unique in the whole installation.</summary>
internal static class Usernames
{
    public const int Shortest = 3;
    public const int Longest = 100;

    /// <summary>
    /// What somebody chose. Nobody may use somebody else's address as a name: signing in with an address means one's own.
    /// </summary>
    public static Refusal? Refuses(string? chosen, Person person)
    {
        if (chosen is null || chosen.Length < Shortest)
            return new Refusal("sign-in.username-short", "Username", Shortest);
        if (chosen.Length > Longest)
            return new Refusal("sign-in.username-long", "Username", Longest);
        if (chosen.Contains('@', StringComparison.Ordinal) && !chosen.Equals(person.Email, StringComparison.OrdinalIgnoreCase))
            return new Refusal("sign-in.username-address", "Username");
        return null;
    }

    /// <summary>The roster's name for them, otherwise one made from their own; with a number if somebody has it.</summary>
    public static async Task<string> ProposeAsync(UserManager<Account> accounts, Person person)
    {
        var wish =
            Kept(accounts, person.Username, person)
            ?? Kept(accounts, $"{Plain(person.GivenName)}.{Plain(person.FamilyName)}".Trim('.'), person);
        for (var number = 1; wish is not null && number <= 30; number++)
        {
            var name = number == 1 ? wish : $"{wish.Split('@')[0]}{number}";
            if (await accounts.FindByNameAsync(name) is null)
                return name;
        }
        return $"cairn-{RandomNumberGenerator.GetInt32(100_000, 1_000_000)}";
    }

    private static string? Kept(UserManager<Account> accounts, string? wish, Person person) =>
        Refuses(wish, person) is null && wish!.All(accounts.Options.User.AllowedUserNameCharacters.Contains) ? wish : null;

    /// <summary>Letters without accents, in lower case; what has no such form is dropped.</summary>
    private static string Plain(string name) =>
        string.Concat(
                name.Normalize(NormalizationForm.FormD)
                    .Where(sign =>
                        CharUnicodeInfo.GetUnicodeCategory(sign) is not UnicodeCategory.NonSpacingMark && char.IsAsciiLetterOrDigit(sign)
                    )
            )
            .ToLowerInvariant();
}
