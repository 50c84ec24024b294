using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn;

/// <summary>
/// Current advice (NIST SP 800-63B, 3.1.1.2): length, no rules about kinds of characters; but not what everybody tries first, nor one's own
/// name.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<Account>
{
    public const string Common = "sign-in.password-common";
    public const string HasName = "sign-in.password-name";
    public const int Shortest = 12;
    public const int Longest = 256;
    private const int FewestDifferent = 5;

    /// <summary>The words that stolen password lists consist of; adding something before, after or between them does not help.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "password",
        "passwort",
        "contrasena",
        "motdepasse",
        "passphrase",
        "secret",
        "letmein",
        "welcome",
        "bienvenido",
        "changeme",
        "default",
        "administrator",
        "admin",
        "iloveyou",
        "teamo",
        "sunshine",
        "princess",
        "football",
        "baseball",
        "basketball",
        "superman",
        "batman",
        "pokemon",
        "minecraft",
        "starwars",
        "dragon",
        "monkey",
        "charlie",
        "jordan",
        "michael",
        "jennifer",
        "trustno",
        "master",
        "shadow",
        "qwerty",
        "qwertyuiop",
        "asdfghjkl",
        "zxcvbnm",
        "qwertz",
        "azerty",
        "abc",
        "abcd",
        "abcdef",
        "school",
        "teacher",
        "student",
        "escuela",
        "maestra",
        "maestro",
        "learning",
        "education",
        "district",
        "cairn",
        "microcredential",
        "computer",
        "internet",
        "google",
        "correcthorsebatterystaple",
        "thisisapassword",
        "mypassword",
        "iforgot",
        "summer",
        "winter",
        "spring",
        "autumn",
        "monday",
        "friday",
        "america",
        "mexico",
    };

    /// <summary>Runs along the keyboard and through the alphabet.</summary>
    private static readonly string[] Runs =
    [
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890123456789",
        "qwertyuiopasdfghjklzxcvbnm",
        "qwertzuiopasdfghjklyxcvbnm",
        "azertyuiopqsdfghjklmwxcvbn",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    ];

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var typed = (password ?? "").ToLowerInvariant();
        return Task.FromResult(
            IsCommon(typed) ? No(Common)
            : IsNamed(typed, user.UserName) || IsNamed(typed, user.Email?.Split('@')[0]) ? No(HasName)
            : IdentityResult.Success
        );
    }

    private static bool IsCommon(string typed)
    {
        if (typed.Distinct().Count() < FewestDifferent)
            return true;
        if (
            Runs.Any(run =>
                typed.Length <= run.Length
                && (run.Contains(typed, StringComparison.Ordinal) || Reversed(run).Contains(typed, StringComparison.Ordinal))
            )
        )
            return true;

        // What people put around a word and in place of its letters.
        var end = typed.Length;
        while (end > 0 && !char.IsAsciiLetter(typed[end - 1]))
            end--;
        string[] readings =
        [
            string.Concat(typed.Where(char.IsAsciiLetter)),
            string.Concat(typed.Select(Plain).Where(char.IsAsciiLetter)),
            string.Concat(typed[..end].Select(Plain).Where(char.IsAsciiLetter)),
        ];
        return readings.Any(word => Words.Contains(word) || IsTwice(word));
    }

    private static bool IsTwice(string letters) =>
        letters.Length % 2 == 0
        && letters[..(letters.Length / 2)] is { Length: > 0 } half
        && letters.EndsWith(half, StringComparison.Ordinal)
        && Words.Contains(half);

    private static bool IsNamed(string typed, string? name) =>
        name is { Length: >= 3 } && typed.Contains(name, StringComparison.OrdinalIgnoreCase);

    private static string Reversed(string run) => string.Concat(run.Reverse());

    private static char Plain(char one) =>
        one switch
        {
            '0' => 'o',
            '1' => 'i',
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            '7' => 't',
            '@' => 'a',
            '$' => 's',
            '!' => 'i',
            _ => one,
        };

    private static IdentityResult No(string code) => IdentityResult.Failed(new IdentityError { Code = code, Description = code });
}

internal static class Passwords
{
    /// <summary>A new password and its repetition; <see cref="PasswordRules"/> decide what it may be. Spaces are part of it.</summary>
    public static string? NewPassword(this Form form, string name)
    {
        var password = form[name];
        if (string.IsNullOrEmpty(password))
            form.Errors.Add(name, "input.required");
        else if (password.Length < PasswordRules.Shortest)
            form.Errors.Add(name, "sign-in.password-short", PasswordRules.Shortest);
        else if (password.Length > PasswordRules.Longest)
            form.Errors.Add(name, "input.too-long", PasswordRules.Longest, password.Length);
        else if (password != form[name + "Again"])
            form.Errors.Add(name + "Again", Texts.PasswordDiffers);
        return password;
    }

    /// <summary>On a page it is typed twice, the second time in a field of the same name with "Again".</summary>
    public static RouteHandlerBuilder TypedTwice(this RouteHandlerBuilder route, string name) =>
        route.AddEndpointFilter(
            async (context, next) =>
            {
                var form = await Form.OfAsync(context.HttpContext);
                if (form[name] is { Length: > 0 } typed && typed != form[name + "Again"])
                    form.Errors.Add(name + "Again", Texts.PasswordDiffers);
                return await next(context);
            }
        );

    /// <summary>The same for a JSON body, where nobody types twice.</summary>
    public static Refusal? Refuses(string password, string field) =>
        password.Length < PasswordRules.Shortest ? new Refusal("sign-in.password-short", field, PasswordRules.Shortest)
        : password.Length > PasswordRules.Longest ? new Refusal("input.too-long", field, PasswordRules.Longest, password.Length)
        : null;

    /// <summary>Identity's refusals, each at its field.</summary>
    public static void Tell(this IdentityResult result, Form form, string passwordField)
    {
        foreach (var refusal in result.Refusals(passwordField))
            if (form.Errors.On(refusal.Field!) is null)
                form.Errors.Add(refusal.Field!, refusal.Code, [.. refusal.Args]);
    }

    /// <summary>What Identity may refuse because of somebody's choice; anything else is our mistake.</summary>
    public static IEnumerable<Refusal> Refusals(this IdentityResult result, string passwordField) =>
        result.Errors.Select(error =>
            error.Code switch
            {
                PasswordRules.Common or PasswordRules.HasName => new Refusal(error.Code, passwordField),
                nameof(IdentityErrorDescriber.PasswordTooShort) => new Refusal(
                    "sign-in.password-short",
                    passwordField,
                    PasswordRules.Shortest
                ),
                nameof(IdentityErrorDescriber.DuplicateUserName) => new Refusal("sign-in.username-taken", "Username"),
                nameof(IdentityErrorDescriber.InvalidUserName) => new Refusal("sign-in.username-characters", "Username"),
                _ => throw new InvalidOperationException($"Identity refused: {error.Code}"),
            }
        );
}
