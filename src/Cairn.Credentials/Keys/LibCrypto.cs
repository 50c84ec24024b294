using System.Reflection;
using System.Runtime.InteropServices;

namespace Cairn.Credentials.Keys;

/// <summary>The parts of OpenSSL's libcrypto (3.0 or later) that Cairn uses; .NET on Linux already loads it itself.</summary>
static partial class LibCrypto
{
    const string Library = "libcrypto.so.3";
    const int Ed25519 = 1087;

    static LibCrypto() => NativeLibrary.SetDllImportResolver(typeof(LibCrypto).Assembly, Resolve);

    public static KeyHandle ImportPrivate(ReadOnlySpan<byte> seed) =>
        Imported(EVP_PKEY_new_raw_private_key(Ed25519, 0, seed, (nuint)seed.Length));

    public static KeyHandle ImportPublic(ReadOnlySpan<byte> key) =>
        Imported(EVP_PKEY_new_raw_public_key(Ed25519, 0, key, (nuint)key.Length));

    public static void ExportPublic(KeyHandle key, Span<byte> destination)
    {
        var length = (nuint)destination.Length;
        if (EVP_PKEY_get_raw_public_key(key, destination, ref length) != 1 || length != (nuint)destination.Length)
            throw new InvalidOperationException("libcrypto did not give the public key.");
    }

    public static void Sign(KeyHandle key, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        using var context = NewContext();
        var length = (nuint)signature.Length;
        if (
            EVP_DigestSignInit(context, 0, 0, 0, key) != 1
            || EVP_DigestSign(context, signature, ref length, message, (nuint)message.Length) != 1
            || length != (nuint)signature.Length
        )
            throw new InvalidOperationException("libcrypto did not sign.");
    }

    public static bool Verify(KeyHandle key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        using var context = NewContext();
        if (EVP_DigestVerifyInit(context, 0, 0, 0, key) != 1)
            throw new InvalidOperationException("libcrypto did not start to verify.");

        var valid = EVP_DigestVerify(context, signature, (nuint)signature.Length, message, (nuint)message.Length) == 1;
        // A refused signature leaves an entry in this thread's error queue, which would confuse .NET's own calls.
        if (!valid)
            ERR_clear_error();
        return valid;
    }

    static KeyHandle Imported(KeyHandle key) =>
        key.IsInvalid ? throw new InvalidOperationException("libcrypto did not take the key.") : key;

    static DigestContext NewContext()
    {
        var context = EVP_MD_CTX_new();
        if (context.IsInvalid)
            throw new InvalidOperationException("libcrypto gave no context.");
        return context;
    }

    static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
            return 0;
        foreach (var candidate in (string[])["libcrypto.so.3", "libcrypto.3.dylib", "libcrypto-3-x64.dll", "libcrypto-3-arm64.dll"])
            if (NativeLibrary.TryLoad(candidate, assembly, path, out var handle))
                return handle;
        return 0;
    }

    [LibraryImport(Library)]
    private static partial KeyHandle EVP_PKEY_new_raw_private_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library)]
    private static partial KeyHandle EVP_PKEY_new_raw_public_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library)]
    private static partial int EVP_PKEY_get_raw_public_key(KeyHandle key, Span<byte> destination, ref nuint length);

    [LibraryImport(Library)]
    private static partial DigestContext EVP_MD_CTX_new();

    [LibraryImport(Library)]
    private static partial int EVP_DigestSignInit(DigestContext context, nint keyContext, nint digest, nint engine, KeyHandle key);

    [LibraryImport(Library)]
    private static partial int EVP_DigestSign(
        DigestContext context,
        Span<byte> signature,
        ref nuint signatureLength,
        ReadOnlySpan<byte> message,
        nuint length
    );

    [LibraryImport(Library)]
    private static partial int EVP_DigestVerifyInit(DigestContext context, nint keyContext, nint digest, nint engine, KeyHandle key);

    [LibraryImport(Library)]
    private static partial int EVP_DigestVerify(
        DigestContext context,
        ReadOnlySpan<byte> signature,
        nuint signatureLength,
        ReadOnlySpan<byte> message,
        nuint length
    );

    [LibraryImport(Library)]
    private static partial void ERR_clear_error();

    [LibraryImport(Library)]
    private static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Library)]
    private static partial void EVP_MD_CTX_free(nint context);

    /// <summary>An EVP_PKEY. Several threads may use it at once.</summary>
    public sealed class KeyHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            EVP_PKEY_free(handle);
            return true;
        }
    }

    /// <summary>An EVP_MD_CTX, for one signature or one verification.</summary>
    sealed class DigestContext() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            EVP_MD_CTX_free(handle);
            return true;
        }
    }
}
