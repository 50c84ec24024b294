using Cairn.Foundation;
using Cairn.Foundation.Html.Forms;

namespace Cairn.Tests.Foundation.Html;

/// <summary>What was typed, put together with what was saved elsewhere, field by field and row by row.</summary>
public sealed class MergingTests
{
    /// <param name="page">What was saved when the page was made: <c>name=value</c>, with <c>;</c> between.</param>
    /// <param name="typed">What the page sends.</param>
    /// <param name="saved">What is saved by now.</param>
    /// <param name="merged">What is to be saved.</param>
    /// <param name="clashes">The fields to be chosen.</param>
    [Theory]
    [InlineData("a=1;b=1", "a=2;b=1", "a=1;b=1", "a=2;b=1", "")] // typed here
    [InlineData("a=1;b=1", "a=1;b=1", "a=1;b=2", "a=1;b=2", "")] // changed elsewhere
    [InlineData("a=1;b=1", "a=2;b=1", "a=1;b=2", "a=2;b=2", "")] // each its own field
    [InlineData("a=1", "a=2", "a=3", "a=3", "a")] // both: a choice
    [InlineData("a=1", "a=2", "a=2", "a=2", "")] // both the same
    [InlineData("a=1", " a=2 ", "a=2", "a=2", "")]
    [InlineData(
        "r[0].key=k;r[0].x=1",
        "r[0].key=k;r[0].x=2",
        "r[0].key=n;r[0].x=9;r[1].key=k;r[1].x=1",
        "r[0].key=n;r[0].x=9;r[1].key=k;r[1].x=2",
        ""
    )] // moved
    [InlineData("r[0].key=k;r[0].x=1", "r[0].key=k;r[0].x=1", "a=", "a=", "")] // taken out elsewhere
    [InlineData("r[0].key=k;r[0].x=1", "r[0].key=k;r[0].x=2", "a=", "a=;r[0].key=k;r[0].x=2", "")] // but typed in here
    [InlineData("r[0].key=k;r[0].x=1", "r[0].key=k;r[0].x=2", "r[0].key=k;r[0].x=3", "r[0].key=k;r[0].x=3", "r[0].x")]
    [InlineData(
        "r[0].key=;r[0].x=1",
        "r[0].key=;r[0].x=2",
        "r[0].key=;r[0].x=0;r[1].key=;r[1].x=1",
        "r[0].key=;r[0].x=0;r[1].key=;r[1].x=2",
        ""
    )] // by its content
    [InlineData("r[0].key=;r[0].x=1", "r[0].key=;r[0].x=2", "r[0].key=;r[0].x=3", "r[0].key=;r[0].x=3;r[1].key=;r[1].x=2", "")] // both are kept
    public void Both_are_kept_where_that_can_be(string page, string typed, string saved, string merged, string clashes)
    {
        var sent = Fields(typed).Set(Seen.Field, Seen.Of(Fields(page)).ToString());

        var made = Merging.Merge(sent, Fields(saved), whole: true);

        Assert.Equal(merged, Written(made.ToSave()));
        Assert.Equal(clashes, string.Join(' ', made.Clashes.Select(clash => clash.SentAs)));
    }

    [Fact]
    public void Autosave_changes_only_what_it_sends_and_brings_back_no_row()
    {
        var sent = Fields("b=2;r[0].key=k;r[0].x=2").Set(Seen.Field, Seen.Of(Fields("a=1;b=1;r[0].key=k;r[0].x=1")).ToString());

        var made = Merging.Merge(sent, Fields("a=1;b=1"), whole: false);

        Assert.Equal("a=1;b=2", Written(made.ToSave()));
        Assert.Equal(["r[0]"], made.Gone);
    }

    [Fact]
    public void Fails_when_a_field_does_not_fit_for_that_field_alone()
    {
        var sent = Fields("a=long;b=2").Set(Seen.Field, Seen.Of(Fields("a=1;b=1")).ToString());
        var made = Merging.Merge(sent, Fields("a=1;b=1"), whole: true);

        var unfit = made.Fit(form => form["a"] is "long" ? new Refusal("input.too-long", "a") : null);

        Assert.Equal("a", Assert.Single(unfit).Field);
        Assert.Equal("a=1;b=2", Written(made.ToSave()));
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("[1]")]
    [InlineData("{\"a\":1}")]
    public void Fails_when_the_tokens_are_not_ours_and_what_was_typed_counts(string tokens)
    {
        var made = Merging.Merge(Fields("a=2").Set(Seen.Field, tokens), Fields("a=3"), whole: true);

        Assert.Equal("a=2", Written(made.ToSave()));
    }

    private static Form Fields(string fields)
    {
        var form = Form.Empty();
        foreach (var field in fields.Split(';'))
            form.Set(field.Split('=')[0].Trim(), field.Split('=')[1]);
        return form;
    }

    private static string Written(Form form) =>
        string.Join(';', form.Names.Order(StringComparer.Ordinal).OrderBy(Kind).Select(name => $"{name}={form[name]}"));

    // A row's key first, as it is written above.
    private static string Kind(string name) => name.Replace(".key", ".", StringComparison.Ordinal);
}
