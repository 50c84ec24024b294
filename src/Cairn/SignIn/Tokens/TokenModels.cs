namespace Cairn.SignIn.Tokens;

/// <param name="Name">What it is for.</param>
/// <param name="Days">How long it works.</param>
/// <param name="Use">Through which interface.</param>
internal sealed record TokenAsked([MaxLength(AccessToken.LongestName)] string Name, int Days, TokenUse Use = TokenUse.Api);

internal sealed record TokenMade(string Secret);

internal sealed record MeAnswer(Id<Person> Id, Id<District> DistrictId, string Name, bool IsAdult, IReadOnlyList<RoleAnswer> Roles)
{
    public static MeAnswer Of(Actor actor) =>
        new(
            actor.PersonId,
            actor.DistrictId,
            actor.Name,
            actor.IsAdult,
            [.. actor.Roles.Select(held => new RoleAnswer(held.Role, held.OrganizationId, held.WholeDistrict))]
        );
}

internal sealed record RoleAnswer(SchoolRole Role, Id<Organization> OrganizationId, bool WholeDistrict);

/// <param name="LastUsedAt">To five minutes; null: never.</param>
internal sealed record TokenAnswer(
    Id<AccessToken> Id,
    string Name,
    IReadOnlyList<string> Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? RevokedAt
)
{
    [JsonIgnore]
    public bool IsUsable { get; private init; }

    public static TokenAnswer Of(AccessToken token, DateTimeOffset now) =>
        new(token.Id, token.Name, token.Scopes.Split(' '), token.CreatedAt, token.LastUsedAt, token.ExpiresAt, token.RevokedAt)
        {
            IsUsable = token.IsUsable(now),
        };
}

/// <summary>Somebody's tokens, and the form for a new one.</summary>
public sealed class TokensModel
{
    internal TokensModel(Form form, string? secret, Actor reader, bool allowed, ListOf<TokenAnswer> tokens, string? previous) =>
        (Form, Secret, LongestDays, Allowed, Tokens, Previous) = (form, secret, AccessToken.LongestFor(reader), allowed, tokens, previous);

    internal Form Form { get; }

    /// <summary>The one that was just made; shown once.</summary>
    internal string? Secret { get; }

    /// <summary>How long the reader's tokens may work.</summary>
    internal int LongestDays { get; }

    /// <summary>False: the reader is not known to be of age, and the district runs no programme for learners.</summary>
    internal bool Allowed { get; }

    internal ListOf<TokenAnswer> Tokens { get; }
    internal string? Previous { get; }
}
