using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Catalog;

/// <summary>A page of the catalogue.</summary>
public sealed class CatalogPageModel
{
    private readonly CatalogList _list;

    internal CatalogPageModel(Form form, CatalogList list, Audience? fits, Actor actor)
    {
        (Form, _list, Fits) = (form, list, fits);
        IsLearner = actor.Has(SchoolRole.Learner);
    }

    internal Form Form { get; }

    /// <summary>The audience that was chosen for the reader, by their grade.</summary>
    internal Audience? Fits { get; }

    /// <summary>Nothing was searched or filtered: the school's picks come first.</summary>
    internal bool ShowPicks { get; init; }

    internal bool IsLearner { get; }

    /// <summary>The same, for everybody and not only for the reader's grade.</summary>
    internal string All { get; init; } = "/catalog?audience=all";

    internal string? Previous => _list.Previous;
    internal string? Next => _list.Next;

    internal IReadOnlyList<CatalogEntry> Picks => ShowPicks ? [.. _list.Items.Where(item => item.Picked)] : [];

    // Picks come first in the list anyway.
    internal IReadOnlyList<CatalogEntry> Others => [.. _list.Items.Skip(Picks.Count)];
}

/// <summary>One micro-credential, whole.</summary>
public sealed class MicroCredentialPageModel
{
    internal MicroCredentialPageModel(Offered offered, Id<Enrollment>? begun, bool earned, bool isAuthor) =>
        (Offered, Begun, Earned, IsAuthor) = (offered, begun, earned, isAuthor);

    internal Offered Offered { get; }

    /// <summary>The reader's own work on it.</summary>
    internal Id<Enrollment>? Begun { get; }

    internal bool Earned { get; }
    internal bool IsAuthor { get; }
    internal Blueprint Blueprint => Offered.Version.Blueprint;
    internal bool IsRetired => Offered.MicroCredential.RetiredAt is not null;
}
