namespace Cairn.Foundation.Signing;

/// <summary>
/// The installation's master key: 32 random bytes in a file outside the database and its backup. It encrypts the issuers' private keys and
/// the Data Protection key ring (AES-256-GCM, a random 96-bit nonce each), and keys the hashes of values that must not be guessed from
/// their hash. Thread safe.
/// </summary>
internal sealed class MasterKey : IDisposable
{
    private const int NonceSize = 12,
        TagSize = 16;
    private readonly Lazy<byte[]> _key;

    /// <summary>
    /// The key in this file. Nothing is read or made before it is needed, so that a start with the wrong path leaves no new file behind.
    /// </summary>
    public MasterKey(string path) => _key = new(() => Read(path));

    /// <summary>Reads the key; makes it if there is none. Throws <see cref="InvalidDataException"/> when the file is not a key.</summary>
    public void Open() => _ = _key.Value;

    /// <summary>Nonce ‖ ciphertext ‖ tag. <paramref name="purpose"/> is authenticated and needed again to decrypt.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> secret, string purpose)
    {
        var wrapped = new byte[NonceSize + secret.Length + TagSize];
        var nonce = wrapped.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = Cipher();
        aes.Encrypt(
            nonce,
            secret,
            wrapped.AsSpan(NonceSize, secret.Length),
            wrapped.AsSpan(NonceSize + secret.Length),
            System.Text.Encoding.UTF8.GetBytes(purpose)
        );
        return wrapped;
    }

    /// <summary>Throws <see cref="CryptographicException"/> when the bytes are not ours or the purpose is another.</summary>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, string purpose)
    {
        if (wrapped.Length < NonceSize + TagSize)
            throw new CryptographicException("The wrapped secret is too short.");
        var secret = new byte[wrapped.Length - NonceSize - TagSize];
        using var aes = Cipher();
        aes.Decrypt(
            wrapped[..NonceSize],
            wrapped.Slice(NonceSize, secret.Length),
            wrapped[^TagSize..],
            secret,
            System.Text.Encoding.UTF8.GetBytes(purpose)
        );
        return secret;
    }

    /// <summary>
    /// HMAC-SHA256 in lowercase hex, under a key that is derived for <paramref name="purpose"/> (HKDF): it shows whether texts are equal
    /// but not what they are, and nobody without this key can test guesses.
    /// </summary>
    public string KeyedHash(string text, string purpose)
    {
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, _key.Value, outputLength: 32, info: System.Text.Encoding.UTF8.GetBytes(purpose));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, System.Text.Encoding.UTF8.GetBytes(text)));
    }

    public void Dispose()
    {
        if (_key.IsValueCreated)
            CryptographicOperations.ZeroMemory(_key.Value);
    }

    // One for each call: an AesGcm holds OpenSSL state that two threads must not share.
    private AesGcm Cipher() => new(_key.Value, TagSize);

    private static byte[] Read(string path)
    {
        if (!File.Exists(path))
            Create(path);
        var key = File.ReadAllBytes(path);
        return key.Length == 32
            ? key
            : throw new InvalidDataException($"CAIRN_MASTER_KEY_FILE: {path} holds {key.Length} bytes; a master key is exactly 32.");
    }

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(temporary, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(32));
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path);
    }
}
