using System.Text.Json;
using static Cairn.Credentials.Achievements.Rules.ModelKind;

namespace Cairn.Credentials.Achievements.Rules;

/// <summary>Holds a document against the table of classes, member by member; then the rules between members.</summary>
sealed class ModelCheck
{
    const int MaxViolations = 200;
    readonly List<ModelViolation> _violations = [];

    internal IReadOnlyList<ModelViolation> Violations => _violations;

    internal void Report(string path, string code, string clause, params string[] arguments)
    {
        if (_violations.Count < MaxViolations) _violations.Add(new ModelViolation(path, code, clause, arguments));
    }

    /// <summary>A credential of any kind, in VC 2.0 or 1.1. With no kind expected an unknown one is left alone: a learner record may hold any.</summary>
    internal void Credential(JsonElement json, string path, string? expected)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Report(path, "model.type", "Open Badges 3.0 data model, VerifiableCredential", "object");
            return;
        }

        var kind = expected ?? KindOf(json);
        if (kind is null) return;
        if (kind != "ClrCredential" && FirstContext(json) == VerifiableCredential.CredentialsContext11) kind += "v1p1";

        Class(json, path, DataModel.Classes[kind]);
        if (kind != "EndorsementCredential") ModelRelations.Credential(this, json, path);
    }

    internal static string? KindOf(JsonElement json)
    {
        foreach (var type in Strings(json, "type"))
        {
            if (type is "AchievementCredential" or "OpenBadgeCredential") return "AchievementCredential";
            if (type is "EndorsementCredential" or "ClrCredential") return type;
        }

        return null;
    }

    internal void Class(JsonElement json, string path, ModelClass type)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Report(path, "model.type", $"Open Badges 3.0 data model, {type.Name}", "object");
            return;
        }

        if (type.Typed) Type(json, path, type);
        foreach (var member in type.Members)
        {
            var clause = $"Open Badges 3.0 data model, {type.Name}.{member.Name}";
            if (json.TryGetProperty(member.Name, out var value)) Member(value, $"{path}.{member.Name}", clause, member);
            else if (member.Required) Report($"{path}.{member.Name}", "model.missing", clause);
        }

        if (!type.Closed) return;
        foreach (var property in json.EnumerateObject())
            if (property.Name != "type" && !type.ByName.ContainsKey(property.Name))
                Report($"{path}.{property.Name}", "model.extra", $"Open Badges 3.0 data model, {type.Name}");
    }

    void Type(JsonElement json, string path, ModelClass type)
    {
        path += ".type";
        var clause = $"Open Badges 3.0 data model, {type.Name}.type";
        if (!json.TryGetProperty("type", out var value))
        {
            Report(path, "model.missing", clause);
        }
        else if (type.Types is null && value.ValueKind != JsonValueKind.String)
        {
            Report(path, "model.type", clause, "string");
        }
        else if (type.OnlyType is { } only && value.GetString() != only)
        {
            Report(path, "model.contains", clause, only);
        }
        else if (type.Types is { } needed)
        {
            if (value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Any(t => t.ValueKind != JsonValueKind.String) : value.ValueKind != JsonValueKind.String)
                Report(path, "model.type", clause, "string");
            foreach (var line in needed)
                if (!Strings(json, "type").Intersect(line, StringComparer.Ordinal).Any()) Report(path, "model.contains", clause, line[0]);
        }
    }

    void Member(JsonElement value, string path, string clause, ModelMember member)
    {
        if (member.Kind == Context)
        {
            ModelContext.Check(this, value, path, clause);
        }
        else if (!member.Several)
        {
            if (value.ValueKind == JsonValueKind.Array) Report(path, "model.many", clause);
            else Value(value, path, clause, member);
        }
        else if (value.ValueKind != JsonValueKind.Array)
        {
            // A single value where the model has several: array-compacted documents are read so (Open Badges 3.0, schemas json and json-ld).
            Value(value, path, clause, member);
        }
        else
        {
            if (member.Required && value.GetArrayLength() == 0) Report(path, "model.missing", clause);
            var index = 0;
            foreach (var item in value.EnumerateArray()) Value(item, $"{path}[{index++}]", clause, member);
        }
    }

    void Value(JsonElement value, string path, string clause, ModelMember member)
    {
        switch (member.Kind)
        {
            case ModelKind.Credential: Credential(value, path, member.Class); break;
            case ModelKind.Object: Class(value, path, DataModel.Classes[member.Class!]); break;
            case ModelKind.ProfileRef when value.ValueKind == JsonValueKind.Object: Class(value, path, DataModel.Classes["Profile"]); break;
            case Number when value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out _): break;
            case Flag when value.ValueKind is JsonValueKind.True or JsonValueKind.False: break;
            case Number or Flag: Report(path, "model.type", clause, member.Kind == Number ? "number" : "boolean"); break;
            case var _ when value.ValueKind != JsonValueKind.String: Report(path, "model.type", clause, "string"); break;
            default:
                if (ModelText.Problem(value.GetString()!, member) is { } code) Report(path, code, clause, Excerpt(value.GetString()!));
                break;
        }
    }

    internal static IEnumerable<string> Strings(JsonElement json, string name) => json.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!),
            _ => [],
        }
        : [];

    static string? FirstContext(JsonElement json) => Strings(json, "@context").FirstOrDefault();

    static string Excerpt(string value) => value.Length <= 100 ? value : value[..99] + "…";
}
