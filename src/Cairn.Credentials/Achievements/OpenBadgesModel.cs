using Cairn.Credentials.Achievements.Rules;

namespace Cairn.Credentials.Achievements;

/// <summary>
/// Checks documents against the data model of Open Badges 3.0 and CLR 2.0: members, kinds, cardinalities, enumerations, and the
/// rules between members. Thread-safe.
/// </summary>
public static class OpenBadgesModel
{
    /// <summary>Every departure of a credential from the model, up to 200; empty if there is none.</summary>
    /// <param name="utf8Json">An achievement, endorsement or learner record credential, VC 2.0 or 1.1; at most 4 MiB and 64 levels.</param>
    public static IReadOnlyList<ModelViolation> Check(ReadOnlySpan<byte> utf8Json)
    {
        var problem = StrictJson.TryParse(utf8Json.ToArray(), OpenBadgesJson.MaxBytes, OpenBadgesJson.MaxDepth, out var document);
        using (document)
        {
            return problem switch
            {
                JsonProblem.None => Check(document!.RootElement),
                JsonProblem.TooLong => [new ModelViolation("$", "model.size", "Cairn limits", $"{OpenBadgesJson.MaxBytes}")],
                _ => [new ModelViolation("$", "model.json", "RFC 8259", problem.ToString())],
            };
        }
    }

    /// <summary>Every departure of a credential from the model, up to 200; empty if there is none.</summary>
    /// <param name="credential">An achievement, endorsement or learner record credential, VC 2.0 or 1.1.</param>
    /// <exception cref="InvalidOperationException">A text holds an escaped half of a surrogate pair; the check over bytes reports that
    /// instead.</exception>
    public static IReadOnlyList<ModelViolation> Check(JsonElement credential)
    {
        var check = new ModelCheck();
        check.Credential(
            credential,
            credential.ValueKind == JsonValueKind.Object ? ModelCheck.KindOf(credential) ?? "AchievementCredential" : null
        );
        return check.Violations;
    }

    /// <summary>Every departure of an object from a class of the model.</summary>
    /// <param name="json">The object.</param>
    /// <param name="className">The class as the standard names it: <c>Profile</c>, <c>Achievement</c>.</param>
    /// <exception cref="ArgumentException">There is no such class.</exception>
    /// <exception cref="InvalidOperationException">A text holds an escaped half of a surrogate pair.</exception>
    public static IReadOnlyList<ModelViolation> Check(JsonElement json, string className)
    {
        if (!DataModel.Classes.TryGetValue(className, out var type))
            throw new ArgumentException("No such class in the data model.", nameof(className));

        var check = new ModelCheck();
        check.Class(json, type);
        return check.Violations;
    }
}
