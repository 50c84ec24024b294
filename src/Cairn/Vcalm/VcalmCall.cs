namespace Cairn.Vcalm;

/// <summary>A request to an instance.</summary>
/// <param name="Suite">The instance that the address names; null: none.</param>
internal readonly record struct VcalmCall(
    Id<Organization> Organization,
    HttpContext Http,
    CairnDb Db,
    CairnOptions Options,
    RefusalTexts Texts,
    TimeProvider Clock,
    CancellationToken Stop,
    string? Suite = null
)
{
    /// <summary>The organization in the address, when the caller may see it and the instance exists.</summary>
    public async Task<Organization?> EnterAsync() =>
        Suite is null || VcalmSuite.Find(Suite) is not null ? await Db.OrganizationAsync(Http, Options, Organization, Stop) : null;

    public Task<Outcome<VcalmRequest>> ReadAsync(params IReadOnlyList<string> members) =>
        VcalmRequest.ReadAsync(Http.Request, members, Stop);
}
