using System.Text;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Verifying;

namespace Cairn.Tests.Verifying;

/// <summary>The lists that an operator names by <c>CAIRN_TRUST</c>.</summary>
public sealed class TrustListsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cairn-trust-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_listed_issuer_is_called_as_its_list_calls_it()
    {
        using var key = SigningKey.FromSeed([.. Enumerable.Repeat((byte)3, 32)]);
        var did = DidKey.Create(key.PublicKey);
        var list = Write("county-schools.json", $$"""{"issuers":[{"id":"{{did}}","name":"Marrow Bay School"}]}""");
        var registry = Write("registry.json", """{"registry":{"did:web:north.example":{"name":"North School"}}}""");
        var host = new SqliteHost { Settings = new Dictionary<string, string> { ["CAIRN_TRUST"] = $"{list}, {registry}" } };
        await host.InitializeAsync();
        try
        {
            var badge =
                $$"""{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":{"id":"{{did}}","name":"Somebody Else"},"credentialSubject":{"id":"did:example:1"} }""";
            var signed = DataIntegrity.Sign(
                Encoding.UTF8.GetBytes(badge),
                key,
                new ProofOptions(DidKey.VerificationMethod(key.PublicKey), new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero))
            );
            using var client = host.Anonymous();
            using var form = new MultipartFormDataContent { { new ByteArrayContent(signed), "File", "badge.json" } };

            var verdict = (await (await client.PostAsync(new Uri("/verify", UriKind.Relative), form)).PageAsync()).QuerySelector(
                ".verdict.pass"
            )!;

            Assert.Equal("headline.listed-unchecked", verdict.GetAttribute("data-headline"));
            Assert.Contains("Marrow Bay School", verdict.TextContent, StringComparison.Ordinal);
            Assert.Contains("county-schools", verdict.TextContent, StringComparison.Ordinal);
            Assert.Contains("“Somebody Else”", verdict.TextContent, StringComparison.Ordinal);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public void Without_a_setting_there_is_no_list() => Assert.Null(TrustLists.Read(CairnOptions.Read(_ => null).Trust));

    [Theory]
    [InlineData(null)]
    [InlineData("[]")]
    [InlineData("not json")]
    public void Fails_at_start_when_a_file_is_no_list_and_names_setting_and_file(string? content)
    {
        var path = content is null ? Path.Combine(_folder, "absent.json") : Write("list.json", content);

        var refused = Assert.Throws<ArgumentException>(() =>
            TrustLists.Read(CairnOptions.Read(name => name == "CAIRN_TRUST" ? path : null).Trust)
        );

        Assert.Contains("CAIRN_TRUST", refused.Message, StringComparison.Ordinal);
        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
