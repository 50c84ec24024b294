using Microsoft.Extensions.Primitives;

namespace Cairn.Foundation.Html.Forms;

/// <summary>
/// Puts what was typed together with what is saved now. A field that was not changed here keeps what is saved; one that was not changed
/// elsewhere gets what was typed; where both were changed, its writer chooses, and what is saved stays until then. Rows are told by their
/// keys: a row added elsewhere stays, and one taken out elsewhere goes unless something was typed in it here.
/// </summary>
internal sealed class Merging
{
    private readonly Seen _seen;
    private readonly bool _whole;
    private readonly HashSet<string> _taken;
    private readonly List<Clash> _clashes = [];
    private readonly List<string> _gone = [];

    private Merging(Form typed, bool whole) =>
        (_seen, _whole, _taken) = (Seen.In(typed), whole, new(typed.All(Merged.Take), StringComparer.OrdinalIgnoreCase));

    /// <param name="typed">What was sent, with the tokens of its page; without them, everything counts as typed here.</param>
    /// <param name="saved">All fields, as they are saved.</param>
    /// <param name="whole">Whether all fields of the page were sent: then one that the page had and that is missing has no tick.</param>
    public static Merged Merge(Form typed, Form saved, bool whole)
    {
        var merging = new Merging(typed, whole);
        var (mine, theirs) = (FormTree.Of(typed), FormTree.Of(saved));
        return new Merged(merging.Both(mine, theirs, "", ""), mine, theirs, merging._clashes, merging._gone);
    }

    /// <param name="mine">As typed.</param>
    /// <param name="theirs">As saved.</param>
    /// <param name="path">Before the names of tokens.</param>
    /// <param name="at">Before the names of the fields that were sent.</param>
    private FormTree Both(FormTree mine, FormTree theirs, string path, string at)
    {
        var both = new FormTree();
        foreach (var (name, saved) in theirs.Fields)
        {
            var typed =
                mine.Fields.TryGetValue(name, out var sent) ? sent
                : _whole && _seen[path + name] is not null ? StringValues.Empty
                : saved;
            var isKept = name is FormTree.KeyField || _taken.Contains(at + name) || Seen.Plain(typed) == Seen.Plain(saved);
            both.Fields[name] = isKept ? saved : Choose(both, name, typed, saved, path + name, at + name);
        }
        foreach (var list in theirs.Lists.Keys.Union(mine.Lists.Keys, StringComparer.OrdinalIgnoreCase))
        {
            var (here, there) = (mine.Lists.GetValueOrDefault(list, []), theirs.Lists.GetValueOrDefault(list, []));
            both.Lists[list] = here.Concat(there).All(row => row.Key.Length > 0)
                ? ByKey(here, there, path + list, at + list)
                : ByContent(here, there, path + list);
        }
        return both;
    }

    private StringValues Choose(FormTree row, string name, StringValues typed, StringValues saved, string token, string sentAs)
    {
        var seen = _seen[token];
        if (seen is null || Seen.TokenOf(saved) == seen)
            return typed;
        if (Seen.TokenOf(typed) != seen)
            _clashes.Add(new Clash(row, name, token, sentAs, typed, saved));
        return saved;
    }

    private List<FormTree> ByKey(List<FormTree> here, List<FormTree> there, string path, string at)
    {
        var rows = new List<FormTree>();
        foreach (var row in there)
        {
            var index = here.FindIndex(one => one.Key == row.Key);
            rows.Add(index < 0 ? row : Both(here[index], row, $"{path}[{row.Key}].", $"{at}[{index}]."));
        }
        foreach (var (index, row) in here.Index())
        {
            if (there.Exists(one => one.Key == row.Key) || row.Tokens($"{path}[{row.Key}].").All(token => token.Value == _seen[token.Key]))
                continue;
            // Autosave brings back no row: it may have been under way when the row was taken out on this very page.
            if (_whole)
                rows.Add(row);
            else
                _gone.Add($"{at}[{index}]");
        }
        return rows;
    }

    private List<FormTree> ByContent(List<FormTree> here, List<FormTree> there, string path)
    {
        if (_seen.Tokens.Count == 0)
            return here.Count > 0 ? here : there;
        var rows = there.ToList();
        foreach (var (index, row) in here.Index())
        {
            var seen = _seen[$"{path}[{index}]"];
            if (row.Content == seen || rows.Exists(one => one.Content == row.Content))
                continue;
            if (seen is not null && rows.FindIndex(one => one.Content == seen) is var at and >= 0)
                rows[at] = row;
            else
                rows.Add(row);
        }
        return rows;
    }
}

/// <param name="Row">Of the merged tree, in which it has what is saved.</param>
/// <param name="Token">The name of its token.</param>
/// <param name="SentAs">The name of its field in the form that was sent.</param>
internal sealed record Clash(FormTree Row, string Field, string Token, string SentAs, StringValues Typed, StringValues Saved);

/// <summary>A form put together with what is saved.</summary>
internal sealed class Merged(FormTree tree, FormTree typed, FormTree saved, IReadOnlyList<Clash> clashes, IReadOnlyList<string> gone)
{
    /// <summary>The field that names those in which the writer takes what is saved.</summary>
    public const string Take = "take";

    /// <summary>Fields that were changed here and elsewhere.</summary>
    public IReadOnlyList<Clash> Clashes => clashes;

    /// <summary>Rows in which something was typed and that were taken out elsewhere, by the names that were sent.</summary>
    public IReadOnlyList<string> Gone => gone;

    /// <summary>All fields to be saved.</summary>
    public Form ToSave()
    {
        var form = Form.Empty();
        foreach (var place in tree.Places())
            form.Set(place.Name, place.Value);
        return form;
    }

    /// <summary>
    /// Where what was typed does not fit, the field keeps what is saved. What was wrong, at the fields that were sent; if something is
    /// wrong that is not theirs, it stays.
    /// </summary>
    /// <param name="wrong">Finds what is wrong, all of it in parts.</param>
    public IReadOnlyList<Refusal> Fit(Func<Form, Refusal?> wrong)
    {
        var kept = new List<Refusal>();
        while (wrong(ToSave()) is { } refusal)
        {
            IReadOnlyList<Refusal> parts = refusal.Parts.Count > 0 ? refusal.Parts : [refusal];
            var before = kept.Count;
            foreach (var part in parts)
                if (Keep(part.Field ?? "") is { } sent)
                    kept.Add(part.On(sent));
            if (kept.Count == before)
                break;
        }
        return kept;
    }

    // Null: it was not sent, or it is kept already.
    private string? Keep(string name)
    {
        if (tree.Places().FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } place)
            return null;
        var kept = saved.Places().FirstOrDefault(one => one.Path == place.Path)?.Value ?? StringValues.Empty;
        if (typed.Places().FirstOrDefault(one => one.Path == place.Path) is not { } sent || place.Value == kept)
            return null;
        place.Value = kept;
        return sent.Name;
    }

    /// <summary>
    /// Shows it to its writer: what was typed stays in its field, what was saved elsewhere is beside it, and an error asks for a choice.
    /// </summary>
    /// <param name="form">The one that was sent.</param>
    /// <param name="now">All fields, as they are saved now.</param>
    public void ShowIn(Form form, Form now)
    {
        foreach (var row in typed.Places().Where(one => one.Name.Contains('[', StringComparison.Ordinal)).ToList())
            form.Remove(row.Name);
        form.Remove(Take);
        form.Set(Seen.Field, Seen.Of(now).ToString());
        foreach (var place in tree.Places().ToList())
        {
            var clash = clashes.FirstOrDefault(one => one.Row == place.Row && one.Field == place.Field);
            form.Set(place.Name, clash?.Typed ?? place.Value);
            if (clash is not null)
                form.Offer(place.Name, clash.Saved);
        }
    }

    /// <summary>The tokens of what was sent and is saved now.</summary>
    /// <param name="now">All fields, as they are saved now.</param>
    public Seen SeenAfter(Form now)
    {
        var tokens = Seen.Of(now);
        var unsaved = clashes.Select(one => one.Token).ToHashSet();
        return Seen.Of(
            from token in typed.Tokens()
            // A row without a key may have another number by now; it was saved as it was sent.
            let seen = token.Key.EndsWith(']') ? token.Value : tokens[token.Key]
            where seen is not null && !unsaved.Contains(token.Key)
            select KeyValuePair.Create(token.Key, seen)
        );
    }
}
