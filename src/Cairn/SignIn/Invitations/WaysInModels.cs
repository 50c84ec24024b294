namespace Cairn.SignIn.Invitations;

/// <param name="ClearSecondStep">Authenticator app and recovery codes are removed when it is used; for an operator of the whole
/// district.</param>
internal sealed record InvitationOrder(
    [MinLength(1), MaxLength(InvitationOrder.MostAtOnce)] IReadOnlyList<Id<Person>> People,
    bool ClearSecondStep = false
)
{
    public const int MostAtOnce = 100;
}

internal sealed record OneInvitation(bool ClearSecondStep = false);

internal sealed record Confirmation([MinLength(1), MaxLength(Seconding.PageSize)] IReadOnlyList<Id<Invitation>> Invitations);

/// <param name="Until">How long their open link is valid.</param>
/// <param name="Waits">That link opens once a second person has confirmed it.</param>
/// <param name="Refused">The code of why you cannot give them a link; null: you can.</param>
internal sealed record WayInAnswer(
    Id<Person> PersonId,
    string Name,
    WayIn State,
    DateTimeOffset? Until,
    bool Waits,
    IReadOnlyList<string> GuardianOf,
    string? Refused
)
{
    /// <summary>The reader has a say in it.</summary>
    [JsonIgnore]
    public bool IsTheirs { get; private init; }

    public static WayInAnswer Of(PersonWayIn one) =>
        new(one.Person.Id, one.Person.Name, one.State, one.Until, one.Waits, one.Children, one.Refusal?.Code) { IsTheirs = one.IsTheirs };
}

/// <summary>A list with an end, in the same shape as every other.</summary>
internal sealed record MadeInvitations(IReadOnlyList<InvitationSecretLine> Items, string? Next = null)
{
    /// <summary>The class or the school, for the sheet.</summary>
    [JsonIgnore]
    public string Place { get; init; } = "";
}

/// <param name="Waits">It is for a staff member, and opens once a second person has confirmed it.</param>
internal sealed record InvitationSecretLine(
    Id<Person> PersonId,
    string Name,
    string Address,
    string Code,
    DateTimeOffset ExpiresAt,
    bool Waits
)
{
    [JsonIgnore]
    public string Secret { get; init; } = "";

    /// <summary>There is an account, which gets a new password.</summary>
    [JsonIgnore]
    public bool Resets { get; init; }
}

/// <param name="Resets">There is an account, which gets a new password.</param>
internal sealed record WaitingAnswer(
    Id<Invitation> Id,
    Id<Person> PersonId,
    string Name,
    IReadOnlyList<string> Schools,
    string MadeBy,
    DateTimeOffset MadeAt,
    bool Resets,
    bool ClearsSecondStep
);

/// <summary>The people of a class or a school, and the form that gives them a way in.</summary>
public sealed class WaysInModel
{
    /// <summary>At first, everybody who needs one is ticked.</summary>
    internal WaysInModel(string place, string placeUrl, ListOf<WayInAnswer> people, Form form) =>
        (Place, PlaceUrl, People, Form) = (
            place,
            placeUrl,
            people,
            form.Start<InvitationOrder>(
                new { People = people.Items.Where(one => one is { Refused: null, State: WayIn.None }).Select(one => one.PersonId) }
            )
        );

    internal string Place { get; }
    internal string PlaceUrl { get; }
    internal ListOf<WayInAnswer> People { get; }
    internal Form Form { get; }
    internal string Url { get; init; } = "";

    /// <summary>Null for a class, which shows all of its people.</summary>
    internal Form? Filter { get; init; }

    /// <summary>The values of "who" that this place has.</summary>
    internal IReadOnlyList<PeopleKind> Kinds { get; init; } = [];

    internal bool AnyToInvite => People.Items.Any(one => one.Refused is null);
}
