using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.Internal;

namespace Cairn.Foundation.Storage;

/// <summary>
/// A query that ordinary code puts together from parts and that EF analyses once, as it does a <see cref="CompiledQuery{TArgument,TRow}"/>.
/// What differs from one execution to the next is read from the argument inside the query (<c>one.PersonId == actor.PersonId</c>). Whatever
/// else is captured, or static and changeable, would keep its first value for ever, so it is refused at the first execution. The parts may
/// not depend on the argument outside of lambdas either ("if it is a teacher, also …", <c>Take(asked.Size)</c>): in tests each execution is
/// compared with the first.
/// </summary>
/// <param name="build">Called for the first argument of each model.</param>
internal sealed class KeptQuery<TAsked, TRow>(Func<CairnDb, TAsked, IQueryable<TRow>> build)
    where TAsked : class
{
    private readonly ConditionalWeakTable<IModel, Plan> _plans = [];

    public async Task<List<TRow>> ToListAsync(CairnDb db, TAsked asked, CancellationToken stop)
    {
        var plan = _plans.GetValue(db.Model, _ => Plan.Of(db, asked, build(db, asked)));
        if (KeptQueries.AreCompared)
            plan.Compare(db, asked, build(db, asked));
        var query = db.GetService<IQueryContextFactory>().Create();
        query.CancellationToken = stop;
        foreach (var (name, read) in plan.Parameters)
            query.Parameters.Add(name, read(asked));
        List<TRow> rows = [];
        await foreach (var row in plan.Run(query).WithCancellation(stop))
            rows.Add(row);
        return rows;
    }

    /// <summary>For a query with at most one result.</summary>
    public async Task<TRow?> FirstOrDefaultAsync(CairnDb db, TAsked asked, CancellationToken stop) =>
        (await ToListAsync(db, asked, stop)).FirstOrDefault();

    /// <param name="Read">The query as it reads the argument, before what it reads becomes parameters.</param>
    /// <param name="Parameters">How each of them is read from an argument.</param>
    /// <param name="Run">What EF made of it.</param>
    private sealed record Plan(
        Expression Read,
        IReadOnlyDictionary<string, Func<TAsked, object?>> Parameters,
        Func<QueryContext, IAsyncEnumerable<TRow>> Run
    )
    {
        private static readonly ParameterExpression Argument = Expression.Parameter(typeof(TAsked), "asked");

        public static Plan Of(CairnDb db, TAsked asked, IQueryable<TRow> built)
        {
            var read = Reading(db, asked, built);
            var taking = new ParametersOut<TAsked>(Argument);
            var query = taking.Visit(read)!;
#pragma warning disable EF1001 // what EF's own compiled queries call, which take their whole text as one expression
            var run = db.GetService<IQueryCompiler>().CreateCompiledAsyncQuery<IAsyncEnumerable<TRow>>(query);
#pragma warning restore EF1001
            return new Plan(read, taking.Parameters, run);
        }

        /// <exception cref="InvalidOperationException">This argument makes another query.</exception>
        public void Compare(CairnDb db, TAsked asked, IQueryable<TRow> built)
        {
            if (!ExpressionEqualityComparer.Instance.Equals(Read, Reading(db, asked, built)))
                throw new InvalidOperationException(
                    $"This kept query of {typeof(TRow)} is another one for this argument: read what differs from the argument, inside a lambda."
                );
        }

        private static Expression Reading(CairnDb db, TAsked asked, IQueryable<TRow> built) =>
            new NoContextLeft().Visit(new ArgumentIn(db, asked, Argument).Visit(built.Expression));
    }
}

internal static class KeptQueries
{
    /// <summary>Whether each execution is compared with the first; tests switch it on.</summary>
    public static bool AreCompared { get; set; }
}

/// <summary>
/// Puts the argument where a lambda captured it, or captured an object that is one of its properties; queries and tables that were captured
/// take the place of their variables.
/// </summary>
internal sealed class ArgumentIn(CairnDb db, object asked, ParameterExpression argument) : ExpressionVisitor
{
    protected override Expression VisitMember(MemberExpression node)
    {
        if (node.Expression is null)
            return IsConstant(node) ? node : throw Refused(node);
        if (IsCaptured(node, out var value))
            return value switch
            {
                CairnDb captured when captured == db => Expression.Constant(db),
                IQueryable query => Visit(query.Expression),
                _ => Rooted(value) ?? throw Refused(node),
            };
        var visited = base.VisitMember(node);
        return visited is MemberExpression { Expression: ConstantExpression { Value: CairnDb }, Member: PropertyInfo table }
            ? Visit(((IQueryable)table.GetValue(db)!).Expression)
            : visited;
    }

    // A table, without the context through which it was named.
    protected override Expression VisitExtension(Expression node) =>
        node is EntityQueryRootExpression table ? table.DetachQueryProvider() : base.VisitExtension(node);

    protected override Expression VisitConstant(ConstantExpression node) =>
        node.Value switch
        {
            IQueryable query when query.Expression != node => Visit(query.Expression),
            null or string or ValueType or CairnDb => node,
            _ => throw Refused(node),
        };

    /// <summary>A static member that is never another, or EF's own functions.</summary>
    private static bool IsConstant(MemberExpression node) =>
        node.Member is FieldInfo { IsInitOnly: true } or FieldInfo { IsLiteral: true } || node.Type == typeof(DbFunctions);

    /// <summary>A variable that a lambda captured, also from the lambda around it.</summary>
    private static bool IsCaptured(MemberExpression node, out object? value)
    {
        value = null;
        if (node.Member is not FieldInfo field || IsClosure(node.Type) || Holder(node.Expression!) is not { } holder)
            return false;
        value = field.GetValue(holder);
        return true;
    }

    private static object? Holder(Expression node) =>
        node switch
        {
            ConstantExpression { Value: { } value } => value,
            MemberExpression { Member: FieldInfo field, Expression: { } inner } when IsClosure(node.Type) && Holder(inner) is { } outer =>
                field.GetValue(outer),
            _ => null,
        };

    /// <summary>The compiler's class that holds what a lambda captured.</summary>
    private static bool IsClosure(Type type) => type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.IsValueType;

    /// <summary>Null: it is neither the argument nor one of its properties, or two of them hold the same object.</summary>
    private Expression? Rooted(object? value)
    {
        if (value is null or ValueType or string)
            return null;
        if (ReferenceEquals(value, asked))
            return argument;
        var holders = asked
            .GetType()
            .GetProperties()
            .Where(one => one.GetIndexParameters().Length == 0 && ReferenceEquals(one.GetValue(asked), value))
            .ToList();
        return holders is [var only] ? Expression.Property(argument, only) : null;
    }

    private static InvalidOperationException Refused(Expression node) =>
        new($"A kept query captures {node} ({node.Type}): it would keep its first value. Read it from the argument, inside the lambda.");
}

/// <summary>What still names the context would be asked of the first one for ever.</summary>
internal sealed class NoContextLeft : ExpressionVisitor
{
    protected override Expression VisitConstant(ConstantExpression node) =>
        node.Value is CairnDb
            ? throw new InvalidOperationException("A kept query calls a method of the database inside a lambda: call it outside.")
            : node;
}

/// <summary>Makes a parameter of the query of each part that depends on the argument alone.</summary>
internal sealed class ParametersOut<TAsked>(ParameterExpression argument) : ExpressionVisitor
{
    private readonly Dictionary<Expression, QueryParameterExpression> _made = new(ExpressionEqualityComparer.Instance);

    public Dictionary<string, Func<TAsked, object?>> Parameters { get; } = [];

    public override Expression? Visit(Expression? node)
    {
        if (node is null || !Parts.OnlyOf(argument, node))
            return base.Visit(node);
        if (!_made.TryGetValue(node, out var parameter))
        {
            // A list is never null; otherwise the SQL would ask.
            var isList = node.Type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(node.Type);
#pragma warning disable EF9100 // by itself EF tells it of variables only
            _made[node] = parameter = new QueryParameterExpression($"asked{_made.Count}", node.Type, null, isList);
#pragma warning restore EF9100
            Parameters[parameter.Name] = Expression
                .Lambda<Func<TAsked, object?>>(Expression.Convert(node, typeof(object)), argument)
                .Compile();
        }
        return parameter;
    }

    private sealed class Parts(ParameterExpression argument) : ExpressionVisitor
    {
        private bool _argument,
            _other;

        public static bool OnlyOf(ParameterExpression argument, Expression node)
        {
            var parts = new Parts(argument);
            parts.Visit(node);
            return parts is { _argument: true, _other: false };
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            if (node == argument)
                _argument = true;
            else
                _other = true;
            return node;
        }

        protected override Expression VisitExtension(Expression node)
        {
            _other = true; // a table
            return node;
        }

        protected override Expression VisitLambda<T>(Expression<T> node)
        {
            _other = true;
            return node;
        }
    }
}
