namespace Cairn.Issuing;

/// <summary>What verifiers everywhere ask for, without an account: issuers' documents and status lists.</summary>
internal static class IssuerPages
{
    public static void MapIssuers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/.well-known/did.json", OfHost).AllowAnonymous();
        routes.MapGet("/organizations/{id}/did.json", OfAwards).AllowAnonymous();
        routes.MapGet("/status/{id:guid}", AwardList).AllowAnonymous();
        routes.MapGet("/vcalm/{organization:guid}/did.json", OfPrograms).AllowAnonymous();
        routes.MapGet("/vcalm/{organization:guid}/status-lists/{id:guid}", ProgramList).AllowAnonymous();
    }

    private static async Task<IResult> OfHost(IssuersAtAddresses published, CancellationToken stop) =>
        Document(await published.DocumentAsync(null, "", stop));

    private static async Task<IResult> OfAwards(Id<Organization> id, IssuersAtAddresses published, CancellationToken stop) =>
        Document(await published.DocumentAsync(id.Value, IssuerKind.Awards.PathOf(id), stop));

    private static async Task<IResult> OfPrograms(Id<Organization> organization, IssuersAtAddresses published, CancellationToken stop) =>
        Document(await published.DocumentAsync(organization.Value, IssuerKind.Programs.PathOf(organization), stop));

    private static async Task<IResult> AwardList(Guid id, IssuersAtAddresses published, CancellationToken stop) =>
        List(await published.ListAsync(id, IssuerKind.Awards.ListPathOf(default, id), stop));

    private static async Task<IResult> ProgramList(
        Id<Organization> organization,
        Guid id,
        IssuersAtAddresses published,
        CancellationToken stop
    ) => List(await published.ListAsync(id, IssuerKind.Programs.ListPathOf(organization, id), stop));

    private static IResult Document(byte[]? found) => found is null ? TypedResults.NotFound() : StoredDocument.Did(found);

    private static IResult List(byte[]? found) => found is null ? TypedResults.NotFound() : StoredDocument.Credential(found);
}
