namespace Cairn.Foundation.Storage;

/// <summary>The configuration of a table of which rows are frozen.</summary>
internal interface IFrozenTable
{
    Frozen Frozen { get; }
}

/// <summary>What of a table never changes; <see cref="Triggers"/> see to it.</summary>
/// <param name="Table">Its rows are never updated, replaced or deleted.</param>
/// <param name="Learner">An SQL expression over <c>old</c>: the person whose erasure lets a delete through; null: none.</param>
/// <param name="When">An SQL condition over <c>old</c>: only rows of which it holds are frozen; null: all.</param>
/// <param name="Forgotten">A column that an update may empty, when it changes nothing else; null: none.</param>
internal sealed record Frozen(string Table, string? Learner = null, string? When = null, string? Forgotten = null)
{
    /// <summary>Of which rows a delete is refused; null: of all.</summary>
    public string? MayNotGo =>
        (When, Learner) switch
        {
            (_, null) => When,
            (null, _) => NotErased(Learner),
            _ => $"{When} and {NotErased(Learner)}",
        };

    private static string NotErased(string learner) =>
        $"not exists (select 1 from erasures e where e.district_id = old.district_id and e.learner_id = {learner})";
}
