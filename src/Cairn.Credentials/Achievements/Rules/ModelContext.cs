using System.Text.RegularExpressions;

namespace Cairn.Credentials.Achievements.Rules;

/// <summary>The order of <c>@context</c>: the VC context first, then (CLR and) Open Badges, then any others.</summary>
static partial class ModelContext
{
    internal static bool IsOfVersion1(JsonElement json) =>
        json.TryGetProperty("@context"u8, out var context)
        && context.ValueKind == JsonValueKind.Array
        && context.GetArrayLength() > 0
        && context[0].ValueKind == JsonValueKind.String
        && context[0].ValueEquals(VerifiableCredential.CredentialsContext11);

    internal static void Check(ModelCheck check, JsonElement value, string clause)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            check.Report("", "model.context", clause, VerifiableCredential.CredentialsContext);
            return;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind is not (JsonValueKind.String or JsonValueKind.Object))
                check.Report($"[{index}]", "model.type", clause, "string");
            index++;
        }

        if (!Is(value, 0, VerifiableCredential.CredentialsContext) && !Is(value, 0, VerifiableCredential.CredentialsContext11))
            check.Report("[0]", "model.context", clause, VerifiableCredential.CredentialsContext);

        // CLR 2.0: its context goes between the two.
        var badge = Is(value, 1, ClrCredential.ClrContext) || Matches(value, 1, Learner()) ? 2 : 1;
        if (!Is(value, badge, VerifiableCredential.OpenBadgesContext) && !Matches(value, badge, Badge()))
            check.Report($"[{badge}]", "model.context", clause, VerifiableCredential.OpenBadgesContext);
    }

    static bool Is(JsonElement contexts, int index, string address) =>
        index < contexts.GetArrayLength() && contexts[index].ValueKind == JsonValueKind.String && contexts[index].ValueEquals(address);

    static bool Matches(JsonElement contexts, int index, Regex form) =>
        index < contexts.GetArrayLength()
        && contexts[index].ValueKind == JsonValueKind.String
        && form.IsMatch(contexts[index].GetString()!);

    [GeneratedRegex(@"^https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json\z", RegexOptions.CultureInvariant)]
    private static partial Regex Badge();

    [GeneratedRegex(@"^https://purl\.imsglobal\.org/spec/clr/v2p0/context(-2\.\d\.\d)*\.json\z", RegexOptions.CultureInvariant)]
    private static partial Regex Learner();
}
