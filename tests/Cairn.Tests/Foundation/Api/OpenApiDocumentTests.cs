namespace Cairn.Tests.Foundation.Api;

/// <summary>The checked-in description of the API is the one that is served. CAIRN_UPDATE_OPENAPI=1 rewrites it.</summary>
[Collection("sqlite")]
public sealed class OpenApiDocumentTests(SqliteHost host)
{
    [Fact]
    public async Task The_checked_in_document_is_the_one_that_is_served()
    {
        using var client = host.Anonymous();
        var served = (await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))).ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("CAIRN_UPDATE_OPENAPI") is "1")
            await File.WriteAllTextAsync(DocumentedAnswers.Path, served);

        Assert.Equal(await File.ReadAllTextAsync(DocumentedAnswers.Path), served);
    }
}
