using Cairn.SignIn.Devices;

namespace Cairn.SignIn.Cards;

internal sealed record CardOrder([MinLength(1)] IReadOnlyList<Id<Person>> Learners);

/// <param name="Since">When the current card was printed; null: there is none.</param> <param name="LastUsed">Null: not yet.</param>
/// <param name="InUse">Where somebody signed in with it within the school day and has not left.</param>
internal sealed record CardHolderLine(
    Id<Person> LearnerId,
    string Name,
    DateTimeOffset? Since,
    DateTimeOffset? LastUsed,
    DeviceKind? LastUsedOn,
    IReadOnlyList<CardInUse> InUse
)
{
    public static CardHolderLine Of(CardHolder one) =>
        new(
            one.Child.Id,
            one.Child.Name,
            one.Card?.PrintedAt,
            one.Used?.LastUsedAt,
            one.Used?.LastUsedOn,
            [.. one.Uses.Select(use => new CardInUse(use.At, use.Kind))]
        );
}

internal sealed record CardInUse(DateTimeOffset Since, DeviceKind On);

/// <summary>A list with an end, in the same shape as every other.</summary>
internal sealed record PrintedCards([property: JsonIgnore] SchoolClass Class, IReadOnlyList<CardSecretLine> Items, string? Next = null);

internal sealed record CardSecretLine(Id<Person> LearnerId, string Address)
{
    [JsonIgnore]
    public string GivenName { get; init; } = "";

    [JsonIgnore]
    public string Secret { get; init; } = "";
}

/// <summary>The cards of a class, and the form that prints new ones.</summary>
public sealed class CardsModel
{
    internal CardsModel(CardHolders holders, Form form) =>
        (Class, Children, Form) = (holders.Class, [.. holders.Children.Select(CardHolderLine.Of)], form);

    internal SchoolClass Class { get; }
    internal IReadOnlyList<CardHolderLine> Children { get; }
    internal Form Form { get; }
    internal string ClassUrl => $"/classes/{Class.Id}";
    internal string Url => ClassUrl + "/cards";
    internal IEnumerable<CardHolderLine> Working => Children.Where(child => child.Since is not null);
}

/// <summary>What is printed, once.</summary>
public sealed class CardSheetModel
{
    private readonly string _origin;

    internal CardSheetModel(PrintedCards printed, string origin) => (Printed, _origin) = (printed, origin);

    internal PrintedCards Printed { get; }
    internal string Back => $"/classes/{Printed.Class.Id}/cards";

    internal string Address(CardSecretLine card) => $"{_origin}/card/{card.Secret}";
}

/// <param name="GivenName">Whose card it is.</param>
/// <param name="Url">Where the button leads.</param>
public sealed record CardModel(string GivenName, string Url);

public sealed record NoCardModel;
