using Cairn.Credentials.Achievements;

namespace Cairn.Issuing;

/// <summary>An organization as it stands in a credential.</summary>
/// <param name="Id">Its identifier as an issuer.</param>
internal sealed record IssuingProfile(string Id, string Name, string? Url)
{
    public static IssuingProfile Of(Organization organization, IssuerKey key) => new(key.Did, organization.Name, organization.Url);

    public Profile AsProfile() =>
        new()
        {
            Id = Id,
            Name = Name,
            Url = Url,
        };
}

internal static class IssuingProfiles
{
    /// <summary>Under whose name an organization grants awards now; null until its first key.</summary>
    public static async Task<IssuingProfile?> IssuingProfileAsync(
        this CairnDb db,
        Id<Organization> id,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var keys = await db.KeysOf(id, IssuerKind.Awards).AsNoTracking().ToListAsync(stop);
        return (keys.LastOrDefault(k => k.Covers(now)) ?? keys.LastOrDefault()) is { } key
            ? IssuingProfile.Of(await db.Organizations.AsNoTracking().SingleAsync(o => o.Id == id, stop), key)
            : null;
    }
}
