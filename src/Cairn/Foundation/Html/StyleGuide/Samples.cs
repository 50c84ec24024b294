using Cairn.Foundation.Html.Parts;

namespace Cairn.Foundation.Html.StyleGuide;

/// <summary>Made-up content for the style guide; a district would have typed it, so it is in one language.</summary>
internal static class Samples
{
    public static RubricGrid Rubric { get; } =
        new([
            Row(
                "source",
                "Chooses sources",
                "Does each source fit the question?",
                achieved: "beyond",
                feedback: "Your second source was a **great** find. It shows the river before the dam."
            ),
            Row(
                "notes",
                "Keeps notes",
                "Can somebody else follow the notes?",
                achieved: "almost",
                feedback: "Add the date to each note, then it is there."
            ),
        ]);

    public static IReadOnlyList<Choice> Levels { get; } =
    [
        new("Starting", "Starting", "New to this skill"),
        new("Growing", "Growing", "Has tried it before"),
        new("Leading", "Leading", "Helps others with it"),
    ];

    public static IReadOnlyList<Steps.Step> Steps { get; } =
    [new("Choose", "#"), new("Plan", "#"), new("Make"), new("Send"), new("Hear back")];

    public static DateTimeOffset Instant { get; } = new(2027, 3, 4, 17, 30, 0, TimeSpan.Zero);

    public const string Markdown = """
        Walk the same path **three days in a row** and write down what changed.

        1. Choose a place with water.
        2. Draw what you see.

        > A scientist looks twice.

        Read more at [the river page](https://example.org/river). <script>alert(1)</script>
        """;

    static RubricRow Row(string key, string title, string description, string achieved, string feedback) =>
        new(
            key,
            title,
            description,
            [
                new("notyet", "Not yet", "There is a start. It does not show the skill so far."),
                new("almost", "Almost", "Most of it is there; one part is missing or unclear."),
                new("met", "Met", "All of it is there, and it is clear why."),
                new("beyond", "Beyond", "It is there, and it taught us something new."),
            ],
            Required: "met",
            achieved,
            feedback
        );
}
