using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Cairn.Credentials.Achievements.Rules;

/// <summary>The derived types of the data model that are strings.</summary>
static partial class ModelText
{
    internal static string? Problem(JsonElement value, ModelMember member) =>
        member.Kind switch
        {
            ModelKind.Text => null,
            // Most of a document is identifiers, and every document has instants; plain ones are checked in place.
            ModelKind.Iri or ModelKind.ProfileRef when UriText.IsPlainUri(JsonMarshal.GetRawUtf8Value(value)[1..^1]) => null,
            ModelKind.ZonedInstant or ModelKind.Instant when IsPlainInstant(JsonMarshal.GetRawUtf8Value(value)[1..^1]) => null,
            _ => Problem(value.GetString()!, member),
        };

    static string? Problem(string value, ModelMember member) =>
        member.Kind switch
        {
            ModelKind.Iri or ModelKind.ProfileRef when !UriText.IsUri(value) => "model.uri",
            ModelKind.ZonedInstant when !IsInstant(value) || !new Timestamp(value).HasZone => "model.instant",
            ModelKind.Instant when !IsInstant(value) => "model.instant",
            ModelKind.Date when !DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) =>
                "model.date",
            ModelKind.Language when !Language().IsMatch(value) => "model.language",
            ModelKind.Jws when !Jws().IsMatch(value) => "model.jws",
            ModelKind.Term when !member.Terms!.Contains(value) && !(member.Extensible && ExtensionTerms.IsExtension(value)) => "model.term",
            _ => null,
        };

    // In whole seconds of UTC; false: ask again with the text.
    static bool IsPlainInstant(ReadOnlySpan<byte> value)
    {
        Span<char> text = stackalloc char[20];
        return value.Length == text.Length
            && value[^1] == (byte)'Z'
            && !value[11..13].SequenceEqual("24"u8)
            && Encoding.ASCII.GetChars(value, text) == text.Length
            && XmlDateTime.TryParse(text, out _);
    }

    static bool IsInstant(string value) => InstantForm().IsMatch(value) && new Timestamp(value).Instant is not null;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,12})?(Z|[+-]\d\d:\d\d)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex InstantForm();

    [GeneratedRegex(@"^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Language();

    [GeneratedRegex(@"^[a-zA-Z0-9_-]+\.[a-zA-Z0-9_-]*\.[a-zA-Z0-9_-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Jws();
}
