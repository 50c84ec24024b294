using System.Collections;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Assessing;
using Cairn.Design;
using Cairn.Earning;
using Cairn.Foundation.Storage;
using Cairn.SignIn.Invitations;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Foundation.Storage;

/// <summary>Ids of a district by what they are ids of, and well-formed forms and bodies full of them.</summary>
internal sealed class ForeignIds
{
    private readonly Dictionary<Type, List<Guid>> _ids;
    private readonly Blueprint _blueprint;

    private ForeignIds(Dictionary<Type, List<Guid>> ids, Blueprint blueprint) => (_ids, _blueprint) = (ids, blueprint);

    public int Tables => _ids.Count;

    public static Task<ForeignIds> OfAsync(CairnHost host, Id<District> district) =>
        host.InDbAsync(
            district,
            async db =>
            {
                Dictionary<Type, List<Guid>> ids = [];
                foreach (var entity in db.Model.GetEntityTypes().Where(e => typeof(IOwned).IsAssignableFrom(e.ClrType)))
                {
#pragma warning disable EF1002 // the table's name is the model's
                    var some = await db
                        .Database.SqlQueryRaw<Guid>(
                            $"select id as \"Value\" from {entity.GetTableName()} where district_id = {{0}} limit 20",
                            district.Value
                        )
                        .ToListAsync();
#pragma warning restore EF1002
                    if (some.Count > 0)
                        ids[entity.ClrType] = some;
                }
                ids[typeof(Guid)] = await db.CredentialIssues.Select(i => i.CredentialId).ToListAsync();
                return new ForeignIds(
                    ids,
                    await db.Publications.Join(db.Versions, p => p.VersionId, v => v.Id, (_, v) => v.Blueprint).FirstAsync()
                );
            }
        );

    /// <summary>An id of that kind, or of any kind if there is none; for anything that is not an id, a key or a word.</summary>
    public string For(Type? type, string parameter, Random random) =>
        (type, parameter) switch
        {
            (null, "requirement") => _blueprint.Evidence[0].Key,
            (null, "key") => _blueprint.Overview[0].Key,
            (null, _) => Any(random),
            _ => _ids.TryGetValue(type, out var some) ? Written(some[random.Next(some.Count)]) : Any(random),
        };

    public string Any(Random random)
    {
        var all = _ids.Values.SelectMany(some => some).ToList();
        return Written(all[random.Next(all.Count)]);
    }

    /// <summary>Every field that any page of the application reads, with ids where it reads ids.</summary>
    public static HttpContent Form(string token, ForeignIds ids, Random random)
    {
        string Of<T>() => ids.For(typeof(T), "", random);
        var (question, criterion) = (ids._blueprint.Overview[0].Key, ids._blueprint.Rubric[0]);
        return new FormUrlEncodedContent(
            new (string, string)[]
            {
                ("__RequestVerificationToken", token),
                ("SubmissionId", Of<Submission>()),
                ("ReviewIds", Of<Review>()),
                ("learnerId", Of<Person>()),
                ("Learners", Of<Person>()),
                ("children", Of<Enrollment>()),
                ("School", Of<Organization>()),
                ("MicroCredentialId", Of<MicroCredential>()),
                ("Person", Of<Person>()),
                ("People", Of<Person>()),
                ("Invitations", Of<Invitation>()),
                ("Outcome", "Granted"),
                ("Recommendation", "Award"),
                ("Reason", "AwardedInError"),
                ("decision", random.Next(2) == 0 ? "publish" : "changes"),
                ("comment", "x"),
                ("Note", "x"),
                ("note", "x"),
                ("OneCompetency", "true"),
                ("MethodIsClear", "true"),
                ("EvidenceShowsTheSkill", "true"),
                ("LevelsCanBeToldApart", "true"),
                ("FairToEveryLearner", "true"),
                ("SafeForTheAudience", "true"),
                ("Label", "x"),
                ("Days", "7"),
                ("Handle", $"x{random.Next()}"),
                ("Roles", "Operator"),
                ("Title", "x"),
                ("title", "x"),
                ("Name", "x"),
                ("Days", "7"),
                ("do", random.Next(2) == 0 ? "save" : "review"),
                ("revision", "1"),
                ("goal", "x"),
                ("text", "x"),
                ("caption", "x"),
                ("statesLevels", "true"),
                ("version", "1"),
                ("url", "https://example.org/"),
                ("part", "Overview"),
                ($"answer.{question}", "x"),
                ("seen", $$"""{"answer.{{question}}":"1"}"""),
                ($"level.{criterion.Key}", criterion.RequiredLevel),
                ($"feedback.{criterion.Key}", "x"),
            }.Select(field => KeyValuePair.Create(field.Item1, field.Item2))
        );
    }

    /// <summary>A body of that shape; without one, what handlers read that do their own reading.</summary>
    public static HttpContent Json(Type? shape, ForeignIds ids, Random random) =>
        JsonContent.Create(
            shape is not null
                ? ids.Value(shape, random)
                : new JsonObject
                {
                    ["requirement"] = ids._blueprint.Evidence[0].Key,
                    ["text"] = "x",
                    ["children"] = new JsonArray(ids.For(typeof(Enrollment), "", random)),
                }
        );

    private JsonNode? Value(Type type, Random random)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(Blueprint))
            return JsonSerializer.SerializeToNode(_blueprint, Blueprint.Json);
        if (type == typeof(string))
            return "x";
        if (type == typeof(bool))
            return true;
        if (type == typeof(int) || type == typeof(long))
            return 1;
        if (type == typeof(DateOnly))
            return "2099-01-01";
        if (type == typeof(DateTimeOffset))
            return "2099-01-01T00:00:00Z";
        if (type.IsEnum)
            return JsonNamingPolicy.CamelCase.ConvertName(Enum.GetNames(type)[random.Next(Enum.GetNames(type).Length)]);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>))
            return For(type.GetGenericArguments()[0], "", random);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return new JsonObject { [_blueprint.Overview[0].Key] = "x" };
        if (typeof(IEnumerable).IsAssignableFrom(type))
            return new JsonArray(Value(type.GetGenericArguments()[0], random));
        return new JsonObject(
            type.GetConstructors()
                .MaxBy(made => made.GetParameters().Length)!
                .GetParameters()
                .Select(member => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(member.Name!), Value(member, random)))
        );
    }

    /// <summary>Evidence that fits, as a text; a file comes in a form.</summary>
    private JsonNode? Value(ParameterInfo member, Random random) =>
        member.Name switch
        {
            "Requirement" => _blueprint.Evidence[0].Key,
            "Criterion" or "Url" or "File" or "Files" => null,
            _ => Value(member.ParameterType, random),
        };

    private static string Written(Guid id) => id.ToString("N");
}
