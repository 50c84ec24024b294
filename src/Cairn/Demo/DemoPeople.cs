namespace Cairn.Demo;

/// <summary>The demo's accounts: one password for all.</summary>
internal sealed record DemoPeople(string Password, IReadOnlyList<DemoPerson> People);

/// <param name="Username">For signing in; the address works too.</param>
/// <param name="Email">Ends in <c>@cedarhollow.example</c>.</param>
/// <param name="Name">As on a badge.</param>
/// <param name="Posts">What this person does where.</param>
/// <param name="Try">One line for the table of accounts.</param>
/// <param name="SourcedId">Who it is on the roster; null: not on it.</param>
/// <param name="Awards">Slugs of what they have earned in the demo, with the worked examples.</param> <param name="Recommended">Slugs of
/// work that an assessor recommended and that waits for the grantor.</param>
/// <param name="HandedIn">Slugs of work that waits for an assessor.</param>
/// <param name="Portfolio">The name of their public portfolio.</param>
internal sealed record DemoPerson(
    string Username,
    string Email,
    string Name,
    IReadOnlyList<DemoPost> Posts,
    string Try,
    string? SourcedId = null,
    IReadOnlyList<string>? Awards = null,
    IReadOnlyList<string>? Recommended = null,
    IReadOnlyList<string>? HandedIn = null,
    string? Portfolio = null
);

/// <param name="Organization">sourcedId of a school or the district; a role at the district holds at its schools.</param>
/// <param name="Roles">What they are there.</param>
internal sealed record DemoPost(string Organization, IReadOnlyList<SchoolRole> Roles);
