namespace Cairn.Credentials.JsonLd;

/// <summary>JSON-LD 1.1 API, section 4.1: a newly-initialized active context.</summary>
internal static class InitialContext
{
    public static ActiveContext For(JsonLdOptions options) => new(options.Base);
}
