namespace Cairn.Foundation.Storage;

/// <summary>The tenant. Every owned row carries its id; every unique key and foreign key contains it.</summary>
internal sealed class District
{
    private District() { }

    public District(string name, string timeZone, DateTimeOffset now)
    {
        Id = Id<District>.New(now);
        Name = name;
        TimeZone = timeZone;
        CreatedAt = now;
    }

    public Id<District> Id { get; private set; }
    public string Name { get; set; } = "";

    /// <summary>IANA name; dates are shown in it.</summary>
    public string TimeZone { get; set; } = "UTC";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Since when access tokens of learners, and of anybody not known to be of age, work here; null: they do not.</summary>
    public DateTimeOffset? TokensForMinorsSince { get; set; }

    /// <summary>The bytes of all files in the store; changes with them, in one transaction.</summary>
    public long StoredBytes { get; private set; }

    /// <summary>Rows that bear the mark of this stage are seen although they still bear it (<see cref="Stages"/>).</summary>
    public Guid? ShownStage { get; private set; }
}

internal static class DistrictZones
{
    /// <summary>The entered district's zone, for showing days when nobody is signed in.</summary>
    public static async Task<TimeZoneInfo> ZoneAsync(this CairnDb db, CancellationToken stop)
    {
        var id = db.Tenant.DistrictId;
        return Days.ZoneOf(await db.Districts.Where(district => district.Id == id).Select(district => district.TimeZone).SingleAsync(stop));
    }
}
