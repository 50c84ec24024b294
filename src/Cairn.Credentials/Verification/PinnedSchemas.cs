namespace Cairn.Credentials.Verification;

/// <summary>
/// The 1EdTech schemas whose rules the data model check includes (Open Badges 3.0 and CLR 2.0, credentialSchema): in both forms, each for
/// its own class. A credential that names another schema is not checked against it.
/// </summary>
static class PinnedSchemas
{
    const string Type = "1EdTechJsonSchemaValidator2019";

    static readonly (string Name, string[] Classes)[] Known =
    [
        ("ob/v3p0/schema/{0}/ob_v3p0_achievementcredential_schema.json", ["OpenBadgeCredential", "AchievementCredential"]),
        ("ob/v3p0/schema/{0}/ob_v3p0_endorsementcredential_schema.json", ["EndorsementCredential"]),
        ("clr/v2p0/schema/{0}/clr_v2p0_clrcredential_schema.json", ["ClrCredential"]),
    ];

    static readonly Dictionary<string, string[]> Classes = Known
        .SelectMany(schema =>
            ((string[])["json", "json-ld"]).Select(form =>
                ($"https://purl.imsglobal.org/spec/{schema.Name.Replace("{0}", form, StringComparison.Ordinal)}", schema.Classes)
            )
        )
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>Whether the data model check covered this schema.</summary>
    public static bool Hold(JsonElement credential, JsonElement schema) =>
        schema.HasType(Type) && schema.Text("id") is { } id && Classes.TryGetValue(id, out var classes) && credential.HasType(classes);
}
