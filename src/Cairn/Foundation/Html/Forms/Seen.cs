using Microsoft.Extensions.Primitives;

namespace Cairn.Foundation.Html.Forms;

/// <summary>
/// What was saved in each field when a page was made, as a token that changes with the value. A form sends its tokens along in one hidden
/// field, so that what was typed can be put together with what was saved elsewhere in the meantime, field by field (<see cref="Merging"/>).
/// A row of a list is told by its key, so that it may be moved: the field <c>rubric[0].title</c> has the token of
/// <c>rubric[k2x].title</c>. A row without a key has one token for all of it, <c>resources[0]</c>.
/// </summary>
internal sealed class Seen
{
    /// <summary>The hidden field; JSON, an object of tokens.</summary>
    public const string Field = "seen";

    private const int MostTokens = 2_000;
    private readonly Dictionary<string, string> _tokens;

    private Seen(Dictionary<string, string> tokens) => _tokens = tokens;

    /// <summary>The token of a field, or of a row without a key; null: the page had no such field.</summary>
    public string? this[string field] => _tokens.GetValueOrDefault(field);

    /// <summary>Of what is saved.</summary>
    public static Seen Of(Form saved) => new(FormTree.Of(saved).Tokens().ToDictionary());

    public static Seen Of(IEnumerable<KeyValuePair<string, string>> tokens) => new(tokens.ToDictionary());

    /// <summary>What a form sent; nothing if it sent none, or not ours.</summary>
    public static Seen In(Form form)
    {
        try
        {
            return form[Field] is { Length: > 0 } json && JsonSerializer.Deserialize<Dictionary<string, string>>(json) is { } tokens
                ? new(tokens.Take(MostTokens).ToDictionary())
                : new([]);
        }
        catch (JsonException)
        {
            return new([]);
        }
    }

    public IReadOnlyDictionary<string, string> Tokens => _tokens;

    public override string ToString() => JsonSerializer.Serialize(_tokens);

    /// <summary>Eight characters of a hash; spaces around a text and the kind of its line breaks make no difference.</summary>
    public static string TokenOf(StringValues value) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Plain(value))), 0, 6).Replace('+', '-').Replace('/', '_');

    public static string Plain(StringValues value) =>
        string.Join(
            '\u001f',
            value.Select(one => (one ?? "").Trim().ReplaceLineEndings("\n")).Where(one => one.Length > 0).Order(StringComparer.Ordinal)
        );
}
