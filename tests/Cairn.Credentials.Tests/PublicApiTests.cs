using System.Runtime.CompilerServices;

namespace Cairn.Credentials.Tests;

/// <summary>
/// What others may call is listed in one file, so that a change is seen in review. CAIRN_UPDATE_API=1 rewrites the file.
/// </summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Fails_when_the_public_api_is_another_than_the_file_says()
    {
        var actual = PublicApi.Of(typeof(Cairn.Credentials.Verification.Verifier).Assembly);
        var file = Path.GetFullPath(
            Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "src", "Cairn.Credentials", "PublicApi.txt")
        );
        if (Environment.GetEnvironmentVariable("CAIRN_UPDATE_API") == "1")
            File.WriteAllText(file, actual);

        Assert.Equal(File.ReadAllText(file), actual);
    }

    static string ThisFile([CallerFilePath] string file = "") => file;
}
