using Cairn.Assessing;
using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Awarding;

/// <summary>
/// What a credential's digest stands for: the submission's frozen bytes, a line feed, and the completed review as one line of JSON. Whoever
/// has the record can show that it is this one; the digest alone tells nothing.
/// </summary>
internal static class AssessmentRecord
{
    /// <summary>SHA-256, lowercase hex.</summary>
    public static string Digest(Submission submission, Review review)
    {
        var judged = JsonSerializer.SerializeToUtf8Bytes(
            // A relation that nobody asked for is left out, so that older records keep their bytes.
            new
            {
                Review = review.Id,
                review.Scores,
                review.Note,
                review.Recommendation,
                review.CompletedAt,
                review.Relation,
            },
            Blueprint.Json
        );
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(submission.Snapshot);
        hash.AppendData("\n"u8);
        hash.AppendData(judged);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
