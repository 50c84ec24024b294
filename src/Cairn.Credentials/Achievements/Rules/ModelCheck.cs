using static Cairn.Credentials.Achievements.Rules.ModelKind;

namespace Cairn.Credentials.Achievements.Rules;

/// <summary>Checks a document against the table of classes, member by member; then the rules between members.</summary>
sealed class ModelCheck
{
    const int MaxViolations = 200;
    readonly List<ModelViolation> _violations = [];
    readonly ModelPath _path = new();

    internal IReadOnlyList<ModelViolation> Violations => _violations;

    /// <summary>Notes a departure at the check's current place, or below it.</summary>
    internal void Report(string below, string code, string clause, params string[] arguments)
    {
        if (_violations.Count < MaxViolations)
            _violations.Add(new ModelViolation(_path + below, code, clause, arguments));
    }

    /// <summary>
    /// A credential of any kind, in VC 2.0 or 1.1. If no kind is expected, an unknown one is ignored: a learner record may hold any.
    /// </summary>
    internal void Credential(JsonElement json, string? expected)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Report("", "model.type", "Open Badges 3.0 data model, VerifiableCredential", "object");
            return;
        }

        var kind = expected ?? KindOf(json);
        if (kind is null)
            return;
        if (kind != "ClrCredential" && ModelContext.IsOfVersion1(json))
            kind += "v1p1";

        Class(json, DataModel.Classes[kind]);
        if (!kind.StartsWith("Endorsement", StringComparison.Ordinal))
            ModelRelations.Credential(this, json);
    }

    internal static string? KindOf(JsonElement json) =>
        ModelTypes.Has(json, "OpenBadgeCredential") || ModelTypes.Has(json, "AchievementCredential") ? "AchievementCredential"
        : ModelTypes.Has(json, "EndorsementCredential") ? "EndorsementCredential"
        : ModelTypes.Has(json, "ClrCredential") ? "ClrCredential"
        : null;

    internal void Class(JsonElement json, ModelClass type)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Report("", "model.type", $"Open Badges 3.0 data model, {type.Name}", "object");
            return;
        }

        ulong seen = 0;
        var typed = !type.Typed;
        foreach (var property in json.EnumerateObject())
        {
            var index = type.IndexOf(property);
            if (index >= 0)
            {
                seen |= 1ul << index;
                _path.Enter(type.Members[index].Name);
                Member(property.Value, type, type.Members[index]);
                _path.Leave();
            }
            else if (property.NameEquals("type"u8))
            {
                typed = true;
                if (type.Typed)
                    ModelTypes.Check(this, property.Value, type);
            }
            else if (type.Closed)
            {
                Report($".{property.Name}", "model.extra", $"Open Badges 3.0 data model, {type.Name}");
            }
        }

        if (!typed)
            Report(".type", "model.missing", type.ClauseOf("type"));
        for (var i = 0; i < type.Members.Count; i++)
            if (type.Members[i].Required && (seen & 1ul << i) == 0)
                Report($".{type.Members[i].Name}", "model.missing", type.ClauseOf(type.Members[i].Name));
    }

    void Member(JsonElement value, ModelClass type, ModelMember member)
    {
        if (member.Kind == Context)
        {
            ModelContext.Check(this, value, type.ClauseOf(member.Name));
        }
        else if (!member.Several)
        {
            if (value.ValueKind == JsonValueKind.Array)
                Report("", "model.many", type.ClauseOf(member.Name));
            else
                Value(value, type, member);
        }
        else if (value.ValueKind != JsonValueKind.Array)
        {
            // A single value where the model has several: array-compacted documents are read so (Open Badges 3.0, schemas json and
            // json-ld).
            Value(value, type, member);
        }
        else
        {
            if (member.Required && value.GetArrayLength() == 0)
                Report("", "model.missing", type.ClauseOf(member.Name));
            var index = 0;
            foreach (var item in value.EnumerateArray())
            {
                _path.Enter(index++);
                Value(item, type, member);
                _path.Leave();
            }
        }
    }

    void Value(JsonElement value, ModelClass type, ModelMember member)
    {
        switch (member.Kind)
        {
            case ModelKind.Credential:
                Credential(value, member.Class);
                break;
            case ModelKind.Object:
                Class(value, DataModel.Classes[member.Class!]);
                break;
            case ModelKind.ProfileRef when value.ValueKind == JsonValueKind.Object:
                Class(value, DataModel.Classes["Profile"]);
                break;
            case Number when value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out _):
                break;
            case Flag when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                break;
            case Number or Flag:
                Report("", "model.type", type.ClauseOf(member.Name), member.Kind == Number ? "number" : "boolean");
                break;
            case var _ when value.ValueKind != JsonValueKind.String:
                Report("", "model.type", type.ClauseOf(member.Name), "string");
                break;
            default:
                if (ModelText.Problem(value, member) is { } code)
                    Report("", code, type.ClauseOf(member.Name), Excerpt(value.GetString()!));
                break;
        }
    }

    static string Excerpt(string value) => value.Length <= 100 ? value : value[..99] + "…";
}
