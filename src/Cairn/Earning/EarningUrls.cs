namespace Cairn.Earning;

/// <summary>The addresses of the learner's side.</summary>
internal static class EarningUrls
{
    public static string Of(Id<Enrollment> id) => $"/earning/{id}";

    public static string OfPart(Id<Enrollment> id, Part part) =>
        part is Part.Plan ? Of(id) : $"/earning/{id}/{part.ToString().ToLowerInvariant()}";

    public static string Of(Id<Artifact> id) => $"/earning/artifacts/{id}";

    public static string Of(Id<Submission> id) => $"/earning/submissions/{id}";
}
