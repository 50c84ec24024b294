namespace Cairn.Credentials.Canonical;

/// <summary>
/// RDFC-1.0, section 4.4, steps 6 and 7: the statements as sorted N-Quads. Subjects are sorted first, then the statements of each.
/// </summary>
internal sealed partial class Statements
{
    const int NoFocus = -1;
    const int InsertionSortLimit = 24;

    int[] subjects = [];
    int[] merged = [];

    /// <summary>How many resources are subjects, once the statements have been written.</summary>
    int SubjectCount { get; set; }

    /// <summary>
    /// Appends the canonical N-Quads; false if the blank nodes, or repeated statements about them, need the general way.
    /// </summary>
    public bool TryWrite(HashAlgorithmName algorithm, ByteBuffer scratch, ByteBuffer output)
    {
        GroupBySubject();
        if (!TryLabel(algorithm, scratch))
            return false;

        // The subjects in order; the same IRI may occur in several places of a document.
        Ensure(ref subjects, ResourceCount);
        var count = 0;
        for (var resource = 0; resource < ResourceCount; resource++)
            if (firstOf[resource + 1] > firstOf[resource])
                subjects[count++] = resource;

        SubjectCount = count;
        var order = subjects.AsSpan(0, count);
        if (!IsInOrder(order))
            order.Sort((x, y) => Token(x).SequenceCompareTo(Token(y)));

        Ensure(ref merged, Count);
        for (int i = 0, next; i < count; i = next)
        {
            for (next = i + 1; next < count && Token(order[next]).SequenceEqual(Token(order[i])); next++) { }

            var lines = next == i + 1 ? statementsOf.AsSpan(firstOf[order[i]]..firstOf[order[i] + 1]) : Merge(order[i..next]);
            if (!TryWrite(lines, output))
                return false;
        }

        return true;
    }

    // As in a shape where no value changed its place.
    bool IsInOrder(ReadOnlySpan<int> order)
    {
        for (var i = 1; i < order.Length; i++)
            if (Token(order[i - 1]).SequenceCompareTo(Token(order[i])) > 0)
                return false;

        return true;
    }

    // The statements by subject: those of resource n start at firstOf[n].
    void GroupBySubject()
    {
        Ensure(ref firstOf, ResourceCount + 1);
        Ensure(ref statementsOf, Count);
        var first = firstOf.AsSpan(0, ResourceCount + 1);
        first.Clear();
        for (var i = 0; i < Count; i++)
            first[statements[i].Subject]++;
        for (var i = 1; i < first.Length; i++)
            first[i] += first[i - 1];
        for (var i = Count - 1; i >= 0; i--)
            statementsOf[--first[statements[i].Subject]] = i;
    }

    Span<int> Merge(ReadOnlySpan<int> same)
    {
        var count = 0;
        foreach (var resource in same)
        {
            var own = statementsOf.AsSpan(firstOf[resource]..firstOf[resource + 1]);
            own.CopyTo(merged.AsSpan(count));
            count += own.Length;
        }

        return merged.AsSpan(0, count);
    }

    bool TryWrite(Span<int> lines, ByteBuffer output)
    {
        Sort(lines, NoFocus);
        for (var i = 0; i < lines.Length; i++)
        {
            ref readonly var statement = ref statements[lines[i]];
            if (i > 0 && IsSame(statements[lines[i - 1]], statement))
            {
                // A dataset is a set; a repeated statement about a blank node should have been left out before hashing.
                if (BlankCount > 1 && (IsBlank(statement.Subject) || IsBlank(statement.Graph)))
                    return false;
                continue;
            }

            Write(statement, output, NoFocus);
        }

        return true;
    }

    void Write(in Statement statement, ByteBuffer output, int focus)
    {
        var subject = Token(statement.Subject, focus);
        var value = statement.Object >= 0 ? Token(statement.Object, focus) : ObjectToken(statement);
        var graph = statement.Graph >= 0 ? Token(statement.Graph, focus) : default;
        var line = output.Reserve(subject.Length + statement.Predicate.Length + value.Length + graph.Length + 6);

        var at = Put(line, 0, subject);
        at = Put(line, at, statement.Predicate);
        at = Put(line, at, value);
        if (graph.Length > 0)
            at = Put(line, at, graph);
        line[at] = (byte)'.';
        line[at + 1] = (byte)'\n';
        output.Advance(at + 2);

        static int Put(Span<byte> line, int at, ReadOnlySpan<byte> token)
        {
            token.CopyTo(line[at..]);
            line[at + token.Length] = (byte)' ';
            return at + token.Length + 1;
        }
    }

    void Sort(Span<int> lines, int focus)
    {
        if (lines.Length > InsertionSortLimit && !IsInOrder(lines, focus))
        {
            lines.Sort((x, y) => Compare(statements[x], statements[y], focus));
            return;
        }

        // This leaves what is already in order as it is.
        for (var i = 1; i < lines.Length; i++)
        {
            var line = lines[i];
            var at = i;
            while (at > 0 && Compare(statements[lines[at - 1]], statements[line], focus) > 0)
            {
                lines[at] = lines[at - 1];
                at--;
            }

            lines[at] = line;
        }
    }

    bool IsInOrder(ReadOnlySpan<int> lines, int focus)
    {
        for (var i = 1; i < lines.Length; i++)
            if (Compare(statements[lines[i - 1]], statements[lines[i]], focus) > 0)
                return false;

        return true;
    }

    // No token is a prefix of another one of its kind, so comparing tokens compares lines.
    int Compare(in Statement x, in Statement y, int focus)
    {
        if (
            focus >= 0
            && x.Subject != y.Subject
            && Token(x.Subject, focus).SequenceCompareTo(Token(y.Subject, focus)) is var subject and not 0
        )
            return subject;
        if (!ReferenceEquals(x.Predicate, y.Predicate) && x.Predicate.AsSpan().SequenceCompareTo(y.Predicate) is var predicate and not 0)
            return predicate;

        var left = x.Object >= 0 ? Token(x.Object, focus) : ObjectToken(x);
        var right = y.Object >= 0 ? Token(y.Object, focus) : ObjectToken(y);
        var value = left.SequenceCompareTo(right);
        if (value != 0 || x.Graph == y.Graph)
            return value;

        return x.Graph < 0 ? -1
            : y.Graph < 0 ? 1
            : Token(x.Graph, focus).SequenceCompareTo(Token(y.Graph, focus));
    }

    // For two statements with the same subject; most already differ in length.
    bool IsSame(in Statement x, in Statement y) =>
        x.Predicate.AsSpan().SequenceEqual(y.Predicate) && ObjectToken(x).SequenceEqual(ObjectToken(y)) && Compare(x, y, NoFocus) == 0;

    /// <summary>With a focus, blank nodes are written as in Hash First Degree Quads: _:a for itself, _:z for any other.</summary>
    ReadOnlySpan<byte> Token(int resource, int focus) =>
        focus < 0 || resources[resource].Blank < 0 ? Token(resource)
        : resource == focus ? "_:a"u8
        : "_:z"u8;
}
