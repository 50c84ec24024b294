namespace Cairn.Credentials.Achievements;

/// <summary>A postal address (Open Badges 3.0, Address).</summary>
public sealed record Address() : TypedObject("Address")
{
    /// <summary>0..1. The country's name.</summary>
    public string? AddressCountry { get; init; }

    /// <summary>0..1. The country's ISO 3166-1 code of two letters.</summary>
    public string? AddressCountryCode { get; init; }

    /// <summary>0..1. State or region.</summary>
    public string? AddressRegion { get; init; }

    /// <summary>0..1. Town.</summary>
    public string? AddressLocality { get; init; }

    /// <summary>0..1. Street and number.</summary>
    public string? StreetAddress { get; init; }

    /// <summary>0..1. Post office box.</summary>
    public string? PostOfficeBoxNumber { get; init; }

    /// <summary>0..1. Postal code.</summary>
    public string? PostalCode { get; init; }

    /// <summary>0..1. Where it is.</summary>
    public GeoCoordinates? Geo { get; init; }
}

/// <summary>A place on Earth (Open Badges 3.0, GeoCoordinates).</summary>
public sealed record GeoCoordinates : ModelObject
{
    /// <summary>1. <c>GeoCoordinates</c>.</summary>
    public string Type { get; init; } = "GeoCoordinates";

    /// <summary>1. Degrees north.</summary>
    public required decimal Latitude { get; init; }

    /// <summary>1. Degrees east.</summary>
    public required decimal Longitude { get; init; }
}
