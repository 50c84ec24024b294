using Cairn.SignIn;

namespace Cairn.Tests.SignIn;

public sealed class PasswordRulesTests
{
    private static readonly Account Olga = new() { UserName = "olga.perez", Email = "owl42@riverside.example" };

    [Theory]
    [InlineData("seven grey herons wade")]
    [InlineData("correct horse battery")]
    [InlineData("cairn-demo-2026 again")]
    [InlineData("el río pasa despacio")]
    public async Task A_phrase_of_ones_own_will_do(string password) => Assert.Null(await RefusalAsync(password));

    [Theory]
    [InlineData("password1234", "sign-in.password-common")]
    [InlineData("P@ssw0rd!2026", "sign-in.password-common")]
    [InlineData("passwordpassword", "sign-in.password-common")]
    [InlineData("qwertyuiopas", "sign-in.password-common")]
    [InlineData("1qaz2wsx3edc", "sign-in.password-common")]
    [InlineData("123456789012", "sign-in.password-common")]
    [InlineData("abababababab", "sign-in.password-common")]
    [InlineData("Welcome-2026!", "sign-in.password-common")]
    [InlineData("OLGA.PEREZ-2026-x", "sign-in.password-name")]
    [InlineData("my owl42 is nice", "sign-in.password-name")]
    public async Task Fails_when_it_is_what_everybody_tries_first(string password, string code) =>
        Assert.Equal(code, await RefusalAsync(password));

    private static async Task<string?> RefusalAsync(string password) =>
        (await new PasswordRules().ValidateAsync(null!, Olga, password)).Errors.FirstOrDefault()?.Code;
}
