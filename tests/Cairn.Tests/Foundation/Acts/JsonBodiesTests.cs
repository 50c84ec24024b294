using System.Net;
using System.Text;
using System.Text.Json;
using Cairn.Foundation.Acts;
using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;

namespace Cairn.Tests.Foundation.Acts;

/// <summary>
/// Every address that takes JSON, found by its route, is sent what a program's author gets wrong first. Each answer names the member and what
/// is expected there, in a sentence.
/// </summary>
[Collection("sqlite")]
public sealed class JsonBodiesTests(SqliteHost host)
{
    [Fact]
    public async Task Every_act_names_every_member_that_is_missing()
    {
        var wrong = new List<string>();
        await foreach (var act in ActsAsync())
        {
            var required = Limits.Of(act.Input).Where(one => !one.HasDefaultValue).Select(one => NameOf(one.Name!)).ToHashSet();
            if (required.Count == 0)
                continue;
            var faults = await act.SendAsync("{}");
            if (!required.SetEquals(faults.Where(fault => fault.Code is "api.missing").Select(fault => fault.Path)))
                wrong.Add($"{act}: {string.Join(", ", required)} are missing; it says {string.Join("; ", faults)}");
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Theory]
    [InlineData("[]", "application/json", 422, "api.body")]
    [InlineData("null", "application/json", 422, "api.body")]
    [InlineData("\"text\"", "application/json", 422, "api.body")]
    [InlineData("", "application/json", 422, "api.empty")]
    [InlineData("  \n", "application/json", 422, "api.empty")]
    [InlineData("{\"a\":", "application/json", 422, "api.json")]
    [InlineData("{'a': 1}", "application/json", 422, "api.json")]
    [InlineData("<a/>", "application/json", 422, "api.json")]
    [InlineData("{}", "text/plain", 415, "http.415")]
    [InlineData("{}", "application/xml", 415, "http.415")]
    [InlineData("{}", null, 415, "http.415")]
    public async Task Every_act_says_what_is_wrong_with_a_body_that_is_no_object(string body, string? type, int status, string code)
    {
        var wrong = new List<string>();
        await foreach (var act in ActsAsync())
        {
            var faults = await act.SendAsync(body, type);
            if (faults is not [{ Status: var was, Code: var said, Detail.Length: > 20 }] || (was, said) != (status, code))
                wrong.Add($"{act}: {string.Join("; ", faults)}");
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public async Task Every_act_names_a_member_that_it_does_not_know_and_those_that_it_does()
    {
        var wrong = new List<string>();
        await foreach (var act in ActsAsync())
        {
            var faults = await act.SendAsync("{\"surelyNot\": 1}");
            var known = Limits.Of(act.Input).Select(one => NameOf(one.Name!));
            if (!faults.Any(fault => fault is { Code: "api.unknown", Path: "surelyNot" } && known.All(fault.Names)))
                wrong.Add($"{act}: {string.Join("; ", faults)}");
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public async Task Every_member_of_every_act_says_what_it_takes()
    {
        var (wrong, members) = (new List<string>(), 0);
        await foreach (var act in ActsAsync())
        foreach (var parameter in Limits.Of(act.Input).Where(one => !FormReading.IsOfFiles(one.ParameterType)))
        {
            var (type, name) = (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType, NameOf(parameter.Name!));
            // Of another kind: a number where text, a list or an object belongs, and text that is none of the choices elsewhere.
            var body = type == typeof(string) || !type.IsValueType ? $$"""{"{{name}}": 17}""" : $$"""{"{{name}}": "surelyNot"}""";
            var faults = await act.SendAsync(body);
            var expected =
                type == typeof(string) ? "api.not-text"
                : type.IsEnum ? "api.choice"
                : type == typeof(bool) ? "api.not-true-or-false"
                : type == typeof(DateOnly) ? "api.not-a-day"
                : type == typeof(DateTimeOffset) ? "api.not-an-instant"
                : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>) ? "api.not-an-id"
                : type.IsValueType ? "api.not-a-number"
                : type.IsAssignableTo(typeof(System.Collections.IEnumerable)) && !IsDictionary(type) ? "api.not-a-list"
                : "api.not-an-object";
            var choices = type.IsEnum ? Enum.GetNames(type).Select(NameOf) : [];
            if (!faults.Any(fault => fault.Path == name && fault.Code == expected && fault.Names(name) && choices.All(fault.Names)))
                wrong.Add($"{act} with {body}: {expected} is expected; it says {string.Join("; ", faults)}");
            members++;
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(members > 60, $"only {members} members were found");
    }

    private static bool IsDictionary(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>);

    private static string NameOf(string member) => JsonNamingPolicy.CamelCase.ConvertName(member);

    private async IAsyncEnumerable<JsonAct> ActsAsync()
    {
        var district = await host.NewDistrictAsync();
        var somebody = await district.PersonAsync("Ada", Enum.GetValues<SchoolRole>(), at: district.Top);
        using var api = await somebody.ApiAsync();
        var acts = Act.All(host).Where(act => act.IsForPrograms && TypeOf(act) is not null).ToList();
        Assert.True(acts.Count >= 40, $"only {acts.Count} acts take JSON");
        foreach (var act in acts)
            yield return new JsonAct(act, TypeOf(act)!, district, api);
    }

    private static Type? TypeOf(Act act) =>
        act
            .Handler?.GetParameters()
            .Select(parameter => parameter.ParameterType)
            .FirstOrDefault(type =>
                type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(Input<>) || open == typeof(JsonBody<>))
            )
            ?.GetGenericArguments()[0];

    private sealed record JsonAct(Act Act, Type Input, TestDistrict District, HttpClient Api)
    {
        public async Task<List<Fault>> SendAsync(string body, string? type = "application/json")
        {
            using var request = new HttpRequestMessage(new HttpMethod(Act.Method), new Uri(Act.AddressOf(District), UriKind.Relative));
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = type is null ? null : new(type);
            using var answer = await Api.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.Content.Headers.ContentType?.MediaType is not "application/problem+json")
                return [new Fault((int)answer.StatusCode, "", "", text)];
            var problem = JsonDocument.Parse(text).RootElement;
            return problem.TryGetProperty("errors", out var errors)
                ? [.. errors.EnumerateArray().Select(error => Fault.Of(answer.StatusCode, error, "path"))]
                : [Fault.Of(answer.StatusCode, problem, "field")];
        }

        public override string ToString() => Act.ToString();
    }

    private sealed record Fault(int Status, string Code, string Path, string Detail)
    {
        public static Fault Of(HttpStatusCode status, JsonElement problem, string path) =>
            new((int)status, Read(problem, "code"), Read(problem, path), Read(problem, "detail"));

        public bool Names(string word) => Detail.Contains(word, StringComparison.Ordinal);

        private static string Read(JsonElement problem, string member) =>
            problem.TryGetProperty(member, out var value) ? value.GetString() ?? "" : "";
    }
}
