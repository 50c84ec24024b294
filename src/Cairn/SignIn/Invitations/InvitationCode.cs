namespace Cairn.SignIn.Invitations;

/// <summary>
/// A code typed from paper when there is no camera: sixteen of Crockford's 32 characters, 80 random bits. Too many to guess through a door
/// with limits, and a stolen hash of it is worthless after the two weeks.
/// </summary>
internal static class InvitationCode
{
    private const string Signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 16;

    public static string New() =>
        string.Create(
            Length,
            0,
            static (signs, _) =>
            {
                for (var i = 0; i < signs.Length; i++)
                    signs[i] = Signs[RandomNumberGenerator.GetInt32(Signs.Length)];
            }
        );

    /// <summary>In groups of four, as it is printed.</summary>
    public static string Spaced(string code) => string.Join('-', code.Chunk(4).Select(group => new string(group)));

    /// <summary>
    /// The code in typed text: lower case, spaces and dashes do not matter, nor O for 0 and I or L for 1. Null if it is not one.
    /// </summary>
    public static string? Read(string? typed)
    {
        var signs = string.Concat(
                (typed ?? "").Where(sign => !char.IsWhiteSpace(sign) && sign is not ('-' or '–' or '.')).Select(char.ToUpperInvariant)
            )
            .Replace('O', '0')
            .Replace('I', '1')
            .Replace('L', '1');
        return signs.Length == Length && signs.All(sign => Signs.Contains(sign, StringComparison.Ordinal)) ? signs : null;
    }
}
