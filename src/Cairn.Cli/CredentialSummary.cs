using System.Text.Json;

namespace Cairn.Cli;

/// <summary>What a credential says, for people: read leniently, shown as it is, not judged.</summary>
sealed record CredentialSummary(
    string Title,
    string? Description,
    string Issuer,
    string? Recipient,
    string? Awarded,
    string? From,
    string? Until,
    string? Criteria,
    IReadOnlyList<string> Types,
    IReadOnlyList<string> Results,
    IReadOnlyList<string> Evidence,
    IReadOnlyList<string> Signatures
)
{
    public static CredentialSummary? Read(ReadOnlyMemory<byte> credential)
    {
        if (credential.IsEmpty)
            return null;
        try
        {
            using var document = JsonDocument.Parse(credential);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Of(document.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public IEnumerable<string> Headline()
    {
        yield return Printable.Of(Title);
        yield return $"issued by {Printable.Short(Issuer)}";
        if (Recipient is not null)
            yield return $"to {Printable.Short(Recipient)}";
    }

    static CredentialSummary Of(JsonElement root)
    {
        var subject = Items(root, "credentialSubject").FirstOrDefault();
        var achievement = Member(subject, "achievement");
        return new(
            Text(achievement, "name") ?? Text(root, "name") ?? "A credential without a name",
            Text(achievement, "description") ?? Text(root, "description"),
            Named(Member(root, "issuer")) ?? "nobody named",
            Text(subject, "id") ?? Items(subject, "identifier").Select(Identity).FirstOrDefault(),
            // Dates are shown as the issuer wrote them: the day is the one where it was awarded.
            Text(root, "awardedDate"),
            Text(root, "validFrom") ?? Text(root, "issuanceDate"),
            Text(root, "validUntil") ?? Text(root, "expirationDate"),
            Text(Member(achievement, "criteria"), "narrative") ?? Text(Member(achievement, "criteria"), "id"),
            [.. Items(root, "type").Where(IsText).Select(type => type.GetString()!)],
            [.. Items(subject, "result").Select(result => Result(result, achievement))],
            [.. Items(root, "evidence").Select(evidence => Text(evidence, "name") ?? Text(evidence, "id") ?? "without a name")],
            [.. Items(root, "proof").Select(Signature)]
        );
    }

    static string? Named(JsonElement party) =>
        IsText(party)
            ? party.GetString()
            : (Text(party, "name"), Text(party, "id")) switch
            {
                ({ } name, { } id) => $"{name} ({id})",
                var (name, id) => name ?? id,
            };

    static string Signature(JsonElement proof) =>
        string.Join(
            ", ",
            Text(proof, "cryptosuite") ?? Text(proof, "type"),
            Text(proof, "created") ?? "without a date",
            Text(proof, "verificationMethod")
        );

    static string Identity(JsonElement identity) =>
        Member(identity, "hashed").ValueKind == JsonValueKind.True
            ? "somebody whose address is kept hashed"
            : Text(identity, "identityHash") ?? "somebody";

    static string Result(JsonElement result, JsonElement achievement)
    {
        var description = Items(achievement, "resultDescription").FirstOrDefault(d => Text(d, "id") == Text(result, "resultDescription"));
        var level = Items(description, "rubricCriterionLevel").FirstOrDefault(l => Text(l, "id") == Text(result, "achievedLevel"));
        var achieved = Text(level, "name") ?? Text(result, "value") ?? Text(result, "status") ?? Text(result, "achievedLevel");
        return $"{Text(description, "name") ?? "Result"}: {achieved}";
    }

    static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    static string? Text(JsonElement element, string name) => Member(element, name) is var value && IsText(value) ? value.GetString() : null;

    static bool IsText(JsonElement element) => element.ValueKind == JsonValueKind.String;

    static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        Member(element, name) switch
        {
            { ValueKind: JsonValueKind.Array } array => array.EnumerateArray(),
            { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => [],
            var one => [one],
        };
}
