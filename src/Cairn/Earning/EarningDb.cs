using Cairn.Earning;

namespace Cairn;

/// <summary>The tables of Earning.</summary>
internal abstract partial class CairnDb
{
    public DbSet<Enrollment> Enrollments => Set<Enrollment>();
    public DbSet<Answer> Answers => Set<Answer>();
    public DbSet<AnswerHistory> AnswerHistory => Set<AnswerHistory>();
    public DbSet<Artifact> Artifacts => Set<Artifact>();
    public DbSet<Hand> Hands => Set<Hand>();
    public DbSet<Submission> Submissions => Set<Submission>();
}
