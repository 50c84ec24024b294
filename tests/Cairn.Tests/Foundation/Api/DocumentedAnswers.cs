using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cairn.Tests.Foundation.Api;

/// <summary>
/// Compares every answer that a program gets in any test of this process with what docs/openapi.json says of it: its status, and its JSON
/// with the schema. <c>OpenApiAnswersTests</c> reports what differs.
/// </summary>
internal sealed partial class DocumentedAnswers : IStartupFilter
{
    public static string Path => System.IO.Path.Combine(Root(), "docs", "openapi.json");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder!.FullName, "Cairn.slnx")))
            folder = folder.Parent;
        return folder.FullName;
    }

    private static readonly JsonElement Document = JsonDocument.Parse(File.ReadAllText(Path)).RootElement;
    private static readonly ConcurrentDictionary<string, bool> Found = new();
    private static readonly ConcurrentDictionary<string, bool> Compared = new();

    public static ICollection<string> Differences => Found.Keys;

    /// <summary>The operations, with their statuses, that were compared.</summary>
    public static ICollection<string> Seen => Compared.Keys;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(
                async (http, go) =>
                {
                    if (!http.Request.Path.StartsWithSegments("/api/v1"))
                    {
                        await go(http);
                        return;
                    }
                    var body = http.Response.Body;
                    using var copy = new MemoryStream();
                    http.Response.Body = new Copying(body, copy);
                    try
                    {
                        await go(http);
                    }
                    finally
                    {
                        http.Response.Body = body;
                    }
                    Compare(http, copy.ToArray());
                }
            );
            next(app);
        };

    private static void Compare(HttpContext http, byte[] body)
    {
        var endpoint = http.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? http.GetEndpoint();
        if (endpoint is not RouteEndpoint route || http.RequestAborted.IsCancellationRequested || HttpMethods.IsHead(http.Request.Method))
            return;
        var path = "/" + Constraint().Replace(route.RoutePattern.RawText!.Trim('/'), "}");
        var (verb, status) = (http.Request.Method.ToLowerInvariant(), $"{http.Response.StatusCode}");
        if (!Document.GetProperty("paths").TryGetProperty(path, out var operations) || !operations.TryGetProperty(verb, out var operation))
            return; // no such method there
        if (http.Response.StatusCode is StatusCodes.Status206PartialContent or StatusCodes.Status304NotModified)
            return; // HTTP's own, of a file
        var what = $"{verb} {path} {status}";
        if (!operation.GetProperty("responses").TryGetProperty(status, out var response))
        {
            Found[$"{what}: is not described"] = true;
            return;
        }
        Compared[what] = true;
        response = Resolved(Document, response);
        var type = http.Response.ContentType?.Split(';')[0];
        if (!response.TryGetProperty("content", out var content))
        {
            if (body.Length > 0)
                Found[$"{what}: has a body"] = true;
        }
        else if (type is null || !content.TryGetProperty(type, out var media))
        {
            if (!content.TryGetProperty("application/octet-stream", out _))
                Found[$"{what}: is {type ?? "nothing"}"] = true;
        }
        else if (type.EndsWith("json", StringComparison.Ordinal) && !IsBytes(media.GetProperty("schema")))
        {
            var answer = JsonDocument.Parse(body).RootElement;
            foreach (var difference in Differ(answer, media.GetProperty("schema"), "$"))
                Found[$"{what}: {difference}"] = true;
            if (
                response.TryGetProperty("x-page-size", out var size)
                && answer.GetProperty("items").GetArrayLength() > size.GetProperty("maximum").GetInt32()
            )
                Found[$"{what}: a page is longer than it may be"] = true;
        }
    }

    private static bool IsBytes(JsonElement schema) =>
        Resolved(Document, schema).TryGetProperty("format", out var format) && format.GetString() is "binary";

    public static JsonElement Resolved(JsonElement document, JsonElement value)
    {
        while (value.TryGetProperty("$ref", out var reference))
            value = reference.GetString()!.Split('/').Skip(1).Aggregate(document, (at, name) => at.GetProperty(name));
        return value;
    }

    /// <summary>As much of JSON Schema as the document uses. A member that is not described is a difference too.</summary>
    private static IEnumerable<string> Differ(JsonElement value, JsonElement asked, string at)
    {
        var schema = Resolved(Document, asked);
        if (schema.TryGetProperty("oneOf", out var choices))
        {
            var each = choices.EnumerateArray().Select(one => Differ(value, one, at).ToList()).ToList();
            return each.Any(one => one.Count == 0) ? [] : each.MinBy(one => one.Count)!;
        }
        if (schema.TryGetProperty("type", out var types) && !Allows(types, value))
            return [$"{at} is {value.ValueKind}, and {types} is described"];
        if (schema.TryGetProperty("enum", out var values) && !values.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)))
            return [$"{at} is {value}, which is none of the choices"];
        if (
            value.ValueKind is JsonValueKind.String
            && schema.TryGetProperty("pattern", out var pattern)
            && !Regex.IsMatch(value.GetString()!, pattern.GetString()!)
        )
            return [$"{at} does not match {pattern}"];
        return value.ValueKind switch
        {
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) => value
                .EnumerateArray()
                .SelectMany(one => Differ(one, items, $"{at}[]")),
            JsonValueKind.Object => DifferInside(value, schema, at),
            _ => [],
        };
    }

    private static IEnumerable<string> DifferInside(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("required", out var required))
            foreach (var name in required.EnumerateArray().Select(one => one.GetString()!))
                if (!value.TryGetProperty(name, out _))
                    yield return $"{at}.{name} is missing";
        JsonElement? members = schema.TryGetProperty("properties", out var properties) ? properties : null;
        JsonElement? others = schema.TryGetProperty("additionalProperties", out var additional) ? additional : null;
        foreach (var member in value.EnumerateObject())
            if (members?.TryGetProperty(member.Name, out var one) is true)
                foreach (var difference in Differ(member.Value, one, $"{at}.{member.Name}"))
                    yield return difference;
            else if (others is { ValueKind: JsonValueKind.Object } any)
                foreach (var difference in Differ(member.Value, any, $"{at}.*"))
                    yield return difference;
            else if (members is not null)
                yield return $"{at}.{member.Name} is not described";
    }

    private static bool Allows(JsonElement types, JsonElement value) =>
        (types.ValueKind is JsonValueKind.Array ? types.EnumerateArray().Select(one => one.GetString()) : [types.GetString()]).Any(type =>
            (type, value.ValueKind) switch
            {
                ("null", JsonValueKind.Null) or ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) => true,
                ("string", JsonValueKind.String) or ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
                ("number", JsonValueKind.Number) => true,
                ("integer", JsonValueKind.Number) => value.TryGetInt64(out _),
                _ => false,
            }
        );

    [GeneratedRegex(":[a-z]+}")]
    private static partial Regex Constraint();

    private sealed class Copying(Stream to, MemoryStream copy) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => to.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => to.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            copy.Write(buffer, offset, count);
            to.Write(buffer, offset, count);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            copy.Write(buffer.Span);
            return to.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
