using System.Net;
using System.Text;
using System.Text.Json;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Presentations;
using Cairn.Credentials.Proofs;

namespace Cairn.Tests.Verifying;

public abstract class VerifyPageTests(CairnHost host)
{
    [Theory]
    [InlineData("hello", "plain")]
    [InlineData("{}", "plain")]
    [InlineData("{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],\"type\":[\"VerifiableCredential\"],\"issuer\":5}", "fail")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "fail")]
    public async Task What_is_no_credential_gets_a_report(string text, string tone)
    {
        using var client = host.Anonymous();
        using var form = new MultipartFormDataContent { { new StringContent(text), "Text" } };

        var answer = await client.PostAsync(new Uri("/verify", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotNull((await answer.PageAsync()).QuerySelector($".verdict.{tone}"));
    }

    [Theory]
    [InlineData(2, "unknown", "headline.unknown")]
    [InlineData(0, "plain", "headline.nothing-shown")]
    public async Task A_presentation_gets_a_report_on_each_credential_in_it(int count, string tone, string headline)
    {
        var presentation = Presentation(count);
        using var client = host.Anonymous();
        using var form = new MultipartFormDataContent { { new StringContent(presentation), "Text" } };

        var page = await (await client.PostAsync(new Uri("/verify", UriKind.Relative), form)).PageAsync();
        using var body = new StringContent(presentation);
        using var report = JsonDocument.Parse(
            await (await client.PostAsync(new Uri("/api/v1/verify", UriKind.Relative), body)).Content.ReadAsStringAsync()
        );

        Assert.Equal(headline, page.QuerySelector($".verdict.{tone}")!.GetAttribute("data-headline"));
        Assert.Contains("Nobody proved who shows it", page.QuerySelector(".verdict")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(count, page.QuerySelectorAll("tr[data-check=issuer-key]").Length);
        Assert.Equal(count, report.RootElement.GetProperty("credentials").GetArrayLength());
    }

    private static string Presentation(int count)
    {
        using var key = SigningKey.Generate(new byte[SigningKey.SeedLength]);
        var did = DidKey.Create(key.PublicKey);
        ProofOptions options = new(DidKey.VerificationMethod(key.PublicKey), new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        var credential = DataIntegrity.Sign(
            Encoding.UTF8.GetBytes(
                $$"""{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"{{did}}","credentialSubject":{"id":"did:example:1" } }"""
            ),
            key,
            options
        );
        var presentation = new VerifiablePresentation
        {
            Holder = did,
            Credentials = [.. Enumerable.Repeat((ReadOnlyMemory<byte>)credential, count)],
        };
        return Encoding.UTF8.GetString(
            DataIntegrity.Sign(presentation.ToJsonUtf8Bytes(), key, options with { Purpose = ProofOptions.Authentication })
        );
    }

    [Fact]
    public async Task Fails_on_a_file_that_is_larger_than_any_badge_and_offers_to_try_another()
    {
        using var client = host.Anonymous();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[9_000_000]), "File", "film.mp4" } };

        var answer = await client.PostAsync(new Uri("/verify", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        var page = await answer.PageAsync();
        Assert.Contains("larger than 8 MB", page.QuerySelector(".note.danger")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("input[type=file]"));
    }

    [Fact]
    public async Task Fails_when_nothing_was_given_and_says_so()
    {
        using var client = host.Anonymous();
        using var form = new MultipartFormDataContent { { new StringContent(""), "Text" } };

        var answer = await client.PostAsync(new Uri("/verify", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotNull((await answer.PageAsync()).QuerySelector("[role=alert]"));
    }

    [Fact]
    public async Task An_empty_file_is_called_empty()
    {
        using var client = host.Anonymous();
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent([]), "File", "badge.json" },
            { new StringContent(""), "Text" },
            { new StringContent(""), "Link" },
        };

        var verdict = (await (await client.PostAsync(new Uri("/verify", UriKind.Relative), form)).PageAsync()).QuerySelector(
            ".verdict.plain"
        )!;

        Assert.Contains("The file is empty.", verdict.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_file_that_nobody_looked_into_it_is_not_said_that_it_holds_no_badge()
    {
        using var client = host.Anonymous();
        var many = $"[{string.Join(',', Enumerable.Repeat("1", 200_001))}]";
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(many)), "File", "badge.json" } };

        var page = await (await client.PostAsync(new Uri("/verify", UriKind.Relative), form)).PageAsync();

        Assert.Equal("headline.not-read", page.QuerySelector(".verdict.plain")!.GetAttribute("data-headline"));
    }

    [Theory]
    [InlineData("text/plain", "Text=hello", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json", "{}", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(
        "multipart/form-data; boundary=b",
        "--b\r\nContent-Disposition: form-data; name=Text\r\n\r\ncut of",
        HttpStatusCode.BadRequest
    )]
    [InlineData("multipart/form-data", "no boundary", HttpStatusCode.BadRequest)]
    [InlineData("application/x-www-form-urlencoded", null, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Fails_when_the_form_cannot_be_read_with_a_page_that_says_so(string type, string? body, HttpStatusCode status)
    {
        using var client = host.Anonymous();
        using var content = new StringContent(body ?? string.Join('&', Enumerable.Range(0, 2_000).Select(i => $"f{i}=1")));
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        var answer = await client.PostAsync(new Uri("/verify", UriKind.Relative), content);

        Assert.Equal(status, answer.StatusCode);
        Assert.NotNull((await answer.PageAsync()).QuerySelector("main h1"));
    }

    [Theory]
    [InlineData("https://127.0.0.1/x")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::1]/x")]
    public async Task Fails_when_a_link_leads_to_a_private_address(string link)
    {
        using var client = host.Anonymous();
        using var form = new MultipartFormDataContent { { new StringContent(link, Encoding.UTF8), "Link" } };

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostAsync(new Uri("/verify", UriKind.Relative), form)).StatusCode);
    }
}

[Collection("sqlite")]
public sealed class SqliteVerifyPageTests(SqliteHost host) : VerifyPageTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresVerifyPageTests(PostgresHost host) : VerifyPageTests(host);
