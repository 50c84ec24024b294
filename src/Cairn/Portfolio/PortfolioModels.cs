using Cairn.Foundation.Html.Forms;
using Cairn.Verifying;

namespace Cairn.Portfolio;

public sealed record PortfolioModel(IReadOnlyList<PortfolioItem> Items, bool Adult, string? Handle, Form Form);

public sealed record PortfolioItem(Guid PublicId, string Title, string Picture, DateOnly On, bool Signed, bool Published, bool Revoked);

/// <param name="LinkedIn">Null until it is published.</param>
/// <param name="NewLink">The whole address of a link just made: it is shown this once.</param>
public sealed record HeldCredentialModel(
    PortfolioItem Item, CredentialStory? Story, string Address, bool Adult, string? LinkedIn, string? NewLink, string? NewLinkQr, IReadOnlyList<ShareLinkView> Links, Form Form);

public sealed record ShareLinkView(string Id, string Label, DateTimeOffset Expires, bool Open);

/// <param name="Downloads">Address under which <c>.json</c>, <c>.png</c>, <c>.svg</c> are.</param>
public sealed record PublicCredentialModel(ReportView Report, string Picture, string Downloads, string Address);

public sealed record PublicPortfolioModel(string Name, IReadOnlyList<PublicItem> Items);

public sealed record PublicItem(string Title, string Competency, string Picture, string Address, DateOnly On);
