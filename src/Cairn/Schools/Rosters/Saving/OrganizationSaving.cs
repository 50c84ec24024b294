using Cairn.Schools.Rosters.Reading;
using Cairn.Schools.Rosters.Reading.Records;

namespace Cairn.Schools.Rosters.Saving;

/// <summary>
/// Maps the roster's tree of organizations onto ours, which has two levels: this installation's district and its schools. Roles at the
/// district hold everywhere, so only the roster's topmost district becomes it.
/// </summary>
internal static class OrganizationSaving
{
    public static async Task RunAsync(RosterSaving saving)
    {
        var tally = saving.Tally("organizations");
        var existing = await saving.Stage.ReadAsync(saving.All<Organization>());
        var district = existing.Single(organization => organization.Kind == OrganizationKind.District);
        var bySource = existing
            .Where(organization => organization.SourcedId is not null)
            .ToDictionary(organization => organization.SourcedId!, StringComparer.Ordinal);
        foreach (var (sourcedId, organization) in bySource)
            saving.Organizations[sourcedId] = organization.Id;

        var roster = saving
            .Chunks(RosterFile.Organizations, RosterOrganization.Read)
            .SelectMany(chunk => chunk)
            .ToDictionary(o => o.SourcedId, StringComparer.Ordinal);
        var topmost =
            district.SourcedId ?? roster.Values.FirstOrDefault(o => o.Type == RosterOrganizationType.District && !o.Ended)?.SourcedId;

        foreach (var organization in roster.Values)
        {
            if (organization.SourcedId == topmost)
            {
                if (district.SourcedId is null)
                    tally.Changed++;
                district.SourcedId = topmost;
                saving.Organizations[organization.SourcedId] = district.Id;
            }
            else if (
                organization.Type is not (RosterOrganizationType.State or RosterOrganizationType.National)
                && !organization.Ended
                && SchoolAbove(organization, roster) is null
            )
            {
                SaveSchool(saving, organization, district, bySource, tally);
            }
        }

        // A department's people belong to its school.
        foreach (var department in roster.Values)
        {
            if (SchoolAbove(department, roster) is { } school && saving.Organizations.TryGetValue(school.SourcedId, out var id))
                saving.Organizations[department.SourcedId] = id;
        }

        await saving.SaveAsync();
    }

    static void SaveSchool(
        RosterSaving saving,
        RosterOrganization organization,
        Organization district,
        Dictionary<string, Organization> bySource,
        RosterTally tally
    )
    {
        if (!bySource.TryGetValue(organization.SourcedId, out var school))
        {
            school = new Organization(saving.District, OrganizationKind.School, organization.Name, district.Id, saving.Now)
            {
                SourcedId = organization.SourcedId,
            };
            saving.Db.Organizations.Add(school);
            tally.Added++;
        }
        else if (school.Name != organization.Name)
        {
            school.Name = organization.Name;
            tally.Changed++;
        }

        saving.Organizations[organization.SourcedId] = school.Id;
    }

    /// <summary>The school that a department belongs to; null for an independent organization.</summary>
    static RosterOrganization? SchoolAbove(RosterOrganization organization, Dictionary<string, RosterOrganization> roster)
    {
        if (organization.Type is not (RosterOrganizationType.Department or RosterOrganizationType.Local))
            return null;

        var at = organization;
        while (roster.TryGetValue(at.ParentSourcedId, out var parent))
        {
            if (parent.Type == RosterOrganizationType.School)
                return parent;
            at = parent;
        }

        return null;
    }
}
