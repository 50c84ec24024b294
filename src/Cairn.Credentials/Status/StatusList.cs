namespace Cairn.Credentials.Status;

/// <summary>
/// The statuses of many credentials, one small number each, packed into a bitstring; index 0 is leftmost (Bitstring Status
/// List 1.0). Reading is thread-safe, <see cref="Set"/> is not.
/// </summary>
public sealed class StatusList
{
    /// <summary>The smallest number of entries that hides one credential among others (Bitstring Status List 1.0, 6.1).</summary>
    public const int MinimumEntries = 131_072;

    /// <summary>The largest bitstring that is built or read, in bytes.</summary>
    public const int MaximumBytes = 4 * 1024 * 1024;

    readonly byte[] _bits;

    /// <summary>A list in which every status is 0.</summary>
    /// <param name="entries">How many; a multiple of 8, at least <see cref="MinimumEntries"/>.</param>
    /// <param name="statusSize">Bits of one status, 1 to 8; 1: set or not.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too few, too many, or not whole bytes.</exception>
    public StatusList(int entries = MinimumEntries, int statusSize = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(entries, MinimumEntries);
        ArgumentOutOfRangeException.ThrowIfNotEqual(entries % 8, 0, nameof(entries));
        ArgumentOutOfRangeException.ThrowIfLessThan(statusSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusSize, MaximumStatusSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)entries * statusSize / 8, MaximumBytes, nameof(entries));

        StatusSize = statusSize;
        _bits = new byte[(long)entries * statusSize / 8];
    }

    StatusList(byte[] bits, int statusSize)
    {
        _bits = bits;
        StatusSize = statusSize;
    }

    internal const int MaximumStatusSize = 8;

    /// <summary>Bits of one status.</summary>
    public int StatusSize { get; }

    /// <summary>How many statuses the list holds.</summary>
    public int Entries => (int)((long)_bits.Length * 8 / StatusSize);

    /// <summary>The status at an index, 0 to 2^<see cref="StatusSize"/> − 1.</summary>
    /// <param name="index">0 to <see cref="Entries"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
    public int this[int index]
    {
        get
        {
            CheckIndex(index);
            var status = 0;
            for (var bit = (long)index * StatusSize; bit < ((long)index + 1) * StatusSize; bit++)
                status = status << 1 | _bits[bit / 8] >> (int)(7 - bit % 8) & 1;

            return status;
        }
    }

    /// <summary>Sets the status at an index.</summary>
    /// <param name="index">0 to <see cref="Entries"/> − 1.</param>
    /// <param name="status">0 to 2^<see cref="StatusSize"/> − 1; 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such index, or the status does not fit.</exception>
    public void Set(int index, int status = 1)
    {
        CheckIndex(index);
        ArgumentOutOfRangeException.ThrowIfNegative(status);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, (1 << StatusSize) - 1);

        for (var bit = ((long)index + 1) * StatusSize - 1; bit >= (long)index * StatusSize; bit--, status >>= 1)
        {
            var mask = (byte)(0x80 >> (int)(bit % 8));
            if ((status & 1) != 0)
                _bits[bit / 8] |= mask;
            else
                _bits[bit / 8] &= (byte)~mask;
        }
    }

    /// <summary>
    /// The list as an <c>encodedList</c>: <c>u</c>, then base64url without padding of GZIP. The same statuses give the same text.
    /// </summary>
    public string Encode() => EncodedList.From(_bits);

    /// <summary>Reads an <c>encodedList</c>.</summary>
    /// <param name="encodedList">The multibase text.</param>
    /// <param name="statusSize">Bits of one status, 1 to 8.</param>
    /// <param name="list">The list; null on failure.</param>
    /// <param name="failure">Why not; null on success.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="statusSize"/> is not 1 to 8.</exception>
    public static bool TryDecode(
        string encodedList,
        int statusSize,
        [NotNullWhen(true)] out StatusList? list,
        [NotNullWhen(false)] out StatusFailure? failure
    )
    {
        failure = Decode(encodedList, statusSize, null, out list);
        return list is not null;
    }

    internal static StatusFailure? Decode(string encodedList, int statusSize, CanonicalWork? work, out StatusList? list)
    {
        ArgumentNullException.ThrowIfNull(encodedList);
        ArgumentOutOfRangeException.ThrowIfLessThan(statusSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusSize, MaximumStatusSize);

        list = null;
        if (EncodedList.TryRead(encodedList, out var bits, work) is { } failure)
            return failure;

        var read = new StatusList(bits, statusSize);
        // 3.2: fewer entries than the minimum is STATUS_LIST_LENGTH_ERROR.
        if (read.Entries < MinimumEntries)
            return StatusFailure.Length(MinimumEntries, read.Entries);

        list = read;
        return null;
    }

    void CheckIndex(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Entries);
    }
}
