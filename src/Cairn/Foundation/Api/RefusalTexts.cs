namespace Cairn.Foundation.Api;

/// <summary>
/// The sentence of a refusal in the reader's language: the code's first word names the feature, whose <c>Texts.resx</c> has the code as a
/// key. <c>earning.goal-too-long</c> is in <c>Earning/Texts.resx</c>; the files of subfolders are not asked.
/// </summary>
internal sealed class RefusalTexts(IStringLocalizerFactory localizers)
{
    private static readonly Dictionary<string, Type> Features = typeof(RefusalTexts)
        .Assembly.GetTypes()
        .Where(type => type.Name == "Texts" && type.BaseType == typeof(object))
        .ToDictionary(type => type.Namespace!.Split('.')[^1].ToLowerInvariant())
        .Append(new("input", typeof(HtmlTexts)))
        .Append(new("http", typeof(Texts)))
        .ToDictionary();

    public string Sentence(Refusal refusal) => Find(refusal) ?? refusal.Code;

    /// <summary>What is refused before it reaches a feature: the code is <c>http.</c> and the status.</summary>
    public ProblemHttpResult Problem(int status)
    {
        var code = $"http.{status}";
        return TypedResults.Problem(
            detail: Find(new Refusal(code)),
            statusCode: status,
            extensions: new Dictionary<string, object?> { ["code"] = code }
        );
    }

    private string? Find(Refusal refusal)
    {
        if (!Features.TryGetValue(refusal.Code.Split('.')[0].Replace("-", "", StringComparison.Ordinal), out var feature))
            return null;
        var text = localizers.Create(feature)[refusal.Code];
        return text.ResourceNotFound ? null : string.Format(CultureInfo.CurrentCulture, text.Value, [.. refusal.Args]);
    }
}
