using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Achievements;

namespace Cairn.Credentials.Tests.Achievements;

/// <summary>For any input, the answer is a list of violations and never an exception.</summary>
public class HostileDocumentTests
{
    static readonly byte[] Badge = Samples.Badge.ToJsonUtf8Bytes();

    [Theory]
    [InlineData("""{"id":"\ud800"}""")]
    [InlineData("""{"\udc00":1}""")]
    [InlineData("""{"type":["OpenBadgeCredential","\udfff"]}""")]
    [InlineData("{\"id\":\"\u0001\"}")]
    [InlineData("""{"credentialSubject":{"creditsEarned":1e999}}""")]
    [InlineData("""{"type":"OpenBadgeCredential","@context":[null,[],3,{}]}""")]
    [InlineData("""{"type":{},"proof":[null],"endorsement":"x","issuer":[]}""")]
    public void Fails_when_the_text_is_odd(string json)
    {
        Assert.False(AchievementCredential.TryRead(Encoding.UTF8.GetBytes(json), out _, out var violations));
        Assert.NotEmpty(violations);
    }

    [Fact]
    public void Any_changed_byte_gives_an_answer()
    {
        var random = new Random(1);
        for (var round = 0; round < 1000; round++)
        {
            var bytes = (byte[])Badge.Clone();
            for (var i = random.Next(1, 4); i > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (AchievementCredential.TryRead(bytes, out var credential, out _))
                AssertStable(credential);
        }
    }

    [Fact]
    public void Any_changed_member_gives_an_answer()
    {
        var random = new Random(2);
        var odd = new Func<JsonNode?>[]
        {
            () => null,
            () => 3,
            () => "",
            () => "x",
            () => true,
            () => new JsonArray(),
            () => new JsonObject(),
            () => new JsonArray(null, 3, "x"),
            () =>
                new JsonObject { ["type"] = "x", ["id"] = new JsonArray() },
            () => 1e300,
            () => "https://example.org/\u202e",
        };
        for (var round = 0; round < 1000; round++)
        {
            var json = JsonNode.Parse(Badge)!;
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                var holder = Holders(json).ElementAt(random.Next(Holders(json).Count()));
                holder[holder.ElementAt(random.Next(holder.Count)).Key] = odd[random.Next(odd.Length)]();
            }

            if (AchievementCredential.TryRead(Encoding.UTF8.GetBytes(json.ToJsonString()), out var credential, out _))
                AssertStable(credential);
        }
    }

    static void AssertStable(AchievementCredential credential)
    {
        var once = credential.ToJsonUtf8Bytes();
        Assert.True(AchievementCredential.TryRead(once, out var again, out _));
        Assert.Equal(once, again.ToJsonUtf8Bytes());
    }

    static IEnumerable<JsonObject> Holders(JsonNode? node) =>
        node switch
        {
            JsonObject { Count: > 0 } o => [o, .. o.SelectMany(p => Holders(p.Value))],
            JsonArray a => a.SelectMany(Holders),
            _ => [],
        };
}
