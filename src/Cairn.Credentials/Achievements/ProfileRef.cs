namespace Cairn.Credentials.Achievements;

/// <summary>An identifier or a whole <see cref="Achievements.Profile"/> (Open Badges 3.0, ProfileRef); both convert to it.</summary>
[JsonConverter(typeof(ProfileRefConverter))]
public sealed record ProfileRef
{
    ProfileRef(string id, Profile? profile) => (Id, Profile) = (id, profile);

    /// <summary>The identifier, in either form.</summary>
    public string Id { get; }

    /// <summary>The profile; null if only its identifier was given.</summary>
    public Profile? Profile { get; }

    /// <summary>Only the identifier.</summary>
    /// <param name="id">A URI.</param>
    public static implicit operator ProfileRef(string id) => FromString(id);

    /// <summary>The whole profile.</summary>
    /// <param name="profile">The profile.</param>
    public static implicit operator ProfileRef(Profile profile) => FromProfile(profile);

    /// <summary>Only the identifier.</summary>
    /// <param name="id">A URI.</param>
    public static ProfileRef FromString(string id) => new(id, null);

    /// <summary>The whole profile.</summary>
    /// <param name="profile">The profile.</param>
    public static ProfileRef FromProfile(Profile profile) => new(profile.Id, profile);
}

sealed class ProfileRefConverter : JsonConverter<ProfileRef>
{
    public override ProfileRef? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()!
        : JsonSerializer.Deserialize(ref reader, OpenBadgesJson.TypeInfo<Profile>(options)) is { } profile ? profile
        : (ProfileRef?)null;

    public override void Write(Utf8JsonWriter writer, ProfileRef value, JsonSerializerOptions options)
    {
        if (value.Profile is { } profile)
            JsonSerializer.Serialize(writer, profile, OpenBadgesJson.TypeInfo<Profile>(options));
        else
            writer.WriteStringValue(value.Id);
    }
}
