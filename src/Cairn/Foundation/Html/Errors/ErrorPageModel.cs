using Cairn.Foundation.Outages;

namespace Cairn.Foundation.Html.Errors;

/// <param name="Status">The HTTP status.</param>
/// <param name="Trace">An id that the operator finds in the log.</param> <param name="Typed">What was in a form that could not be accepted,
/// so that it can be copied and is not lost.</param>
/// <param name="Back">A local address to go back to; null: none is known.</param>
public sealed record ErrorPageModel(int Status, string Trace, IReadOnlyList<KeyValuePair<string, string>> Typed, string? Back = null)
{
    /// <summary>What is wrong around us; null: nothing that we know of.</summary>
    internal Outage? Outage { get; init; }

    /// <summary>The form that was sent, to be sent again; null: none, or one with a secret in it.</summary>
    public SentForm? Sent { get; init; }

    /// <summary>The outages and statuses that have their own texts; others share one for their hundred.</summary>
    public string Kind =>
        Outage?.ToString()
        ?? Status switch
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
