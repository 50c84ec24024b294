using System.Buffers.Text;
using Cairn.Credentials.Achievements;
using Cairn.Credentials.Status;
using Cairn.Design;
using Cairn.Design.Achievements;
using Cairn.Issuing;

namespace Cairn.Awarding;

/// <summary>
/// The unsigned credential of an issue request: a pure function of rows that never change, so that a repeat gives the same bytes.
/// Only terms of the two contexts are used, because safe mode refuses any other.
/// </summary>
internal static class CredentialBuilder
{
    public static AchievementCredential Build(CredentialIssue issue, MicroCredentialVersion version, IssuerKey key, Issuing.StatusList list)
    {
        var (facts, blueprint) = (issue.Facts, version.Blueprint);
        var achievement = version.AsAchievement(facts.Origin, facts.Creator?.AsProfile());
        // What was issued before this was stated is built as it was.
        if (facts.Judging is null)
            achievement = achievement with
            {
                ResultDescription = [.. achievement.ResultDescription.Where(d => d.Id != AchievementResults.JudgingId(achievement.Id))],
            };
        var from = Written(issue.ValidFrom, facts.Offsets?.From);
        return new AchievementCredential
        {
            Id = $"urn:uuid:{issue.CredentialId:D}",
            Issuer = new Profile
            {
                Id = key.Did,
                Name = facts.IssuerName,
                Url = facts.IssuerUrl,
            },
            ValidFrom = from,
            ValidUntil = issue.ValidUntil is { } end ? Written(end, facts.Offsets?.Until) : null,
            AwardedDate = from,
            Name = blueprint.Title,
            Description = blueprint.Competency,
            CredentialSubject = new AchievementSubject
            {
                Identifier = [.. Identities(facts)],
                Achievement = achievement,
                Result = [.. Results(achievement.Id, facts, blueprint)],
                Source = SourceOf(facts, key),
            },
            Evidence = [.. facts.Evidence.Select(EvidenceOf)],
            CredentialStatus = CredentialStatus.From(new StatusListEntry(list.Address, issue.StatusIndex)),
        };
    }

    // As the district's clocks showed it, so that every reader sees the day on which it was granted.
    private static Timestamp Written(DateTimeOffset instant, int? offset) =>
        offset is null or 0
            ? instant
            : new Timestamp(
                instant.ToOffset(TimeSpan.FromMinutes(offset.Value)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
            );

    private static IEnumerable<IdentityObject> Identities(CredentialFacts facts)
    {
        yield return new IdentityObject
        {
            Hashed = true,
            IdentityHash = facts.RecipientHash,
            IdentityType = facts.RecipientIdentityType,
            Salt = facts.RecipientSalt,
        };
        if (facts.RecipientName is { } name)
            yield return IdentityObject.Plain(name, IdentifierTypes.Name);
    }

    private static IEnumerable<Result> Results(string achievement, CredentialFacts facts, Blueprint blueprint)
    {
        yield return new Result
        {
            ResultDescription = AchievementResults.OutcomeId(achievement),
            Status = ResultStatusTypes.Completed,
            Value = new SignedWords(typeof(Texts), blueprint.Language)[Texts.CredentialMet],
        };
        yield return new Result
        {
            ResultDescription = AchievementResults.TierId(achievement),
            Value = AchievementResults.TierWord(blueprint),
        };
        if (facts.Judging is { } relation)
            yield return new Result
            {
                ResultDescription = AchievementResults.JudgingId(achievement),
                Value = new SignedWords(typeof(Texts), blueprint.Language)[$"Credential.Judging.{relation}"],
            };
        yield return new Result { ResultDescription = AchievementResults.RecordId(achievement), Value = facts.AssessmentDigest };
        foreach (var criterion in blueprint.Rubric)
            if (facts.Results.TryGetValue(criterion.Key, out var level))
                yield return new Result
                {
                    ResultDescription = AchievementResults.CriterionId(achievement, criterion.Key),
                    AchievedLevel = AchievementResults.LevelId(achievement, criterion.Key, level),
                };
    }

    // Who judged, without a name. A child's credential leaves even this out; the tier has to be enough.
    private static Profile? SourceOf(CredentialFacts facts, IssuerKey key) =>
        facts.RecipientName is null
            ? null
            : new Profile { Id = $"{facts.Origin}/organizations/{key.OrganizationId}#assessor", Name = facts.AssessorRole };

    private static Evidence EvidenceOf(AttachedEvidence evidence) =>
        new()
        {
            // RFC 6920: a file is named by its digest, which opens it to nobody but proves which one it was.
            Id = evidence.Url ?? $"ni:///sha-256;{Base64Url.EncodeToString(Convert.FromHexString(evidence.Sha256))}",
            Name = evidence.Title,
            Genre = evidence.Kind,
        };
}
