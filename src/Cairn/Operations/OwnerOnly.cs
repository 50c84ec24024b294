using System.Runtime.InteropServices;

namespace Cairn.Operations;

/// <summary>What this process writes (the database, children's work, backups) is for its own account only.</summary>
internal static partial class OwnerOnly
{
    /// <summary>New files get 0600 and new folders 0700. Existing files keep the permissions that their owner gave them.</summary>
    public static void Begin()
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
            _ = Mask(0b000_111_111);
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint Mask(uint mask);
}
