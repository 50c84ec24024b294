using Cairn.SignIn.Invitations;

namespace Cairn.Operations;

/// <summary>
/// <c>./cairn-admin backup FOLDER</c>, <c>restore FOLDER</c> and <c>way-in NAME</c>, with the same settings as the server.
/// </summary>
internal static class AdminCommands
{
    private const string Usage = """
        usage: cairn-admin backup FOLDER    copies the running installation into an empty folder
               cairn-admin restore FOLDER   puts a backup into an empty installation
               cairn-admin way-in NAME      a one-time link with which the account of that sign-in name gets a new password
        The settings are the server's: CAIRN_DATA, CAIRN_DATABASE, CAIRN_MASTER_KEY_FILE.
        """;

    public static bool IsOne(string[] args) => args is not ([] or [['-', ..], ..]) or ["--help", ..];

    /// <summary>The exit code, or null if the arguments are not a command and the server should start.</summary>
    public static async Task<int?> RunAsync(string[] args, CairnOptions options)
    {
        switch (args)
        {
            case ["backup", var folder]:
                var taken = await Backup.TakeAsync(
                    options,
                    Path.GetFullPath(folder),
                    TimeProvider.System.GetUtcNow(),
                    CancellationToken.None
                );
                Console.WriteLine($"Backed up {taken.Database} and {taken.Files.Count - 1} files to {folder}.");
                Console.WriteLine(
                    $"The master key is not in it. Keep a copy of {options.MasterKeyFile} elsewhere: without it no credential can be "
                        + "signed again."
                );
                return 0;
            case ["restore", var folder]:
                var restored = await Backup.RestoreAsync(options, Path.GetFullPath(folder), CancellationToken.None);
                Console.WriteLine($"Restored {restored.Database} and {restored.Files.Count - 1} files, as of {restored.TakenAt:u}.");
                if (!File.Exists(options.MasterKeyFile))
                    Console.WriteLine($"Put the master key at {options.MasterKeyFile} before you start Cairn.");
                return 0;
            case ["way-in", var name]:
                if (await WayInOnTheMachine.MakeAsync(options, name, CancellationToken.None) is not { } made)
                {
                    await Console.Error.WriteLineAsync("No account with this sign-in name is part of a district here.");
                    return 1;
                }
                Console.WriteLine($"{LastAddress.Of(options)}/join/{made.Secret}");
                Console.WriteLine(
                    $"It opens once, until {made.Invitation.ExpiresAt:u}, sets a new password and takes the second step and the "
                        + "passkeys away."
                );
                return 0;
            case var _ when !IsOne(args): // settings of ASP.NET's own, if any: the server
                return null;
            default:
                await Console.Error.WriteLineAsync(Usage);
                return 64;
        }
    }
}
