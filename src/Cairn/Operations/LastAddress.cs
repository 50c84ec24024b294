namespace Cairn.Operations;

/// <summary>
/// Where the server was last reached, in a file of the data folder: commands in another shell know neither its <c>PORT</c> nor the port that
/// the system chose.
/// </summary>
internal static class LastAddress
{
    /// <summary>The public origin, else where the server listens or did last.</summary>
    public static string Of(CairnOptions options) =>
        options.Origin ?? (File.Exists(FileOf(options)) ? File.ReadAllText(FileOf(options)).Trim() : options.LocalOrigin);

    public static void Keep(CairnOptions options, string address)
    {
        try
        {
            // Listening on all addresses is none to go to.
            File.WriteAllText(FileOf(options), options.Bind is "*" ? $"http://localhost:{new Uri(address).Port}" : address);
        }
        catch (IOException)
        {
            // A full disk is told elsewhere; a command then names the port of the settings.
        }
    }

    private static string FileOf(CairnOptions options) => Path.Combine(options.Data, "address");
}
