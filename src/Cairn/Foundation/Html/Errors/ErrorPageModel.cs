namespace Cairn.Foundation.Html.Errors;

/// <param name="Status">The HTTP status.</param>
/// <param name="Trace">An id that the operator finds in the log.</param> <param name="Typed">What was in a form that could not be accepted,
/// so that it can be copied and is not lost.</param>
/// <param name="Back">A local address to go back to; null: none is known.</param>
public sealed record ErrorPageModel(int Status, string Trace, IReadOnlyList<KeyValuePair<string, string>> Typed, string? Back = null)
{
    /// <summary>The statuses that have their own texts; others share one for their hundred.</summary>
    public string Kind =>
        Status switch
        {
            401 or 403 => "403",
            404 or 410 => "404",
            413 => "413",
            422 => "422",
            429 => "429",
            >= 500 => "500",
            _ => "400",
        };
}
