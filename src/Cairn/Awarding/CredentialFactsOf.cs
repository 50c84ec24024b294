using Cairn.Assessing;
using Cairn.Credentials.Achievements;
using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Awarding;

/// <summary>
/// Decides, at the grant, what a credential will say about a person: an adult's says who they are, and how well they did when they chose
/// so; a child's says next to nothing.
/// </summary>
internal static class CredentialFactsOf
{
    public static CredentialFacts Grant(
        string origin,
        Organization issuer,
        Person learner,
        Blueprint blueprint,
        Submission submission,
        Review review,
        DateTimeOffset now
    )
    {
        var adult = learner.Age(now).Allows(AgeMatter.TellOfOneself);
        var salt = Secrets.New();
        // A child's e-mail address is made of a name and a school, so it could be guessed from hash and salt; the system's own id cannot.
        var (identifier, type) =
            adult && learner.Email is { Length: > 0 } email
                ? (email.Trim().ToLowerInvariant(), IdentifierTypes.EmailAddress)
                : (learner.Id.Value.ToString("D"), "systemId");
        var texts = new SignedWords(typeof(Texts), blueprint.Language);
        return new CredentialFacts(
            origin,
            issuer.Name,
            issuer.Url,
            adult ? learner.Name : null,
            IdentityObject.Sha256(identifier, type, salt).IdentityHash,
            salt,
            type,
            adult && submission.StatesLevels ? LevelsOf(review) : new Dictionary<string, string>(),
            adult
                ?
                [
                    .. submission
                        .Read()
                        .Artifacts.Where(a => a.Attach)
                        .Select(a => new AttachedEvidence(a.Title, a.Kind.ToString(), a.Sha256, a.Url)),
                ]
                : [],
            AssessmentRecord.Digest(submission, review),
            texts[blueprint.Tier is AssessmentTier.Certified ? "Credential.CertifiedAssessor" : "Credential.ClassroomAssessor", issuer.Name]
        );
    }

    private static Dictionary<string, string> LevelsOf(Review review) =>
        review.Scores.Where(s => s.Level is not null).ToDictionary(s => s.Criterion, s => s.Level!);
}
