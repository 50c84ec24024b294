using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Tests.Earning;

namespace Cairn.Tests.Assessing;

public abstract class PracticeApiTests(CairnHost host)
{
    [Fact]
    public async Task A_sample_is_judged_and_compared_with_the_panel()
    {
        using var api = await AssessorAsync();
        var name = (await ReadAsync(api, "/api/v1/practice")).GetProperty("items")[0].GetProperty("sample").GetString()!;
        var sample = await ReadAsync(api, $"/api/v1/practice/{name}");
        Assert.False(sample.TryGetProperty("scores", out _));

        var levels = sample
            .GetProperty("blueprint")
            .GetProperty("rubric")
            .EnumerateArray()
            .ToDictionary(
                criterion => criterion.GetProperty("key").GetString()!,
                criterion => criterion.GetProperty("levels")[0].GetProperty("key").GetString()!
            );
        var answer = await api.PostAsJsonAsync($"/api/v1/practice/{name}/comparison", new { levels });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var compared = await answer.JsonAsync();
        Assert.Equal(levels.Count, compared.GetProperty("lines").GetArrayLength());
        Assert.Equal(
            compared.GetProperty("lines").EnumerateArray().Count(line => line.GetProperty("distance").GetInt32() == 0),
            compared.GetProperty("same").GetInt32()
        );
    }

    [Fact]
    public async Task Fails_when_a_criterion_has_no_level()
    {
        using var api = await AssessorAsync();
        var name = (await ReadAsync(api, "/api/v1/practice")).GetProperty("items")[0].GetProperty("sample").GetString()!;

        var answer = await api.PostAsJsonAsync($"/api/v1/practice/{name}/comparison", new { levels = new Dictionary<string, string>() });

        Assert.Equal("assessing.level-missing", await Answers.CodeAsync(answer));
    }

    private async Task<HttpClient> AssessorAsync() =>
        await (await (await host.NewDistrictAsync()).PersonAsync("Asa", [SchoolRole.Assessor])).ApiAsync();

    private static async Task<JsonElement> ReadAsync(HttpClient api, string address) => await api.GetFromJsonAsync<JsonElement>(address);
}

[Collection("sqlite")]
public sealed class SqlitePracticeApiTests(SqliteHost host) : PracticeApiTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresPracticeApiTests(PostgresHost host) : PracticeApiTests(host);
