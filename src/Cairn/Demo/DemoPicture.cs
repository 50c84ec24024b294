using Cairn.Design;
using Cairn.Design.Badges;

namespace Cairn.Demo;

/// <summary>Small real files instead of a child's photo or recording, which a demo should not have: a drawing of stones (its size differs
/// with the title, so no two pieces are the same file), a second of silence.</summary>
internal static class DemoPicture
{
    public static (byte[] Bytes, string Name, string Type, EvidenceKind Kind) Of(IReadOnlyList<EvidenceKind> kinds, string title) =>
        kinds.Contains(EvidenceKind.Photo) ? (CairnMark.Draw(title).ToPng(200 + title.Length), "photo.png", "image/png", EvidenceKind.Photo)
        : kinds.Contains(EvidenceKind.Sound) ? (Silence(), "sound.wav", "audio/wav", EvidenceKind.Sound)
        : throw new InvalidOperationException("The demo has no placeholder for a film.");

    /// <summary>One second of 8 kHz mono PCM silence (RIFF WAVE).</summary>
    private static byte[] Silence()
    {
        const int rate = 8000;
        using var stream = new MemoryStream();
        using var wave = new BinaryWriter(stream, Encoding.ASCII);
        wave.Write("RIFF"u8);
        wave.Write(36 + rate);
        wave.Write("WAVEfmt "u8);
        wave.Write(16);
        wave.Write((short)1);
        wave.Write((short)1);
        wave.Write(rate);
        wave.Write(rate);
        wave.Write((short)1);
        wave.Write((short)8);
        wave.Write("data"u8);
        wave.Write(rate);
        wave.Write(Enumerable.Repeat((byte)128, rate).ToArray());
        wave.Flush();
        return stream.ToArray();
    }
}
