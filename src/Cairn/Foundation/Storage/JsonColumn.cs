using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Cairn.Foundation.Storage;

internal static class JsonColumn
{
    /// <summary>Keeps a value as JSON text: the same characters on both databases, never rewritten by them.</summary>
    public static PropertyBuilder<T> HasJson<T>(this PropertyBuilder<T> property, JsonSerializerOptions options) =>
        property.HasConversion(
            value => JsonSerializer.Serialize(value, options),
            json => JsonSerializer.Deserialize<T>(json, options)!,
            new ValueComparer<T>(
                (a, b) => JsonSerializer.Serialize(a, options) == JsonSerializer.Serialize(b, options),
                value => JsonSerializer.Serialize(value, options).GetHashCode(StringComparison.Ordinal),
                value => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, options), options)!
            )
        );
}
