using Cairn.Design;

namespace Cairn.Earning;

/// <summary>A frozen attempt: the snapshot's exact bytes and their SHA-256. The database refuses to change it.</summary>
internal sealed class Submission : Owned<Submission>
{
    private Submission() { }

    public Submission(Enrollment enrollment, int attempt, SubmissionSnapshot snapshot, Id<Person> submittedBy, DateTimeOffset now)
        : base(enrollment.DistrictId, now)
    {
        EnrollmentId = enrollment.Id;
        LearnerId = enrollment.LearnerId;
        LearnerAccountId = enrollment.LearnerAccountId;
        VersionId = enrollment.VersionId;
        OrganizationId = enrollment.OrganizationId;
        Attempt = attempt;
        StatesLevels = enrollment.StatesLevels;
        Snapshot = JsonSerializer.SerializeToUtf8Bytes(snapshot, Blueprint.Json);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Snapshot));
        SubmittedById = submittedBy;
        SubmittedAt = now;
        enrollment.WaitFor(this);
    }

    public Id<Enrollment> EnrollmentId { get; private set; }
    public Id<Person> LearnerId { get; private set; }
    public Guid? LearnerAccountId { get; private set; }
    public Id<MicroCredentialVersion> VersionId { get; private set; }
    public Id<Organization> OrganizationId { get; private set; }
    public int Attempt { get; private set; }

    /// <summary>The learner's choice when it was handed in: whether the credential states the levels.</summary>
    public bool StatesLevels { get; private set; }

    public byte[] Snapshot { get; private set; } = [];
    public string Sha256 { get; private set; } = "";
    public Id<Person> SubmittedById { get; private set; }
    public DateTimeOffset SubmittedAt { get; private set; }

    public SubmissionSnapshot Read() => JsonSerializer.Deserialize<SubmissionSnapshot>(Snapshot, Blueprint.Json)!;
}

/// <param name="Answers">Overview and reflection answers by question key.</param>
/// <param name="Artifacts">What was brought, each with its SHA-256.</param>
internal sealed record SubmissionSnapshot(
    Id<MicroCredentialVersion> Version,
    int Attempt,
    IReadOnlyDictionary<string, string> Answers,
    IReadOnlyList<SubmittedArtifact> Artifacts
);

/// <param name="Sha256">Lowercase hex, of the file's bytes, or of the link or text in UTF-8.</param>
internal sealed record SubmittedArtifact(
    Id<Artifact> Id,
    string Requirement,
    string? Criterion,
    EvidenceKind Kind,
    string Title,
    string Sha256,
    string? FileName,
    string? MediaType,
    long? Size,
    string? Url,
    string? Text,
    Id<Person> AddedBy,
    DateTimeOffset AddedAt,
    bool Attach
);
