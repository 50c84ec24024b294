using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Cairn.Catalog.Picks;
using Cairn.Design;
using Cairn.Foundation.Storage;
using Cairn.Tests.Awarding;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Foundation.Html;

/// <summary>
/// What people wrote may run the other way than the page: wherever it stands, an element with dir="auto" holds it. Everything that people
/// write in this district is Arabic, and nothing that Cairn says is; every page that somebody reaches by links is looked at.
/// </summary>
[Collection("sqlite")]
public sealed partial class DirectionTests(SqliteHost host)
{
    private const string Arabic = "مرحبا";

    [Fact]
    public async Task What_people_wrote_stands_in_an_element_of_its_own_direction()
    {
        var (journey, people) = await DistrictAsync();
        var (seen, wrong) = (new HashSet<string>(), new HashSet<string>());
        foreach (var person in people)
        {
            using var browser = await person.BrowserAsync();
            var ahead = new Queue<string>(["/", "/account"]);
            var visited = new HashSet<string>();
            while (ahead.TryDequeue(out var address))
            {
                if (!visited.Add(Kind(address)))
                    continue;
                var answer = await browser.GetAsync(new Uri(address, UriKind.Relative));
                if (answer.StatusCode is not HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType is not "text/html")
                    continue;
                var page = await answer.PageAsync();
                seen.Add(Kind(address));
                foreach (var link in page.QuerySelectorAll("a[href^='/']").Select(link => link.GetAttribute("href")!.Split('#')[0]))
                    if (!IsFile().IsMatch(link))
                        ahead.Enqueue(link);
                foreach (var text in page.Body!.Descendants<IText>())
                    if (IsArabic().IsMatch(text.Data) && !IsShownSo(text.ParentElement!))
                        wrong.Add($"{Kind(address)}: {Where(text.ParentElement!)}");
            }
        }

        Assert.True(seen.Count > 30, string.Join(' ', seen));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Order()));
        Assert.NotNull(journey);
    }

    private static bool IsShownSo(IElement element) => element.Closest("[dir=auto], script, style, title") is not null;

    private static string Where(IElement element) =>
        string.Join(
            " > ",
            element.Ancestors<IElement>().Reverse().Append(element).TakeLast(4).Select(one => $"{one.LocalName}.{one.ClassName}")
        );

    private async Task<(Journey, IReadOnlyList<TestPerson>)> DistrictAsync()
    {
        var journey = await Journey.BeginAsync(host, age: 12, change: InArabic);
        var district = journey.District;
        var teacher = await district.PersonAsync("Tom", [SchoolRole.Teacher, SchoolRole.Author]);
        var leader = await district.PersonAsync("Lin", [SchoolRole.Leader, SchoolRole.Reviewer]);
        var op = await district.PersonAsync("Oli", [SchoolRole.Operator], at: district.Top);
        await journey.TeachAsync(teacher.Id);
        await journey.EarnAsync();
        var second = await journey.AnotherAsync(blueprint => InArabic(blueprint) with { Tier = AssessmentTier.Classroom });
        await second.JudgeAsync(await second.SubmitAsync());
        var third = await journey.AnotherAsync(blueprint => InArabic(blueprint) with { Tier = AssessmentTier.Classroom });
        await third.SubmitAsync();
        var fourth = await journey.AnotherAsync(InArabic);
        using var api = await journey.Learner.ApiAsync();
        var offer = await host.InDbAsync(
            district.Id,
            db => db.Versions.Where(v => v.Id == fourth.Version).Select(v => v.MicroCredentialId).SingleAsync()
        );
        var begun = await api.PostAsync(
            new Uri("/api/v1/enrollments", UriKind.Relative),
            new StringContent(
                JsonSerializer.Serialize(new { microCredentialId = offer.ToString(), goal = Arabic }),
                null,
                "application/json"
            )
        );
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                foreach (var person in db.People)
                    (person.GivenName, person.FamilyName) = ($"{Arabic} {person.GivenName}", Arabic);
                foreach (var schoolClass in db.Classes)
                    schoolClass.Title = Arabic;
                await db.Organizations.ExecuteUpdateAsync(set => set.SetProperty(one => one.Name, Arabic));
                var picked = ShortListing.Choose(
                    await leader.ActorAsync(),
                    await db.Organizations.SingleAsync(one => one.Id == district.School),
                    await db.MicroCredentials.SingleAsync(one => one.Id == offer),
                    Arabic,
                    host.Clock.Now()
                );
                db.Add(picked.Value);
                await db.SaveChangesAsync();
                return true;
            }
        );
        return (journey, [journey.Learner, teacher, journey.Assessor, journey.Grantor, leader, op]);
    }

    /// <summary>Every text of it, and none of its keys, kinds and addresses.</summary>
    private static Blueprint InArabic(Blueprint blueprint)
    {
        var json = JsonSerializer.SerializeToNode(blueprint, Blueprint.Json)!;
        Write(json);
        return json.Deserialize<Blueprint>(Blueprint.Json)! with { Alignments = [] };

        static void Write(JsonNode? node)
        {
            if (node is JsonArray list)
                foreach (var one in list)
                    Write(one);
            if (node is not JsonObject members)
                return;
            foreach (var (name, value) in members.ToList())
                if (value is JsonValue text && text.TryGetValue<string>(out var words) && words.Contains(' ', StringComparison.Ordinal))
                    members[name] = words.Length > Arabic.Length ? Arabic + words[Arabic.Length..] : Arabic;
                else if (name is "title" or "name" && value is JsonValue)
                    members[name] = $"{Arabic} {value}";
                else
                    Write(value);
        }
    }

    private static string Kind(string address) => Ids().Replace(address.Split('?')[0], "*");

    [GeneratedRegex("(?<=/)([0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z-]+-[0-9])(?=/|$)|(?<=/answers/)[^/]+")]
    private static partial Regex Ids();

    [GeneratedRegex(@"\.(json|png|svg|csv|pdf)(\?|$)|/badge$|/files/|/artifacts/|^/health|^/openapi|^/style-guide")]
    private static partial Regex IsFile();

    [GeneratedRegex(@"\p{IsArabic}")]
    private static partial Regex IsArabic();
}
