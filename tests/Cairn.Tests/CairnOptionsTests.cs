namespace Cairn.Tests;

public sealed class CairnOptionsTests
{
    [Fact]
    public void Without_any_setting_everything_has_a_default()
    {
        var options = CairnOptions.Read(_ => null);

        Assert.Equal(5080, options.Port);
        Assert.False(options.Demo);
        Assert.Equal(90, options.AuditAddressDays);
        Assert.StartsWith("Data Source=", options.Database, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PORT", "many")]
    [InlineData("PORT", "70000")]
    [InlineData("CAIRN_AUDIT_ADDRESS_DAYS", "for ever")]
    [InlineData("CAIRN_AUDIT_ADDRESS_DAYS", "0")]
    [InlineData("CAIRN_PERSON_STORAGE_MB", "much")]
    [InlineData("CAIRN_DISTRICT_STORAGE_MB", "0")]
    [InlineData("CAIRN_DISTRICT_STORAGE_MB", "2000000000")]
    [InlineData("CAIRN_ORIGIN", "http://cairn.example.org")]
    [InlineData("CAIRN_ORIGIN", "https://cairn.example.org/path")]
    [InlineData("CAIRN_ORIGIN", "https://192.0.2.1")]
    public void Fails_when_a_setting_is_malformed_and_names_it(string name, string value)
    {
        var refused = Assert.Throws<ArgumentException>(() => CairnOptions.Read(asked => asked == name ? value : null));

        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CAIRN_ORIGIN", "https://cairn.example.org")]
    [InlineData("CAIRN_BIND", "*")]
    public void Fails_when_the_demo_would_be_open_to_the_world(string name, string value) =>
        Assert.Throws<ArgumentException>(() =>
            CairnOptions.Read(asked =>
                asked == name ? value
                : asked == "CAIRN_DEMO" ? "1"
                : null
            )
        );

    [Theory]
    [InlineData("CAIRN_BIND", "*")]
    [InlineData("CAIRN_BIND", "192.0.2.1")]
    [InlineData("CAIRN_PROXY", "127.0.0.1")]
    [InlineData("CAIRN_ORIGIN", "https://cairn.example.org")]
    public void Fails_when_others_could_reach_an_open_instance(string name, string value)
    {
        var refused = Assert.Throws<ArgumentException>(() =>
            CairnOptions.Read(asked =>
                asked == name ? value
                : asked == "CAIRN_VCALM_OPEN" ? "1"
                : null
            )
        );

        Assert.Contains("CAIRN_VCALM_OPEN", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_instance_may_be_open_under_this_machines_own_name() =>
        Assert.True(
            CairnOptions
                .Read(asked =>
                    asked switch
                    {
                        "CAIRN_VCALM_OPEN" => "1",
                        "CAIRN_ORIGIN" => "https://localhost:8443",
                        _ => null,
                    }
                )
                .VcalmOpen
        );
}
