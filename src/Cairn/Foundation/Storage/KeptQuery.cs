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
/// else is captured would keep its first value for ever, so it is refused at the first execution. The parts may not depend on the argument
/// outside of lambdas either ("if it is a teacher, also …", <c>Take(asked.Size)</c>): in tests each execution is compared with the first.
/// </summary>
/// <param name="build">Called once for each model.</param>
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

    private sealed record Plan(
        Expression Query,
        IReadOnlyDictionary<string, Func<TAsked, object?>> Parameters,
        Func<QueryContext, IAsyncEnumerable<TRow>> Run
    )
    {
        public static Plan Of(CairnDb db, TAsked asked, IQueryable<TRow> built)
        {
            var (query, parameters) = Taken(db, asked, built);
#pragma warning disable EF1001 // what EF's own compiled queries call, which take their whole text as one expression
            var run = db.GetService<IQueryCompiler>().CreateCompiledAsyncQuery<IAsyncEnumerable<TRow>>(query);
#pragma warning restore EF1001
            return new Plan(query, parameters, run);
        }

        /// <exception cref="InvalidOperationException">This argument makes another query.</exception>
        public void Compare(CairnDb db, TAsked asked, IQueryable<TRow> built)
        {
            if (!ExpressionEqualityComparer.Instance.Equals(Query, Taken(db, asked, built).Query))
                throw new InvalidOperationException(
                    $"This kept query of {typeof(TRow)} is another one for this argument: read what differs from the argument, inside a lambda."
                );
        }

        private static (Expression Query, Dictionary<string, Func<TAsked, object?>> Parameters) Taken(
            CairnDb db,
            TAsked asked,
            IQueryable<TRow> built
        )
        {
            var argument = Expression.Parameter(typeof(TAsked), "asked");
            var taking = new ParametersOut<TAsked>(argument);
            var query = taking.Visit(new ArgumentIn(db, asked, argument).Visit(built.Expression))!;
            return (query, taking.Parameters);
        }
    }
}

internal static class KeptQueries
{
    /// <summary>Whether each execution is compared with the first; tests switch it on.</summary>
    public static bool AreCompared { get; set; }

    /// <summary>Holds captured variables: the compiler's class for a lambda, or an object whose method made it.</summary>
    public static bool IsClosure(this Type type) => type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.IsValueType;
}

/// <summary>
/// Puts the argument where a lambda captured it, or captured an object that is one of its properties; queries and tables that were captured
/// take the place of their variables.
/// </summary>
internal sealed class ArgumentIn(CairnDb db, object asked, ParameterExpression argument) : ExpressionVisitor
{
    protected override Expression VisitMember(MemberExpression node)
    {
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

    protected override Expression VisitConstant(ConstantExpression node) =>
        node.Value switch
        {
            IQueryable query when query.Expression != node => Visit(query.Expression),
            null or string or ValueType or CairnDb => node,
            _ => throw Refused(node),
        };

    /// <summary>A variable that a lambda captured, also from the lambda around it.</summary>
    private static bool IsCaptured(Expression node, out object? value)
    {
        value = null;
        if (node is not MemberExpression { Member: FieldInfo field, Expression: { } inner } || node.Type.IsClosure())
            return false;
        return Holder(inner) is { } holder && ((value = field.GetValue(holder)) is not null || true);
    }

    private static object? Holder(Expression node) =>
        node switch
        {
            ConstantExpression { Value: { } value } => value,
            MemberExpression { Member: FieldInfo field, Expression: { } inner } when node.Type.IsClosure() && Holder(inner) is { } outer =>
                field.GetValue(outer),
            _ => null,
        };

    private Expression? Rooted(object? value)
    {
        if (value is null or ValueType or string)
            return null;
        if (ReferenceEquals(value, asked))
            return argument;
        return
            asked
                .GetType()
                .GetProperties()
                .FirstOrDefault(one => one.GetIndexParameters().Length == 0 && ReferenceEquals(one.GetValue(asked), value))
                is { } property
            ? Expression.Property(argument, property)
            : null;
    }

    private static InvalidOperationException Refused(Expression node) =>
        new($"A kept query captures {node} ({node.Type}): it would keep its first value. Read it from the argument, inside the lambda.");
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
            // A list is there: otherwise SQL asks whether it is.
            var isList = node.Type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(node.Type);
#pragma warning disable EF9100 // EF knows it of a captured variable
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
