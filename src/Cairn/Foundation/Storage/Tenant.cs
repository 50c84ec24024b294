namespace Cairn.Foundation.Storage;

/// <summary>The district of this request or job. Until it is entered, owned rows cannot be seen or saved; it is entered once.</summary>
internal sealed class Tenant
{
    public Id<District> DistrictId { get; private set; }

    /// <summary>The asker's network address, for the audit trail; null in a job.</summary>
    public string? From { get; set; }

    public bool IsEntered => DistrictId != default;

    public void Enter(Id<District> district)
    {
        if (IsEntered && DistrictId != district)
            throw new InvalidOperationException("A scope stays in one district.");
        DistrictId = district;
    }
}
