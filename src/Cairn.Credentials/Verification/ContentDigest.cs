namespace Cairn.Credentials.Verification;

/// <summary>The SHA-256 of bytes that a check judged, computed only on request: most callers never ask.</summary>
sealed class ContentDigest
{
    ReadOnlyMemory<byte> content;
    string? sha256;

    ContentDigest() { }

    /// <summary>In lower-case hexadecimal.</summary>
    public string Sha256
    {
        get
        {
            if (sha256 is not null)
                return sha256;

            sha256 = VerificationSession.Sha256(content.Span);
            content = default;
            return sha256;
        }
    }

    /// <summary>It and nothing else.</summary>
    public IReadOnlyList<ContentDigest> Alone => field ??= [this];

    public static ContentDigest Of(ReadOnlyMemory<byte> content) => new() { content = content };

    public static ContentDigest Known(string sha256) => new() { sha256 = sha256 };
}
