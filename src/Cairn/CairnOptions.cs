using System.Net;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cairn;

/// <summary>An operator's settings, from environment variables; read and checked once, at startup.</summary>
internal sealed record CairnOptions
{
    /// <summary><c>PORT</c>, default 5080. 0 lets the system choose (tests).</summary>
    public int Port { get; init; } = 5080;

    /// <summary><c>CAIRN_BIND</c>: the address to listen on, default <c>localhost</c>; <c>*</c> for all.</summary>
    public string Bind { get; init; } = "localhost";

    /// <summary><c>CAIRN_DATA</c>: the folder of the embedded database, files and keys; default <c>./data</c>.</summary>
    public string Data { get; init; } = "data";

    /// <summary><c>CAIRN_DATABASE</c>: a connection string; default SQLite in the data folder.</summary>
    public string Database { get; init; } = "";

    /// <summary>
    /// <c>CAIRN_ORIGIN</c>: the public HTTPS origin, <c>https://cairn.example.org</c>; null on a machine without one. With it every cookie
    /// is
    /// <c>Secure</c>, HSTS is sent and each request counts as HTTPS: the proxy in front ends TLS, and Cairn must be reachable only through
    /// it.
    /// </summary>
    public string? Origin { get; init; }

    /// <summary>
    /// <c>CAIRN_PROXY</c>: the addresses or networks of the proxy in front (<c>10.0.0.5, 10.1.0.0/16</c>), whose <c>X-Forwarded-For</c> is
    /// trusted; nobody else's is. Default none.
    /// </summary>
    public IReadOnlyList<IPNetwork> Proxy { get; init; } = [];

    /// <summary>
    /// <c>CAIRN_DEMO=1</c>: a demo district and demo accounts. Never together with a public origin (<c>https://localhost</c> is not one).
    /// </summary>
    public bool Demo { get; init; }

    /// <summary>
    /// <c>CAIRN_VCALM_OPEN=1</c>: programs on this machine use <c>/vcalm</c> without a token, so that test suites can be pointed here.
    /// Never where somebody else could connect: the process must listen on this machine only, behind no proxy, under no public name.
    /// </summary>
    public bool VcalmOpen { get; init; }

    /// <summary><c>CAIRN_MASTER_KEY_FILE</c>; default <c>master.key</c> in the data folder.</summary>
    public string MasterKeyFile { get; init; } = "";

    /// <summary>
    /// <c>CAIRN_TRUST</c>: files listing the issuers that this installation's public check trusts, separated by commas; the first is the
    /// most authoritative.
    /// </summary>
    public IReadOnlyList<string> Trust { get; init; } = [];

    /// <summary>
    /// <c>CAIRN_AUDIT_ADDRESS_DAYS</c>: how many days the audit trail keeps network addresses, 1 to 3650; default 90.
    /// </summary>
    public int AuditAddressDays { get; init; } = 90;

    /// <summary><c>CAIRN_PERSON_STORAGE_MB</c>: how many bytes of files one person can bring; default 10,000 MB.</summary>
    public long PersonStorage { get; init; } = 10_000L << 20;

    /// <summary><c>CAIRN_DISTRICT_STORAGE_MB</c>: how many bytes of files a district can have; default 500,000 MB.</summary>
    public long DistrictStorage { get; init; } = 500_000L << 20;

    /// <summary>Where addresses in credentials and links point: the public origin, otherwise this machine.</summary>
    public string LocalOrigin => Origin ?? $"http://localhost:{Port}";

    /// <summary>Where the server listens. <c>localhost</c> is both of its addresses, which cannot share a port that the system chooses.</summary>
    public string Url =>
        $"http://{(Port == 0 && Bind is "localhost" ? "127.0.0.1" : Bind.Contains(':', StringComparison.Ordinal) ? $"[{Bind}]" : Bind)}:{Port}";

    /// <summary>The origin to write into a link for this reader: the public one, otherwise the one that was requested.</summary>
    public string PublicOrigin(HttpRequest request) => Origin ?? $"{request.Scheme}://{request.Host}";

    /// <summary>
    /// Throws <see cref="ArgumentException"/> with a sentence for the operator that names the setting if one is malformed or unsafe.
    /// </summary>
    public static CairnOptions Read(Func<string, string?> variable)
    {
        var options = new CairnOptions();
        foreach (var setting in Settings)
            if (variable(setting.Name) is { Length: > 0 } value)
                options =
                    setting.Taken(options, value)
                    ?? throw new ArgumentException(
                        $"{setting.Name} is {(setting.IsSecret ? "not understood" : $"\"{value}\"")}; it is {setting.Allowed}."
                    );
        options = options with { Data = Path.GetFullPath(options.Data) };
        options = options with
        {
            Database = options.Database.Length > 0 ? options.Database : $"Data Source={Path.Combine(options.Data, "cairn.db")}",
            MasterKeyFile = options.MasterKeyFile.Length > 0 ? options.MasterKeyFile : Path.Combine(options.Data, "master.key"),
        };
        return options.Danger is { } danger ? throw new ArgumentException(danger) : options;
    }

    /// <summary>Variables that look like settings and are none: somebody mistyped a name, and would wonder why nothing changes.</summary>
    public static IEnumerable<string> Unknown(IEnumerable<string> variables) =>
        variables
            .Where(name => name.StartsWith("CAIRN_", StringComparison.Ordinal) && !NotTheOperators.Any(name.StartsWith))
            .Where(name => !Settings.Any(setting => setting.Name == name))
            .Order(StringComparer.Ordinal)
            .Select(name =>
                $"{name} is no setting of Cairn, and changes nothing. Settings are: {string.Join(", ", Settings.Select(one => one.Name))}."
            );

    /// <summary>What is read elsewhere: by the tests of this product, and to make it fail in them.</summary>
    private static readonly string[] NotTheOperators = ["CAIRN_TEST_", "CAIRN_FAULT_POINT", "CAIRN_STANDARDS", "CAIRN_CHROMIUM"];

    private static readonly IReadOnlyList<Setting> Settings =
    [
        new("PORT", "a number from 0 to 65535", (o, text) => Number(text, 0, 65535) is { } port ? o with { Port = port } : null),
        new(
            "CAIRN_BIND",
            "localhost, an address of this machine, or * for all of them",
            (o, text) => text is "localhost" or "*" || IPAddress.TryParse(text, out _) ? o with { Bind = text } : null
        ),
        new(
            "CAIRN_DATA",
            "a folder, which is made if there is none, and no file",
            (o, text) => File.Exists(text) ? null : o with { Data = text }
        ),
        new(
            "CAIRN_DATABASE",
            "a connection string: Host=localhost;Database=cairn;Username=cairn for PostgreSQL, Data Source=/var/lib/cairn/cairn.db for SQLite",
            (o, text) => IsConnectionString(text) ? o with { Database = text } : null,
            IsSecret: true
        ),
        new(
            "CAIRN_ORIGIN",
            "an https address with a host name and without a path, such as https://cairn.example.org",
            (o, text) => OriginOf(text) is { } origin ? o with { Origin = origin } : null
        ),
        new(
            "CAIRN_PROXY",
            "a list of addresses or networks, such as 10.0.0.5, 10.1.0.0/16",
            (o, text) => Networks(text) is { } networks ? o with { Proxy = networks } : null
        ),
        new("CAIRN_DEMO", OneOrZero, (o, text) => Flag(text) is { } demo ? o with { Demo = demo } : null),
        new("CAIRN_VCALM_OPEN", OneOrZero, (o, text) => Flag(text) is { } open ? o with { VcalmOpen = open } : null),
        new(
            "CAIRN_MASTER_KEY_FILE",
            "a file of exactly 32 bytes, which is made if there is none",
            (o, text) =>
                Directory.Exists(text) || (File.Exists(text) && new FileInfo(text).Length != 32)
                    ? null
                    : o with
                    {
                        MasterKeyFile = Path.GetFullPath(text),
                    }
        ),
        new(
            "CAIRN_TRUST",
            "a list of files that are there, separated by commas",
            (o, text) =>
                text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is var files
                && Array.TrueForAll(files, File.Exists)
                    ? o with
                    {
                        Trust = [.. files.Select(Path.GetFullPath)],
                    }
                    : null
        ),
        new(
            "CAIRN_AUDIT_ADDRESS_DAYS",
            "a number of days from 1 to 3650",
            (o, text) => Number(text, 1, 3650) is { } days ? o with { AuditAddressDays = days } : null
        ),
        new(
            "CAIRN_PERSON_STORAGE_MB",
            Megabytes,
            (o, text) => Number(text, 1, MostMegabytes) is { } size ? o with { PersonStorage = (long)size << 20 } : null
        ),
        new(
            "CAIRN_DISTRICT_STORAGE_MB",
            Megabytes,
            (o, text) => Number(text, 1, MostMegabytes) is { } size ? o with { DistrictStorage = (long)size << 20 } : null
        ),
    ];

    private const string OneOrZero = "1 or true, 0 or false",
        Megabytes = "a number of megabytes from 1 to 1000000000";
    private const int MostMegabytes = 1_000_000_000;

    /// <param name="Allowed">Ends the sentence "it is …".</param>
    /// <param name="Taken">The options with it; null: it is not allowed.</param>
    /// <param name="IsSecret">There may be a password in it.</param>
    private sealed record Setting(string Name, string Allowed, Func<CairnOptions, string, CairnOptions?> Taken, bool IsSecret = false);

    /// <summary>What must not be set together; null: nothing is.</summary>
    private string? Danger
    {
        get
        {
            var isPublic = Origin is not null && new Uri(Origin).Host is not "localhost";
            var isHere = Bind is "localhost" or "127.0.0.1" or "::1";
            if (Demo && isPublic)
                return "CAIRN_DEMO=1 makes accounts with a published password; it cannot be set together with a public CAIRN_ORIGIN.";
            if (Demo && !isHere)
                return "CAIRN_DEMO=1 makes accounts with a published password; CAIRN_BIND must stay on localhost.";
            if (VcalmOpen && !isHere)
                return "CAIRN_VCALM_OPEN=1 lets everybody who reaches this process sign credentials; CAIRN_BIND must stay on localhost.";
            if (VcalmOpen && (isPublic || Proxy.Count > 0))
                return "CAIRN_VCALM_OPEN=1 lets everybody who reaches this process sign credentials; it cannot be set together with "
                    + "CAIRN_PROXY or a public CAIRN_ORIGIN.";
            return null;
        }
    }

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;

    private static bool? Flag(string text) =>
        text.ToLowerInvariant() switch
        {
            "1" or "true" => true,
            "0" or "false" => false,
            _ => null,
        };

    private static bool IsConnectionString(string text)
    {
        try
        {
            return Databases.IsPostgres(text)
                ? new NpgsqlConnectionStringBuilder(text).Host?.Length > 0
                : new SqliteConnectionStringBuilder(text).DataSource.Length > 0;
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException)
        {
            return false;
        }
    }

    private static List<IPNetwork>? Networks(string text)
    {
        List<IPNetwork> networks = [];
        foreach (var one in text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (IPNetwork.TryParse(one, out var network))
                networks.Add(network);
            else if (IPAddress.TryParse(one, out var address))
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else
                return null;
        return networks;
    }

    private static string? OriginOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri is { Scheme: "https", PathAndQuery: "/" or "", HostNameType: UriHostNameType.Dns }
            ? uri.GetLeftPart(UriPartial.Authority)
            : null;
}
