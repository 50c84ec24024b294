using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

public sealed class TrustCheckTests
{
    [Fact]
    public Task Passes_when_the_issuer_is_listed() =>
        PassesAsync(CheckNames.Trust, "trust.listed", Sign(Badge()), new() { Trust = new([Did]) });

    [Fact]
    public Task Is_undecided_when_the_issuer_is_not_listed() =>
        IsUndecidedAsync(CheckNames.Trust, "trust.not-listed", Sign(Badge()), new() { Trust = new(["did:web:south.example"]) });

    [Fact]
    public async Task Is_not_asked_without_a_store()
    {
        var report = await VerifyAsync(Sign(Badge()));

        Assert.Equal(Outcome.NotPerformed, report[CheckNames.Trust].Outcome);
    }

    [Fact]
    public void Reads_a_file()
    {
        Assert.True(
            TrustStore.TryParse("""{"issuers":["did:web:a.example",{"id":"did:web:b.example","name":"B"}]}"""u8.ToArray(), out var store)
        );

        Assert.Equal(
            (2, true, true, false),
            (store.Count, store.Contains("did:web:a.example"), store.Contains("did:web:b.example"), store.Contains("B"))
        );
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"issuers":[1]}""")]
    [InlineData("no")]
    public void Fails_when_the_file_is_of_another_shape(string json) =>
        Assert.False(TrustStore.TryParse(System.Text.Encoding.UTF8.GetBytes(json), out _));
}
