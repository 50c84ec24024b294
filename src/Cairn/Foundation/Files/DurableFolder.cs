using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cairn.Foundation.Files;

/// <summary>A renamed file survives a power cut only if its folder was flushed too; .NET has no call for that.</summary>
internal static partial class DurableFolder
{
    /// <summary>Flushes the folder's list of names to the disk. Does nothing if the system has no such thing (Windows).</summary>
    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
            return;

        var descriptor = Open(folder, 0);
        if (descriptor < 0)
            throw new IOException($"The folder cannot be opened: error {Marshal.GetLastPInvokeError()}.");

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        // EINVAL: a file system without the notion, such as some network mounts.
        if (Sync(descriptor) != 0 && Marshal.GetLastPInvokeError() is not 22)
            throw new IOException($"The folder cannot be flushed: error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);
}
