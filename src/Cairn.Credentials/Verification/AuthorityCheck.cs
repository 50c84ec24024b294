namespace Cairn.Credentials.Verification;

/// <summary>
/// Whether this issuer may award this achievement: its creator is the issuer, or a valid endorsement by the creator, of the issuer or of
/// the credential, says so. No standard requires it, so its absence does not count; a reader should still know.
/// </summary>
static class AuthorityCheck
{
    const string Name = CheckNames.Authority;
    const string Clause = "Open Badges 3.0, Achievement.creator";

    public static IEnumerable<Check> Run(JsonElement credential, IReadOnlyList<JudgedEndorsement> endorsements)
    {
        if (credential.Identifier("issuer") is not { } issuer)
            return [];
        var achievements = credential.Items("credentialSubject").SelectMany(subject => subject.Items("achievement")).ToList();
        if (achievements.Count == 0)
            return [];

        var creators = achievements.Select(achievement => achievement.Identifier("creator")).ToList();
        return [Judge(issuer, credential.Text("id"), [.. creators.OfType<string>().Distinct()], creators.Contains(null), endorsements)];
    }

    static Check Judge(string issuer, string? id, List<string> creators, bool isUnnamed, IReadOnlyList<JudgedEndorsement> endorsements)
    {
        if (creators.Find(creator => creator != issuer && !Endorses(creator)) is { } silent)
            return Check.NotDeterminable(Name, "authority.not-shown", Clause, issuer, silent) with { Counts = false };

        if (isUnnamed)
            return Check.NotDeterminable(Name, "authority.no-creator", Clause, issuer) with { Counts = false };

        return creators.TrueForAll(creator => creator == issuer)
            ? Check.Pass(Name, "authority.creator", Clause, issuer)
            : Check.Pass(Name, "authority.endorsed", Clause, issuer, creators.Find(creator => creator != issuer)!);

        bool Endorses(string creator) =>
            endorsements.Any(endorsement =>
                endorsement.Check.Outcome == Outcome.Pass
                && endorsement.Endorser == creator
                && (endorsement.Endorsed == issuer || (id is not null && endorsement.Endorsed == id))
            );
    }
}
