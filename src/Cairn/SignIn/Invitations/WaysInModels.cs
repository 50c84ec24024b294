using Cairn.Foundation.Html.Forms;

namespace Cairn.SignIn.Invitations;

/// <param name="Place">The class or the school.</param>
/// <param name="Filter">Null for a class, which shows all of its people.</param>
public sealed record WaysInModel(
    string Url,
    string Place,
    string PlaceUrl,
    WaysInFilter? Filter,
    IReadOnlyList<WayInLine> People,
    Form Form,
    string? Next
)
{
    public bool AnyToInvite => People.Any(line => line.MayInvite);
}

/// <param name="Form">Who, and in which state.</param>
/// <param name="Kinds">The values of "who" that this place has.</param>
public sealed record WaysInFilter(string Url, Form Form, IReadOnlyList<string> Kinds);

/// <param name="Url">The page of this one person; null when the reader has no say in it.</param>
/// <param name="Children">Whose guardian they are.</param>
/// <param name="Until">The last day of the link that waits for them.</param>
/// <param name="Waits">That link waits for a second person's word.</param>
/// <param name="No">The text that says why the reader cannot give a link.</param>
public sealed record WayInLine(
    string Id,
    string? Url,
    string Name,
    string Children,
    WayIn State,
    DateTimeOffset? Until,
    bool Waits,
    bool MayInvite,
    string? No
)
{
    internal static WayInLine Of(PersonWayIn one) =>
        new(
            one.Person.Id.ToString(),
            one.Refusal is { Status: StatusCodes.Status403Forbidden } ? null : PersonWayInPages.Address(one.Person.Id),
            one.Person.Name,
            string.Join(", ", one.Children),
            one.State,
            one.Until,
            one.Waits,
            one.Refusal is null,
            one.Refusal?.Code
        );
}

/// <param name="Door">Where the code is typed, without the scheme.</param>
public sealed record InvitationSheetModel(string Place, string Back, string BackTitle, string Door, IReadOnlyList<SheetLine> Lines)
{
    internal static InvitationSheetModel Of(
        string place,
        string back,
        string backTitle,
        string origin,
        IEnumerable<MadeInvitation> made,
        ILookup<string, string> children
    ) =>
        new(
            place,
            back,
            backTitle,
            new Uri(origin).Authority + "/join",
            [
                .. made.Select(one => new SheetLine(
                    one.Invitee.Person.Name,
                    string.Join(", ", children[one.Invitee.Person.Id.ToString()]),
                    $"{origin}/join/{one.New.Secret}",
                    InvitationCode.Spaced(one.New.Code),
                    one.New.Invitation.ExpiresAt,
                    one.Invitee.Person.AccountId is not null,
                    one.Waits
                )),
            ]
        );
}

/// <param name="Resets">There is an account, which gets a new password.</param>
/// <param name="Waits">It opens when a second person has confirmed it.</param>
public sealed record SheetLine(string Name, string Children, string Address, string Code, DateTimeOffset Until, bool Resets, bool Waits);
