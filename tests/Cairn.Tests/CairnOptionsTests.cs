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
    [InlineData("PORT", "many", "65535")]
    [InlineData("PORT", "70000", "65535")]
    [InlineData("PORT", "-1", "65535")]
    [InlineData("CAIRN_BIND", "cairn.example.org", "localhost")]
    [InlineData("CAIRN_DATA", "a file", "folder")]
    [InlineData("CAIRN_DATABASE", "cairn", "connection string")]
    [InlineData("CAIRN_DATABASE", "Host=localhost;Pasword=secret", "connection string")]
    [InlineData("CAIRN_DATABASE", "Data Sauce=cairn.db", "connection string")]
    [InlineData("CAIRN_AUDIT_ADDRESS_DAYS", "for ever", "3650")]
    [InlineData("CAIRN_AUDIT_ADDRESS_DAYS", "0", "3650")]
    [InlineData("CAIRN_PERSON_STORAGE_MB", "much", "megabytes")]
    [InlineData("CAIRN_DISTRICT_STORAGE_MB", "0", "megabytes")]
    [InlineData("CAIRN_DISTRICT_STORAGE_MB", "2000000000", "megabytes")]
    [InlineData("CAIRN_ORIGIN", "http://cairn.example.org", "https")]
    [InlineData("CAIRN_ORIGIN", "https://cairn.example.org/path", "https")]
    [InlineData("CAIRN_ORIGIN", "https://192.0.2.1", "https")]
    [InlineData("CAIRN_PROXY", "nginx", "networks")]
    [InlineData("CAIRN_DEMO", "yes", "1 or true, 0 or false")]
    [InlineData("CAIRN_DEMO", "2", "1 or true, 0 or false")]
    [InlineData("CAIRN_VCALM_OPEN", "on", "1 or true, 0 or false")]
    [InlineData("CAIRN_MASTER_KEY_FILE", "a file", "32 bytes")]
    [InlineData("CAIRN_MASTER_KEY_FILE", "a folder", "32 bytes")]
    [InlineData("CAIRN_TRUST", "/nowhere/issuers.json", "files")]
    public void Fails_when_a_setting_is_malformed_and_names_it_its_value_and_what_is_allowed(string name, string value, string allowed)
    {
        using var folder = new TemporaryFolder();
        var given = value switch
        {
            "a file" => folder.File,
            "a folder" => folder.Path,
            _ => value,
        };

        var refused = Assert.Throws<ArgumentException>(() => CairnOptions.Read(asked => asked == name ? given : null));

        Assert.StartsWith(name, refused.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, refused.Message, StringComparison.Ordinal);
        // A connection string may have a password in it.
        Assert.Equal(name is not "CAIRN_DATABASE", refused.Message.Contains($"\"{given}\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("0", false)]
    [InlineData("False", false)]
    [InlineData("", false)]
    public void The_demo_is_on_or_off(string value, bool isOn) =>
        Assert.Equal(isOn, CairnOptions.Read(asked => asked == "CAIRN_DEMO" ? value : null).Demo);

    [Fact]
    public void A_variable_that_is_no_setting_is_named()
    {
        var warning = Assert.Single(
            CairnOptions.Unknown(["CAIRN_DATA", "CAIRN_ORIGN", "PATH", "CAIRN_TEST_POSTGRES", "CAIRN_STANDARDS", "CAIRN_FAULT_POINT"])
        );

        Assert.StartsWith("CAIRN_ORIGN", warning, StringComparison.Ordinal);
        Assert.Contains("CAIRN_ORIGIN", warning, StringComparison.Ordinal);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("cairn-options-").FullName;

        public string File
        {
            get
            {
                var file = System.IO.Path.Combine(Path, "file");
                System.IO.File.WriteAllText(file, "not a key");
                return file;
            }
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
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
