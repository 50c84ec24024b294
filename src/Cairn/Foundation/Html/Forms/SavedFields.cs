namespace Cairn.Foundation.Html.Forms;

/// <summary>What autosave gets back. What fits is saved; if something does not, the status is that of its refusal.</summary>
/// <param name="Seen">The new tokens of what was sent, for the page to send next time.</param>
/// <param name="Unsaved">What was not saved, and why.</param>
internal sealed record SavedFields(DateTimeOffset SavedAt, IReadOnlyDictionary<string, string> Seen, IReadOnlyList<UnsavedField> Unsaved)
    : IStatusCodeHttpResult
{
    [JsonIgnore]
    public int? StatusCode => Unsaved.Count > 0 ? Unsaved.Max(one => one.Refusal.Status) : StatusCodes.Status200OK;

    /// <param name="merged">What was sent, put together with what was saved.</param>
    /// <param name="saved">All fields as they are saved now.</param>
    /// <param name="refusals">Of fields that kept what was saved, by the names that were sent.</param>
    /// <param name="now">The instant.</param>
    /// <param name="texts">Has the sentences.</param>
    public static SavedFields Of(Merged merged, Form saved, IReadOnlyList<Refusal> refusals, DateTimeOffset now, RefusalTexts texts) =>
        new(
            now,
            merged.SeenAfter(saved).Tokens,
            [
                .. merged.Clashes.Select(one =>
                    UnsavedField.NewerIs(one.SentAs, one.Saved, one.Token, Html.Forms.Seen.TokenOf(one.Saved), texts)
                ),
                .. merged.Gone.Select(row => UnsavedField.Refused(Refusal.Conflict("input.row-gone").On(row), texts)),
                .. refusals.Select(refusal => UnsavedField.Refused(refusal, texts)),
            ]
        );
}

/// <param name="Field">As it was sent; empty: all of them.</param>
/// <param name="Newer">What was saved elsewhere in the meantime; null: it was refused for itself.</param>
/// <param name="TokenOf">The name of its token, to be sent once the writer has chosen.</param>
internal sealed record UnsavedField(
    string Field,
    string Code,
    string Sentence,
    IReadOnlyList<string>? Newer = null,
    string? TokenOf = null,
    string? Token = null
)
{
    [JsonIgnore]
    public Refusal Refusal { get; init; } = Refusal.NotFound;

    public static UnsavedField NewerIs(
        string field,
        Microsoft.Extensions.Primitives.StringValues saved,
        string tokenOf,
        string token,
        RefusalTexts texts
    )
    {
        var refusal = Refusal.Conflict("input.newer").On(field);
        return new(field, refusal.Code, texts.Sentence(refusal), [.. saved.Select(one => one ?? "")], tokenOf, token) { Refusal = refusal };
    }

    public static UnsavedField Refused(Refusal refusal, RefusalTexts texts) =>
        new(refusal.Field ?? "", refusal.Code, texts.Sentence(refusal)) { Refusal = refusal };
}
