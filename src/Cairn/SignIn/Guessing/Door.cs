namespace Cairn.SignIn.Guessing;

/// <param name="Free">How many wrong tries cost nothing; after that, each waits.</param> <param name="Forgiven">How long it takes until one
/// of them is forgotten.</param>
/// <param name="Longest">The wait begins with a second and doubles up to this.</param>
internal sealed record GuessLimit(int Free, TimeSpan Forgiven, TimeSpan Longest)
{
    /// <summary>
    /// Nothing above it is counted: the wait is at its longest, and it should be forgiven in minutes, not days.
    /// </summary>
    public int Most => Free + (int)Math.Ceiling(Math.Log2(Longest.TotalSeconds));

    public static GuessLimit None { get; } = new(1 << 30, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
}

/// <summary>Where something secret is asked for that a person has in mind or on paper, and what each door bears.</summary>
/// <param name="Name">Part of the key: doors do not count for one another.</param>
/// <param name="Here">Wrong tries of one name from one place: a device unknown to this account, identified by its address.</param>
/// <param name="Anywhere">Wrong tries of one name from everywhere except devices known to its account.</param>
/// <param name="Known">Wrong tries of one account on a device known to it: a school computer is known to many.</param>
internal sealed record Door(string Name, GuessLimit Here, GuessLimit Anywhere, GuessLimit Known)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1),
        TenMinutes = TimeSpan.FromMinutes(10);

    /// <summary>The sign-in page.</summary>
    public static Door Password { get; } =
        new("password", new(10, TenMinutes, Minute), new(30, TenMinutes, Minute), new(30, Minute, Minute));

    /// <summary>The second step. Whoever gets here already has the password, and six digits are few, so it waits longer.</summary>
    public static Door Code { get; } =
        new("code", new(6, TenMinutes, 5 * Minute), new(12, TimeSpan.FromHours(1), 5 * Minute), new(12, TenMinutes, 5 * Minute));

    /// <summary>The signed-in person's password, asked for once more; also for a token.</summary>
    public static Door Proof { get; } = new("proof", new(10, TenMinutes, Minute), new(30, TenMinutes, Minute), new(30, Minute, Minute));

    /// <summary>The code on paper of an invitation. It names nobody, so only the source is counted.</summary>
    public static Door Join { get; } = new("join", GuessLimit.None, GuessLimit.None, GuessLimit.None);
}
