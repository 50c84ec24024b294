namespace Cairn.Foundation.Api;

/// <summary>
/// The name of an operation is made from its method and its address, which are what does not change: <c>PUT /versions/{id}/badge</c> is
/// <c>putVersionBadge</c>, <c>GET /versions</c> <c>getVersions</c>. A noun before an id is one of them; where the word does not tell, the id
/// does (<c>getPracticeBySample</c>).
/// </summary>
internal static class OperationNames
{
    public static string Of(string method, string path)
    {
        var name = new StringBuilder(method.ToLowerInvariant());
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList(); // after api/v1
        for (var at = 0; at < segments.Count; at++)
        {
            var isParameter = segments[at].StartsWith('{');
            if (isParameter && at > 0 && OneOf(segments[at - 1]) is not null)
                continue;
            var isOfOne = !isParameter && at + 1 < segments.Count && segments[at + 1].StartsWith('{');
            name.Append(Words(isOfOne ? OneOf(segments[at]) ?? segments[at] : segments[at]));
        }
        return name.ToString();
    }

    private static string? OneOf(string noun) =>
        noun switch
        {
            "people" => "person",
            ['{', ..] or [.., 's', 's'] => null,
            [.. var stem, 'i', 'e', 's'] => stem + "y",
            [.. var stem, 's', 's', 'e', 's'] => stem + "ss",
            [.. var stem, 's'] => stem,
            _ => null,
        };

    /// <summary><c>learner-tokens</c>: LearnerTokens; <c>credential.{format}</c>: CredentialByFormat.</summary>
    private static string Words(string segment) =>
        string.Concat(
            segment
                .Replace("{", "-by-", StringComparison.Ordinal)
                .Split(['-', '.', '}'], StringSplitOptions.RemoveEmptyEntries)
                .Select(word => char.ToUpperInvariant(word[0]) + word[1..])
        );
}
