using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cairn.Credentials.Achievements.Rules;

/// <summary>The order of <c>@context</c>: the VC context first, then (CLR and) Open Badges, then any others.</summary>
static partial class ModelContext
{
    internal static void Check(ModelCheck check, JsonElement value, string path, string clause)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            check.Report(path, "model.context", clause, VerifiableCredential.CredentialsContext);
            return;
        }

        var items = value.EnumerateArray().ToList();
        for (var i = 0; i < items.Count; i++)
            if (items[i].ValueKind is not (JsonValueKind.String or JsonValueKind.Object)) check.Report($"{path}[{i}]", "model.type", clause, "string");

        var texts = items.Select(i => i.ValueKind == JsonValueKind.String ? i.GetString()! : "").ToList();
        if (texts.ElementAtOrDefault(0) is not (VerifiableCredential.CredentialsContext or VerifiableCredential.CredentialsContext11))
            check.Report($"{path}[0]", "model.context", clause, VerifiableCredential.CredentialsContext);

        // CLR 2.0: its context goes between the two.
        var badge = Learner().IsMatch(texts.ElementAtOrDefault(1) ?? "") ? 2 : 1;
        if (!Badge().IsMatch(texts.ElementAtOrDefault(badge) ?? ""))
            check.Report($"{path}[{badge}]", "model.context", clause, VerifiableCredential.OpenBadgesContext);
    }

    [GeneratedRegex(@"^https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json\z", RegexOptions.CultureInvariant)]
    private static partial Regex Badge();

    [GeneratedRegex(@"^https://purl\.imsglobal\.org/spec/clr/v2p0/context(-2\.\d\.\d)*\.json\z", RegexOptions.CultureInvariant)]
    private static partial Regex Learner();
}
