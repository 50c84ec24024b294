using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;

namespace Cairn.Tests.Design.Drafts;

/// <summary>The editor's form as a browser without script holds it: type, tick, press a button.</summary>
internal sealed class EditorForm
{
    private readonly HttpClient _client;
    private readonly string _action;
    private readonly List<(string Name, string Value)> _fields;

    private EditorForm(HttpClient client, IHtmlFormElement form)
    {
        _client = client;
        _action = form.GetAttribute("action")!;
        Autosave = form.GetAttribute("data-autosave");
        _fields = [.. form.Elements.SelectMany(Fields)];
    }

    public string? Autosave { get; }

    public string? this[string name]
    {
        get => _fields.LastOrDefault(f => f.Name == name).Value;
        set
        {
            _fields.RemoveAll(f => f.Name == name);
            if (value is not null)
                _fields.Add((name, value));
        }
    }

    public IEnumerable<string> All(string name) => _fields.Where(f => f.Name == name).Select(f => f.Value);

    /// <param name="action">How the form's address ends.</param>
    public static async Task<EditorForm> OpenAsync(HttpClient client, string address, string action = "/draft") =>
        Of(client, await client.PageAsync(address), action);

    public static EditorForm Of(HttpClient client, IHtmlDocument page, string action = "/draft") =>
        new(client, page.Forms.Single(f => f.GetAttribute("action")!.EndsWith(action, StringComparison.Ordinal)));

    public Task<HttpResponseMessage> PressAsync(string act) =>
        _client.PostAsync(
            new Uri(_action, UriKind.Relative),
            new FormUrlEncodedContent(_fields.Append(("do", act)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)))
        );

    /// <summary>The same with a file, as a browser sends it.</summary>
    public Task<HttpResponseMessage> UploadAsync(string act, byte[] file, string name)
    {
        var content = new MultipartFormDataContent();
        foreach (var (field, value) in _fields.Append(("do", act)))
            content.Add(new StringContent(value), field);
        content.Add(new ByteArrayContent(file), "badgeFile", name);
        return _client.PostAsync(new Uri(_action, UriKind.Relative), content);
    }

    /// <summary>The fields whose names begin so.</summary>
    public IEnumerable<(string Name, string Value)> Of(string beginning) =>
        _fields.Where(field => field.Name.StartsWith(beginning, StringComparison.Ordinal));

    /// <summary>What autosave sends: the fields that changed, what the page had seen, and the token. It learns what is saved now.</summary>
    public async Task<HttpResponseMessage> AutosaveAsync(params (string Name, string Value)[] changed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Autosave!, UriKind.Relative))
        {
            Content = new FormUrlEncodedContent(
                changed
                    .Append(("seen", this["seen"] ?? "{}"))
                    .Append(("__RequestVerificationToken", this["__RequestVerificationToken"]!))
                    .Select(f => KeyValuePair.Create(f.Item1, f.Item2))
            ),
            Headers = { Accept = { new("application/json") } },
        };
        var answer = await _client.SendAsync(request);
        if (answer.IsSuccessStatusCode && JsonNode.Parse(await answer.Content.ReadAsStringAsync())?["seen"] is JsonObject tokens)
        {
            var seen = JsonNode.Parse(this["seen"]!)!.AsObject();
            foreach (var (field, token) in tokens)
                seen[field] = token!.DeepClone();
            this["seen"] = seen.ToJsonString();
        }
        return answer;
    }

    private static IEnumerable<(string, string)> Fields(AngleSharp.Dom.IElement element) =>
        element switch
        {
            IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlInputElement { Type: "file" } => [],
            IHtmlInputElement { Name: { } name } input => [(name, input.Value)],
            IHtmlTextAreaElement { Name: { } name } text => [(name, text.Value)],
            IHtmlSelectElement { Name: { } name } select => [(name, select.Value ?? "")],
            _ => [],
        };
}
