using System.Runtime.CompilerServices;

namespace Cairn.Credentials;

/// <summary>
/// What one verification may cost in total, however often a document makes it canonicalize. Counted in steps of about a microsecond, never
/// by the clock: the same input uses it up at the same place on every machine. Once something has been refused, everything is.
/// </summary>
internal sealed class CanonicalWork(long limit, CancellationToken cancellation = default)
{
    // Deriving the terms of a pinned context upon others, or those of a scope.
    const int Context = 700;
    const int Scope = 200;

    // A rich badge has about as many.
    readonly HashSet<(object Active, object Added)> derived = new(17, new SameObjects());
    readonly List<(object Active, byte[] Added)> spelled = [];

    /// <summary>The steps done; never more than the limit.</summary>
    public long Spent { get; private set; }

    public long Limit => limit;

    public bool IsUsedUp { get; private set; }

    /// <summary>Asks for so many steps before they are done. False if fewer are left.</summary>
    /// <exception cref="OperationCanceledException">Nobody is waiting for the result any more.</exception>
    public bool TrySpend(long steps)
    {
        cancellation.ThrowIfCancellationRequested();
        if (IsUsedUp || steps > limit - Spent)
        {
            IsUsedUp = true;
            return false;
        }

        Spent += steps;
        return true;
    }

    /// <inheritdoc cref="TrySpend"/>
    /// <exception cref="JsonLdException"><see cref="JsonLdErrors.UsedUp"/></exception>
    public void Spend(long steps)
    {
        if (!TrySpend(steps))
            throw new JsonLdException(JsonLdErrors.UsedUp);
    }

    /// <summary>
    /// A pinned context on top of another: expensive the first time in a verification, even if the process has kept it from an earlier one.
    /// </summary>
    public void Derive(object active, object added)
    {
        if (derived.Add((active, added)))
            Spend(Context);
    }

    /// <summary>The same for several contexts, by their text.</summary>
    public void Derive(object active, ReadOnlySpan<byte> added, int count)
    {
        foreach (var (known, text) in spelled)
            if (ReferenceEquals(known, active) && added.SequenceEqual(text))
                return;

        Spend((long)Context * count);
        spelled.Add((active, added.ToArray()));
    }

    /// <summary>The context of a type or a property, on top of another.</summary>
    public void DeriveScope(object active, object definition)
    {
        if (derived.Add((active, definition)))
            Spend(Scope);
    }

    sealed class SameObjects : IEqualityComparer<(object Active, object Added)>
    {
        public bool Equals((object Active, object Added) x, (object Active, object Added) y) =>
            ReferenceEquals(x.Active, y.Active) && ReferenceEquals(x.Added, y.Added);

        public int GetHashCode((object Active, object Added) pair) =>
            (RuntimeHelpers.GetHashCode(pair.Active) * 31) ^ RuntimeHelpers.GetHashCode(pair.Added);
    }
}
