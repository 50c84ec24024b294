namespace Cairn.Credentials.Baking;

/// <summary>The CRC of PNG chunks (PNG 5.5; ISO 3309), over a chunk's type and data.</summary>
static class Crc32
{
    static readonly uint[] Table = MakeTable();

    internal static uint Of(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data) => ~Update(Update(uint.MaxValue, type), data);

    static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
            crc = Table[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < table.Length; n++)
        {
            var c = n;
            for (var k = 0; k < 8; k++)
                c = (c & 1) != 0 ? 0xedb88320 ^ (c >> 1) : c >> 1;
            table[n] = c;
        }

        return table;
    }
}
