using Cairn.Design;

namespace Cairn.Catalog.Picks;

/// <param name="Reason">One sentence that learners read: why this one.</param>
internal sealed record NewPick(Id<MicroCredential> MicroCredentialId, [MaxLength(ShortListing.LongestReason)] string? Reason = null);

internal sealed record ChosenPick(Id<ShortListing> Id, Id<MicroCredential> MicroCredentialId, string? Reason);

internal sealed record Pick(Id<ShortListing> Id, Id<MicroCredential> MicroCredentialId, string Title, string? Reason, bool Retired);

/// <summary>The short list, and what can be put on it.</summary>
public sealed class PicksModel
{
    internal PicksModel(Organization school, Form form, IReadOnlyList<Pick> picks, IReadOnlyList<Choice> offered) =>
        (School, Form, Picks, Offered) = (school, form, picks, offered);

    internal Organization School { get; }
    internal Form Form { get; }
    internal IReadOnlyList<Pick> Picks { get; }
    internal IReadOnlyList<Choice> Offered { get; }
    internal string SchoolUrl => $"/schools/{School.Id}";
}
