namespace Cairn.Schools.Rosters.Reading.Records;

/// <summary>
/// A person on a roster. Role is null if the row does not give it (roles.csv may), and so is whether the account is enabled; agents are a
/// learner's guardians, or a guardian's children.
/// </summary>
internal sealed record RosterUser(
    string SourcedId,
    bool Ended,
    bool? Enabled,
    IReadOnlyList<string> OrganizationSourcedIds,
    RosterUserRole? Role,
    string Username,
    string GivenName,
    string FamilyName,
    string Identifier,
    string Email,
    IReadOnlyList<string> AgentSourcedIds,
    IReadOnlyList<string> Grades
)
{
    /// <summary>The roster says that this person is no longer here.</summary>
    public bool IsGone => Ended || Enabled is false;

    public static RosterUser Read(RosterRow row)
    {
        var (id, ended) = (row.Id(), row.Status());
        var role = row.RolesElsewhere && !row.HasValue("role") ? null : row.Choice("role", RosterChoices.UserRoles);
        var organizations = row.References("orgSourcedIds", RosterFile.Organizations);
        if (!ended && organizations.Count == 0 && !row.RolesElsewhere)
            row.Error(RosterFlaw.ValueMissing, "orgSourcedIds", "");

        var user = new RosterUser(
            id,
            ended,
            row.HasValue("enabledUser") ? row.ChoiceOr("enabledUser", RosterChoices.Booleans, true) : null,
            organizations,
            role,
            row.Text("username", 255),
            Name(row, "preferredFirstName", "givenName"),
            Name(row, "preferredLastName", "familyName"),
            row.Text("identifier", 100),
            Address(row),
            row.References("agentSourcedIds", RosterFile.Users),
            RosterGrades.Read(row)
        );

        NeedsAName(row, user);
        JudgeAgents(row, user);
        if (row.HasValue("password"))
            row.Warn(RosterFlaw.PasswordIgnored, "password", "");
        return user;
    }

    static string Name(RosterRow row, string preferred, string legal) =>
        row.Text(preferred, 100) is { Length: > 0 } name ? name : row.Text(legal, 100);

    /// <summary>Many people have only one name, whatever the standard requires.</summary>
    static void NeedsAName(RosterRow row, RosterUser user)
    {
        if (user.Ended || row.Failed)
            return;

        if (user.GivenName.Length + user.FamilyName.Length == 0)
            row.Error(RosterFlaw.ValueMissing, "familyName", "");
        else if (user.GivenName.Length == 0)
            row.Warn(RosterFlaw.ValueExpected, "givenName", "");
        else if (user.FamilyName.Length == 0)
            row.Warn(RosterFlaw.ValueExpected, "familyName", "");
    }

    static string Address(RosterRow row)
    {
        var email = row.Text("email", 320);
        if (
            email.Length == 0
            || email.IndexOf('@') is > 0 and var at && at == email.LastIndexOf('@') && at < email.Length - 1 && !email.Contains(' ')
        )
            return email;

        row.Warn(RosterFlaw.EmailMalformed, "email", email);
        return "";
    }

    /// <summary>The import leaves out a link that makes nobody a learner's guardian.</summary>
    static void JudgeAgents(RosterRow row, RosterUser user)
    {
        foreach (var id in user.AgentSourcedIds)
        {
            if (
                user.Role is { } role
                && row.Index.Find(RosterFile.Users, id, out var agent)
                && agent.Role is { } other
                && role == RosterUserRole.Student == (other == RosterUserRole.Student)
            )
                row.Warn(RosterFlaw.AgentUnsuitable, "agentSourcedIds", id);
        }
    }
}
