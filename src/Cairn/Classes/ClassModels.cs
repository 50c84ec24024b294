using Cairn.Earning;

namespace Cairn.Classes;

internal sealed record ClassLine(Id<SchoolClass> Id, string Title, string? Grades, Id<Organization> SchoolId)
{
    public static ClassLine Of(SchoolClass one) => new(one.Id, one.Title, one.Grades, one.SchoolId);
}

/// <summary>One page of a class.</summary>
public sealed class ClassModel
{
    internal ClassModel(ReadClass read, string school, ListOf<LearnerLine> learners, int waiting, bool further) =>
        (Read, School, Learners, Waiting, Further) = (read, school, learners, waiting, further);

    internal ReadClass Read { get; }

    /// <summary>What the reader teaches, a page of it.</summary>
    internal ListOf<SchoolClass> Taught { get; init; } = new([], null);

    /// <summary>It is not the first page.</summary>
    internal bool TaughtFurther { get; init; }
    internal string School { get; }
    internal ListOf<LearnerLine> Learners { get; }
    internal int Waiting { get; }
    internal bool Further { get; }
    internal string Url => $"/classes/{Read.Class.Id}";
}

public sealed record NoClassModel(bool LeadsASchool);

public sealed record LearnerLine(Guid Id, string Name, string? Grade, IReadOnlyList<LearnerWork> Work, int Earned)
{
    internal static LearnerLine Of(Person learner, IEnumerable<WorkLine> work, bool teaches)
    {
        var all = work.ToList();
        return new LearnerLine(
            learner.Id.Value,
            learner.Name,
            learner.Grade,
            [
                .. all.Where(line => line.State is not (EnrollmentState.Earned or EnrollmentState.Revoked))
                    .Select(line => new LearnerWork(
                        teaches ? $"/earning/{line.Enrollment}" : null,
                        line.Title,
                        line.State.ToString(),
                        teaches ? line.Target : null,
                        teaches && line.WaitsForTeacher
                    )),
            ],
            all.Count(line => line.State is EnrollmentState.Earned)
        );
    }

    public bool Waits => Work.Any(work => work.WaitsForYou);
}

/// <param name="Url">For somebody who teaches the learner; a school's leader sees what is worked on, not the work.</param>
public sealed record LearnerWork(string? Url, string Title, string State, DateOnly? Target, bool WaitsForYou);
