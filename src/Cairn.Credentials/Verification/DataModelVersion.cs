namespace Cairn.Credentials.Verification;

/// <summary>Which VC Data Model a credential follows, by its first context.</summary>
enum DataModelVersion
{
    None,
    V1,
    V2,
}

static class DataModelVersions
{
    extension(DataModelVersion)
    {
        public static DataModelVersion Of(JsonElement credential)
        {
            if (credential.Member("@context") is not { } context)
                return DataModelVersion.None;
            if (context.ValueKind == JsonValueKind.Array)
                context = context.GetArrayLength() > 0 ? context[0] : default;

            return context.IsText("https://www.w3.org/ns/credentials/v2") ? DataModelVersion.V2
                : context.IsText("https://www.w3.org/2018/credentials/v1") ? DataModelVersion.V1
                : DataModelVersion.None;
        }
    }
}
