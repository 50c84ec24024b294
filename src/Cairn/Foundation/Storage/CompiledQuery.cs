using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Cairn.Foundation.Storage;

/// <summary>
/// A query that EF analyses once and not on each request, which costs more than SQLite needs to answer it. The district is read on each
/// execution, as in any other query. One for each model: a test process has both databases.
/// </summary>
internal sealed class CompiledQuery<TArgument, TRow>(Expression<Func<CairnDb, TArgument, IQueryable<TRow>>> query)
{
    private readonly ConditionalWeakTable<IModel, Func<CairnDb, TArgument, IAsyncEnumerable<TRow>>> _compiled = [];

    public async Task<List<TRow>> ToListAsync(CairnDb db, TArgument argument, CancellationToken stop)
    {
        List<TRow> rows = [];
        await foreach (var row in _compiled.GetValue(db.Model, _ => EF.CompileAsyncQuery(query))(db, argument).WithCancellation(stop))
            rows.Add(row);
        return rows;
    }

    /// <summary>For a query with at most one result.</summary>
    public async Task<TRow?> FirstOrDefaultAsync(CairnDb db, TArgument argument, CancellationToken stop) =>
        (await ToListAsync(db, argument, stop)).FirstOrDefault();
}

/// <summary>The same with two arguments.</summary>
internal sealed class CompiledQuery<TFirst, TSecond, TRow>(Expression<Func<CairnDb, TFirst, TSecond, IQueryable<TRow>>> query)
{
    private readonly ConditionalWeakTable<IModel, Func<CairnDb, TFirst, TSecond, IAsyncEnumerable<TRow>>> _compiled = [];

    public async Task<List<TRow>> ToListAsync(CairnDb db, TFirst first, TSecond second, CancellationToken stop)
    {
        List<TRow> rows = [];
        await foreach (var row in _compiled.GetValue(db.Model, _ => EF.CompileAsyncQuery(query))(db, first, second).WithCancellation(stop))
            rows.Add(row);
        return rows;
    }

    /// <summary>For a query with at most one result.</summary>
    public async Task<TRow?> FirstOrDefaultAsync(CairnDb db, TFirst first, TSecond second, CancellationToken stop) =>
        (await ToListAsync(db, first, second, stop)).FirstOrDefault();
}
