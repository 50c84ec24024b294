using Cairn.Foundation.Html.Forms;
using Cairn.Schools;
using Cairn.SignIn.Devices;

namespace Cairn.SignIn.Cards;

/// <param name="Title">The class.</param>
/// <param name="Children">Those who may have a card.</param>
public sealed record CardsModel(string Title, string Url, string ClassUrl, IReadOnlyList<CardLine> Children, Form Form)
{
    internal static CardsModel Of(SchoolClass found, IReadOnlyList<CardHolder> children, Form form) =>
        new(
            found.Title,
            $"/classes/{found.Id}/cards",
            $"/classes/{found.Id}",
            [
                .. children.Select(one => new CardLine(
                    one.Child.Id.ToString(),
                    one.Child.Name,
                    one.Card?.PrintedAt,
                    one.Used?.LastUsedAt,
                    (one.Used?.LastUsedOn ?? DeviceKind.Other).ToString(),
                    [.. one.Uses.Select(use => new CardUseLine(use.At, use.Kind.ToString()))]
                )),
            ],
            form
        );

    public IEnumerable<CardLine> Working => Children.Where(child => child.Since is not null);
}

/// <param name="Since">When the card that works now was printed; null: there is none.</param>
/// <param name="LastUsed">Null: not yet.</param>
/// <param name="LastOn">On which kind of device.</param>
/// <param name="Now">Where it is in use.</param>
public sealed record CardLine(
    string Id,
    string Name,
    DateTimeOffset? Since,
    DateTimeOffset? LastUsed,
    string LastOn,
    IReadOnlyList<CardUseLine> Now
);

public sealed record CardUseLine(DateTimeOffset Since, string On);

public sealed record CardSheetModel(string Class, string Back, IReadOnlyList<PrintedCardModel> Cards);

public sealed record PrintedCardModel(string GivenName, string Address);

/// <param name="GivenName">Whose card it is.</param>
/// <param name="Url">Where the button leads.</param>
public sealed record CardModel(string GivenName, string Url);

public sealed record NoCardModel;
