namespace Cairn.Tests.Foundation.Storage.Plans;

/// <summary>One place of a plan that reads a table.</summary>
/// <param name="Equal">The columns that an index finds by one value or a few.</param>
/// <param name="Ranged">The columns along which an index is read from or to a value.</param> <param name="StopsEarly">It is read in the
/// requested order, and only up to a limit.</param> <param name="Line">As the database words it.</param>
internal sealed record PlanAccess(
    string Table,
    string? Index,
    IReadOnlyList<string> Equal,
    IReadOnlyList<string> Ranged,
    bool StopsEarly,
    string Line
);
