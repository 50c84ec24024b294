namespace Cairn.Credentials.Canonical;

/// <summary>
/// The statements of a shape: put in line order once, copied for each document, changed where its values differ.
/// </summary>
internal sealed partial class Statements
{
    Statements? template;
    bool[] stale = [];

    /// <summary>
    /// After <see cref="TryWrite(System.Security.Cryptography.HashAlgorithmName, ByteBuffer, ByteBuffer)"/>: renumbers subjects and
    /// statements in the order in which they were written. The order is a hint that makes sorting again cheaper.
    /// </summary>
    public void Arrange()
    {
        var order = subjects.AsSpan(0, SubjectCount).ToArray();
        var rest = Enumerable.Range(0, ResourceCount).Where(resource => firstOf[resource + 1] == firstOf[resource]);
        int[] resourceOrder = [.. order, .. rest];
        var places = new int[ResourceCount];
        for (var i = 0; i < resourceOrder.Length; i++)
            places[resourceOrder[i]] = i;

        List<Statement> arranged = new(Count);
        foreach (var resource in order)
        {
            // Statements of a subject that occurs in several places were sorted elsewhere.
            var own = statementsOf.AsSpan(firstOf[resource]..firstOf[resource + 1]);
            Sort(own, NoFocus);
            foreach (var statement in own)
                arranged.Add(statements[statement]);
        }

        for (var i = 0; i < Count; i++)
        {
            var statement = arranged[i];
            statement.Subject = places[statement.Subject];
            if (statement.Object >= 0)
                statement.Object = places[statement.Object];
            if (statement.Graph >= 0)
                statement.Graph = places[statement.Graph];
            statements[i] = statement;
        }

        var old = resources[..ResourceCount];
        for (var i = 0; i < old.Length; i++)
            resources[i] = old[resourceOrder[i]];
    }

    /// <summary>The number of the statement whose object's token starts there, or of the resource whose token does.</summary>
    public (int Statement, int Resource) FindText(int start)
    {
        for (var i = 0; i < Count; i++)
            if (statements[i].Object < 0 && statements[i].Start == start)
                return (i, -1);

        return (-1, Array.FindIndex(resources, 0, ResourceCount, resource => resource.Blank < 0 && resource.Start == start));
    }

    /// <summary>The blank nodes of the statements that have such a text: their hashes depend on it.</summary>
    public int[] BlanksAround(int statement, int resource)
    {
        HashSet<int> blanks = [];
        for (var i = 0; i < Count; i++)
        {
            ref readonly var line = ref statements[i];
            if (i != statement && (resource < 0 || (line.Subject != resource && line.Object != resource && line.Graph != resource)))
                continue;

            foreach (var node in (ReadOnlySpan<int>)[line.Subject, line.Object, line.Graph])
                if (IsBlank(node))
                    blanks.Add(resources[node].Blank);
        }

        return [.. blanks];
    }

    /// <summary>Takes over the statements of a template, with what is known about its blank nodes.</summary>
    public void CopyFrom(Statements other)
    {
        text.Clear();
        text.Append(other.text.Written);
        (Count, ResourceCount, BlankCount) = (other.Count, other.ResourceCount, other.BlankCount);
        if (statements.Length < Count)
            Array.Resize(ref statements, other.statements.Length);
        if (resources.Length < ResourceCount)
            Array.Resize(ref resources, other.resources.Length);
        other.statements.AsSpan(0, Count).CopyTo(statements);
        other.resources.AsSpan(0, ResourceCount).CopyTo(resources);

        if (BlankCount < 2)
            return;

        template = other;
        hashLength = other.hashLength;
        Ensure(ref hashes, BlankCount * MaxHash);
        other.hashes.AsSpan(0, BlankCount * MaxHash).CopyTo(hashes);
        if (stale.Length < BlankCount)
            stale = new bool[BlankCount];
        stale.AsSpan().Clear();
    }

    /// <summary>
    /// Gives a statement's object, or a resource, the token that was appended to the text from <paramref name="start"/> on.
    /// </summary>
    public void Replace(int statement, int resource, int start, ReadOnlySpan<int> blanks)
    {
        if (resource >= 0)
            resources[resource] = new()
            {
                Start = start,
                Length = text.Length - start,
                Blank = -1,
            };
        else
            (statements[statement].Start, statements[statement].Length) = (start, text.Length - start);

        if (template is null)
            return;
        foreach (var blank in blanks)
            stale[blank] = true;
    }

    bool IsKnown(int blank) => template is not null && !stale[blank];
}
