using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Cairn.Tests.Foundation.Storage.Plans;

/// <summary>
/// Defines a full read. A table grows unless <see cref="Statistics.Few"/> names it. From a growing table a statement may read what one
/// person, one piece of work or one class has; or a page, in index order up to a limit. It may not read everything that a district, a
/// school or a state has.
/// </summary>
internal sealed class GrowingTables(IModel model)
{
    public bool Has(string table) =>
        !Statistics.Few.ContainsKey(table) && model.GetEntityTypes().Any(entity => entity.GetTableName() == table);

    /// <summary>Indexes that hold only what is open or waits: reading one of them is reading that.</summary>
    private static readonly Dictionary<string, string> OnlyWhatWaits = new()
    {
        ["ix_invitations_district_id_person_id"] = "Links that were neither used nor taken back: each opens once, and runs out.",
        ["ix_enrollments_to_judge"] = "Work that waits for an assessor.",
        ["ix_enrollments_to_judge_at"] = "As above.",
        ["ix_enrollments_to_decide"] = "Work that waits for a decision.",
        ["ix_enrollments_to_decide_at"] = "As above.",
    };

    /// <summary>
    /// What waits at any of several schools has no order in an index: PostgreSQL would gather it, so each school must be queried
    /// separately.
    /// </summary>
    private static bool IsOfSeveralSchools(PlanAccess access) => access.Line.Contains("organization_id = ANY", StringComparison.Ordinal);

    public bool IsReadWhole(PlanAccess access) =>
        Has(access.Table)
        && !(access.Index is { } index && OnlyWhatWaits.ContainsKey(index) && !IsOfSeveralSchools(access))
        && !access.StopsEarly
        && !IsOneRow(access)
        && !access.Equal.Any(column => Narrows(access.Table, column));

    /// <summary>
    /// Few rows share a value there: it belongs to a person, a piece of work, a class; or it is a name, a hash, a day.
    /// </summary>
    private bool Narrows(string table, string column)
    {
        if (column is "rowid")
            return true;
        if (
            model.GetEntityTypes().FirstOrDefault(one => one.GetTableName() == table && one.FindColumn(column) is not null)
            is not { } entity
        )
            return false;
        var property = entity.FindColumn(column)!;
        if (column is "district_id")
            return false;
        if (
            property.IsPrimaryKey()
            && entity.FindPrimaryKey()!.Properties.All(one => one == property || one.GetColumnName() == "district_id")
        )
            return true;
        if (property.GetContainingForeignKeys().Select(key => key.PrincipalEntityType.GetTableName()!).ToList() is { Count: > 0 } parents)
            return !parents.Any(Statistics.Few.ContainsKey);
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return !type.IsEnum
            && type != typeof(bool)
            && type != typeof(int)
            && type != typeof(long)
            && type != typeof(DateTimeOffset)
            && type != typeof(DateOnly);
    }

    private bool IsOneRow(PlanAccess access) =>
        model
            .GetEntityTypes()
            .Where(one => one.GetTableName() == access.Table)
            .SelectMany(one =>
                one.GetKeys()
                    .Select(key => key.Properties)
                    .Concat(one.GetIndexes().Where(index => index.IsUnique).Select(index => index.Properties))
            )
            .Any(columns => columns.All(column => access.Equal.Contains(column.GetColumnName())));
}

internal static class Columns
{
    public static IProperty? FindColumn(this IEntityType entity, string column) =>
        entity.GetProperties().FirstOrDefault(one => one.GetColumnName() == column);
}
