using System.IO.Compression;

namespace Cairn.Credentials.Baking;

/// <summary>The part of an <c>iTXt</c> chunk after its keyword (PNG 11.3.3.4).</summary>
static class PngText
{
    internal static BakingFailure? TryRead(ReadOnlySpan<byte> data, out byte[]? text)
    {
        text = null;
        // The keyword's terminator, compression flag, compression method, two empty strings with their terminators.
        if (data.Length < 5 || data[0] != 0 || data[1] > 1 || data[2] != 0)
            return BakingFailure.PngTextForm;

        var compressed = data[1] == 1;
        var rest = data[3..];
        for (var skip = 0; skip < 2; skip++)
        {
            var end = rest.IndexOf((byte)0);
            if (end < 0)
                return BakingFailure.PngTextForm;
            rest = rest[(end + 1)..];
        }

        if (!compressed)
        {
            if (rest.Length > BakedCredential.MaxBytes)
                return BakingFailure.CredentialTooLarge(BakedCredential.MaxBytes);
            text = rest.ToArray();
            return null;
        }

        return Inflate(rest, out text);
    }

    // NOTE: Open Badges 3.0 forbids compression; pictures that went through an optimiser have it all the same, so it is read, never
    // written.
    static BakingFailure? Inflate(ReadOnlySpan<byte> data, out byte[]? text)
    {
        text = null;
        using var output = new MemoryStream();
        using var inflate = new ZLibStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = inflate.Read(buffer)) > 0; )
            {
                if (output.Length + read > BakedCredential.MaxBytes)
                    return BakingFailure.CredentialTooLarge(BakedCredential.MaxBytes);
                output.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            return BakingFailure.PngInflate;
        }

        text = output.ToArray();
        return null;
    }
}
