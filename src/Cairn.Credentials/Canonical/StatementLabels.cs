namespace Cairn.Credentials.Canonical;

/// <summary>
/// RDFC-1.0, section 4.4, steps 2 to 4, of statements whose blank nodes all differ by their own quads. Each blank node is the object of
/// one statement at most, as it is in a document without blank node identifiers.
/// </summary>
internal sealed partial class Statements
{
    const int MaxHash = 64;

    int[] statementsOf = [];
    int[] firstOf = [];
    int[] mentions = [];
    int[] firstMention = [];
    byte[] hashes = [];
    int hashLength;

    /// <summary>Gives every blank node its token; false if two have the same first degree hash.</summary>
    bool TryLabel(HashAlgorithmName algorithm, ByteBuffer scratch)
    {
        if (BlankCount == 0)
            return true;

        Span<int> order = BlankCount <= 128 ? stackalloc int[BlankCount] : new int[BlankCount];
        if (BlankCount > 1 && !TryOrder(algorithm, scratch, order))
            return false;

        // 4. In code point order of the hashes, a canonical identifier for each.
        Span<byte> digits = stackalloc byte[12];
        Span<(int Start, int Length)> labels = BlankCount <= 128 ? stackalloc (int, int)[BlankCount] : new (int, int)[BlankCount];
        for (var i = 0; i < order.Length; i++)
        {
            var start = text.Length;
            text.Append("_:c14n"u8);
            i.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
            text.Append(digits[..written]);
            labels[order[i]] = (start, text.Length - start);
        }

        foreach (ref var resource in resources.AsSpan(0, ResourceCount))
            if (resource.Blank >= 0)
                (resource.Start, resource.Length) = labels[resource.Blank];

        return true;
    }

    bool TryOrder(HashAlgorithmName algorithm, ByteBuffer scratch, Span<int> order)
    {
        // 2. and 3. The quads of each blank node, and their hash.
        FindMentions();
        Ensure(ref hashes, BlankCount * MaxHash);
        for (var resource = 0; resource < ResourceCount; resource++)
        {
            var blank = resources[resource].Blank;
            if (blank < 0)
                continue;

            order[blank] = blank;
            if (IsKnown(blank))
                continue;

            scratch.Clear();
            WriteFirstDegree(resource, scratch);
            hashLength = CryptographicOperations.HashData(algorithm, scratch.Written, hashes.AsSpan(blank * MaxHash, MaxHash));
        }

        order.Sort((x, y) => Hash(x).SequenceCompareTo(Hash(y)));
        for (var i = 1; i < order.Length; i++)
            if (Hash(order[i]).SequenceEqual(Hash(order[i - 1])))
                return false;

        return true;
    }

    ReadOnlySpan<byte> Hash(int blank) => hashes.AsSpan(blank * MaxHash, hashLength);

    // The statements that have a blank node as object or graph name, by blank node: those of n start at firstMention[n].
    void FindMentions()
    {
        Ensure(ref firstMention, BlankCount + 1);
        var first = firstMention.AsSpan(0, BlankCount + 1);
        first.Clear();
        foreach (ref readonly var statement in statements.AsSpan(0, Count))
        {
            if (IsBlank(statement.Object))
                first[resources[statement.Object].Blank]++;
            if (IsBlank(statement.Graph))
                first[resources[statement.Graph].Blank]++;
        }

        for (var i = 1; i < first.Length; i++)
            first[i] += first[i - 1];

        Ensure(ref mentions, first[^1]);
        for (var i = 0; i < Count; i++)
        {
            ref readonly var statement = ref statements[i];
            if (IsBlank(statement.Object))
                mentions[--first[resources[statement.Object].Blank]] = i;
            if (IsBlank(statement.Graph))
                mentions[--first[resources[statement.Graph].Blank]] = i;
        }
    }

    /// <summary>Section 4.6, steps 1 to 5.</summary>
    void WriteFirstDegree(int resource, ByteBuffer output)
    {
        var blank = resources[resource].Blank;
        var mentioned = mentions.AsSpan(firstMention[blank]..firstMention[blank + 1]);
        var own = statementsOf.AsSpan(firstOf[resource]..firstOf[resource + 1]);
        var count = own.Length + mentioned.Length;
        Span<int> lines = count <= 256 ? stackalloc int[count] : new int[count];
        own.CopyTo(lines);
        mentioned.CopyTo(lines[own.Length..]);

        Sort(lines, resource);
        foreach (var line in lines)
            Write(statements[line], output, resource);
    }

    static void Ensure<T>(ref T[] array, int length)
    {
        if (array.Length < length)
            array = new T[Math.Max(length, InitialCapacity)];
    }
}
