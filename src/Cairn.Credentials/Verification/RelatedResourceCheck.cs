namespace Cairn.Credentials.Verification;

/// <summary>
/// Resources that a credential names with their digests are unchanged (VC Data Model 2.0, section 5.3, Integrity of Related Resources):
/// shape, one entry each, a digest each, and, if they can be fetched, that every digest matches. Those that are evidence have their own
/// check; evidence may also carry its digest itself.
/// </summary>
static class RelatedResourceCheck
{
    const string Clause = "VC Data Model 2.0, 5.3 Integrity of Related Resources";

    public static async ValueTask<IReadOnlyList<Check>> RunAsync(JsonElement credential, VerificationSession session)
    {
        var evidence = credential.Items("evidence").Select(item => item.Text("id")).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var resources = credential.Items("relatedResource");
        var malformed = credential.Member("relatedResource") is null ? null : Malformed(resources, session);
        var named = malformed is null ? resources : [];
        return
        [
            .. await EachAsync(
                CheckNames.Evidence,
                [
                    .. credential.Items("evidence").Where(item => ResourceDigest.Count(item) > 0),
                    .. named.Where(resource => evidence.Contains(resource.Text("id")!)),
                ],
                session
            ),
            .. malformed is null
                ? await EachAsync(
                    CheckNames.RelatedResources,
                    [.. named.Where(resource => !evidence.Contains(resource.Text("id")!))],
                    session
                )
                : [malformed],
        ];
    }

    // "The value of the relatedResource property MUST be one or more objects"; "MUST contain an id, a URL"; "MUST NOT specify a resource
    // twice"; "Each object MUST contain at least a digestSRI or a digestMultibase value".
    static Check? Malformed(IReadOnlyList<JsonElement> resources, VerificationSession session)
    {
        const string name = CheckNames.RelatedResources;
        HashSet<string> seen = new(StringComparer.Ordinal);
        if (resources.Count == 0)
            return Check.Fail(name, "related.malformed", Clause, "relatedResource");
        foreach (var resource in resources)
        {
            if (resource.Text("id") is not { } id || !UriText.IsUri(id) || !Uri.TryCreate(id, UriKind.Absolute, out _))
                return Check.Fail(name, "related.malformed", Clause, "relatedResource.id");
            if (!seen.Add(id))
                return Check.Fail(name, "related.twice", Clause, id);
            if (ResourceDigest.Count(resource) == 0)
                return Check.Fail(name, "related.no-digest", Clause, id);
        }

        return resources.Count > session.Options.Limits.Documents
            ? Check.Fail(name, "related.too-many", "Cairn limits", $"{session.Options.Limits.Documents}")
            : null;
    }

    static async ValueTask<IReadOnlyList<Check>> EachAsync(string name, IReadOnlyList<JsonElement> resources, VerificationSession session)
    {
        if (resources.Count == 0)
            return [];
        if (resources.Count > session.Options.Limits.Documents)
            return [Check.Fail(name, "related.too-many", "Cairn limits", $"{session.Options.Limits.Documents}")];

        return await session.OfEachAsync(resources, resource => JudgeAsync(name, resource, session));
    }

    static async ValueTask<Check> JudgeAsync(string name, JsonElement resource, VerificationSession session)
    {
        if (ResourceDigest.Of(resource) is not { } digests)
            return Check.Fail(
                name,
                "related.malformed",
                Clause,
                $"{(name == CheckNames.Evidence ? "evidence" : "relatedResource")}.digest"
            );
        if (resource.Text("id") is not { } address || !UriText.IsUri(address) || !Uri.TryCreate(address, UriKind.Absolute, out var url))
            return Check.Fail(name, "related.malformed", Clause, "evidence.id");

        var id = url.OriginalString;
        if (session.IsOffline)
            return Check.NotDeterminable(name, "related.offline", Clause, id) with { Counts = false };
        var loaded = await session.LoadAsync(url);
        if (loaded.Problem is { } problem)
            return Check.NotDeterminable(name, "related.unreachable", Clause, id, problem) with { Counts = false };

        // "All digests MUST match."
        foreach (var digest in digests)
            if (!digest.Matches(loaded.Content.Span))
                return Check.Fail(name, "related.changed", Clause, id);
        return Check.Pass(name, "related.unchanged", Clause, id);
    }
}
