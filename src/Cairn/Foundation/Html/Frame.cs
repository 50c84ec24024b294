namespace Cairn.Foundation.Html;

/// <summary>What surrounds every page: who is reading, where they can go, in which language, zone and theme.</summary>
public sealed record Frame
{
    /// <summary>Path and query of this request.</summary>
    public required string Address { get; init; }
    public required CultureInfo Culture { get; init; }

    /// <summary>The page answers a form: it shows what was typed there.</summary>
    public bool Answers { get; init; }
    public Theme Theme { get; init; }
    public FlashMessage? Flash { get; init; }
    public FrameContent Content { get; init; } = FrameContent.Nobody;

    public bool RightToLeft => Culture.TextInfo.IsRightToLeft;
}

/// <summary>The part of the frame that the application knows: the account and the navigation of its roles.</summary>
/// <param name="Account">Who is signed in; null: nobody.</param>
/// <param name="Navigation">All places of the account, in the reader's language.</param>
/// <param name="Zone">The district's time zone.</param>
public sealed record FrameContent(FrameAccount? Account, IReadOnlyList<NavItem> Navigation, TimeZoneInfo Zone)
{
    public static FrameContent Nobody { get; } = new(null, [], TimeZoneInfo.Utc);
}

/// <param name="Name">As the person wants to be called.</param>
/// <param name="Place">District or school and role, one line.</param>
/// <param name="Links">The account menu above "Sign out": profile, other districts, settings.</param>
/// <param name="SignOutUrl">Where the sign-out form posts to.</param>
/// <param name="Whose">Tells what this person typed on this device from what others did; it names nobody.</param>
public sealed record FrameAccount(string Name, string Place, IReadOnlyList<NavItem> Links, string SignOutUrl, string Whose = "");

/// <param name="Href">A local address.</param>
/// <param name="Label">In the reader's language.</param>
/// <param name="Icon">A name of wwwroot/icons.txt.</param>
/// <param name="Count">How many things wait there for this person; 0: none.</param>
public sealed record NavItem(string Href, string Label, string Icon, int Count = 0)
{
    public bool Holds(string address)
    {
        var path = address.Split('?', 2)[0];
        return path == Href || (Href != "/" && path.StartsWith(Href + "/", StringComparison.Ordinal));
    }
}

public enum Theme
{
    Auto,
    Light,
    Dark,
}

public sealed record FlashMessage(string Text, Tone Tone);

/// <summary>What a status, a note or a message means; each has its own shape and colour.</summary>
public enum Tone
{
    Plain,
    Good,
    Yours,
    Danger,
}
