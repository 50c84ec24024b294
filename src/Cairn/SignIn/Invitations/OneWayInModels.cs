namespace Cairn.SignIn.Invitations;

/// <summary>How somebody signs in, and what the reader can do about it.</summary>
public sealed class PersonWayInModel
{
    private readonly Actor _reader;
    private readonly Account? _account;

    internal PersonWayInModel(
        PersonWayIn wayIn,
        Actor reader,
        Account? account,
        IReadOnlyList<string> places,
        Form form,
        InvitationSheetModel? made
    ) => (WayIn, _reader, _account, Places, Form, Made) = (wayIn, reader, account, string.Join(", ", places), form, made);

    internal PersonWayIn WayIn { get; }
    internal string Places { get; }
    internal Form Form { get; }

    /// <summary>The link that was just made; shown once.</summary>
    internal InvitationSheetModel? Made { get; }

    internal string Url => OneWayIn.Address(WayIn.Person.Id);
    internal string Name => WayIn.Person.Name;
    internal string? Username => _account?.UserName;

    /// <summary>The reader may remove the second step.</summary>
    internal bool MayClear => _account is not null && Invitation.MayClear(_reader);

    /// <summary>The reader may part the person from the account.</summary>
    internal bool MayPart => _account is not null && WayIn.Invitee.RefusesParting(_reader) is null;
}

/// <summary>Links and codes made just now, with the address that the reader used.</summary>
public sealed class InvitationSheetModel
{
    private readonly string _origin;

    internal InvitationSheetModel(MadeInvitations made, HttpContext http) =>
        (Made, _origin, Back) = (
            made,
            http.RequestServices.GetRequiredService<CairnOptions>().PublicOrigin(http.Request),
            http.Request.Path + http.Request.QueryString
        );

    internal MadeInvitations Made { get; }
    internal string Back { get; }

    /// <summary>Guardians' learners, by given name.</summary>
    internal IReadOnlyDictionary<Id<Person>, IReadOnlyList<string>> GuardianOf { get; init; } =
        new Dictionary<Id<Person>, IReadOnlyList<string>>();

    /// <summary>Where the code is typed, without the scheme.</summary>
    internal string Door => new Uri(_origin).Authority + "/join";

    internal string Address(InvitationSecretLine line) => $"{_origin}/join/{line.Secret}";
}

/// <summary>What waits for the reader's confirmation.</summary>
public sealed class SecondingModel
{
    internal SecondingModel(ListOf<WaitingAnswer> waiting, Form form) => (Waiting, Form) = (waiting, form);

    internal ListOf<WaitingAnswer> Waiting { get; }
    internal Form Form { get; }
}
