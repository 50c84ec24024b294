using System.Net;

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
    /// Throws <see cref="ArgumentException"/> with a sentence for the operator if a setting is missing, malformed or unsafe.
    /// </summary>
    public static CairnOptions Read(Func<string, string?> variable)
    {
        var port = variable("PORT") is { Length: > 0 } text
            ? int.TryParse(text, out var number) && number is >= 0 and <= 65535
                ? number
                : throw new ArgumentException($"PORT is \"{text}\"; it is a number from 0 to 65535.")
            : 5080;
        var data = Path.GetFullPath(variable("CAIRN_DATA") is { Length: > 0 } folder ? folder : "data");
        var origin = variable("CAIRN_ORIGIN") is { Length: > 0 } value ? ReadOrigin(value) : null;
        var demo = variable("CAIRN_DEMO") is "1";
        var isPublic = origin is not null && new Uri(origin).Host is not "localhost";
        if (demo && isPublic)
            throw new ArgumentException(
                "CAIRN_DEMO=1 makes accounts with a published password; it cannot be set together with a public CAIRN_ORIGIN."
            );
        var bind = variable("CAIRN_BIND") is { Length: > 0 } address ? address : "localhost";
        // Of any other name the server would make "everywhere".
        if (bind is not ("localhost" or "*") && !IPAddress.TryParse(bind, out _))
            throw new ArgumentException($"CAIRN_BIND is \"{bind}\"; it is localhost, an address of this machine, or * for all of them.");
        if (demo && bind is not ("localhost" or "127.0.0.1" or "::1"))
            throw new ArgumentException("CAIRN_DEMO=1 makes accounts with a published password; CAIRN_BIND must stay on localhost.");

        var open = variable("CAIRN_VCALM_OPEN") is "1";
        if (open && bind is not ("localhost" or "127.0.0.1" or "::1"))
            throw new ArgumentException(
                "CAIRN_VCALM_OPEN=1 lets everybody who reaches this process sign credentials; CAIRN_BIND must stay on localhost."
            );
        if (open && (isPublic || variable("CAIRN_PROXY") is { Length: > 0 }))
            throw new ArgumentException(
                "CAIRN_VCALM_OPEN=1 lets everybody who reaches this process sign credentials; it cannot be set together with "
                    + "CAIRN_PROXY or a public CAIRN_ORIGIN."
            );

        var addressDays = variable("CAIRN_AUDIT_ADDRESS_DAYS") is { Length: > 0 } days
            ? int.TryParse(days, System.Globalization.CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 3650
                ? count
                : throw new ArgumentException($"CAIRN_AUDIT_ADDRESS_DAYS is \"{days}\"; it is a number of days from 1 to 3650.")
            : 90;

        return new CairnOptions
        {
            AuditAddressDays = addressDays,
            PersonStorage = ReadMegabytes(variable, "CAIRN_PERSON_STORAGE_MB", 10_000),
            DistrictStorage = ReadMegabytes(variable, "CAIRN_DISTRICT_STORAGE_MB", 500_000),
            Port = port,
            Bind = bind,
            Data = data,
            Database = variable("CAIRN_DATABASE") is { Length: > 0 } database ? database : $"Data Source={Path.Combine(data, "cairn.db")}",
            Origin = origin,
            Proxy = ReadNetworks(variable("CAIRN_PROXY") ?? ""),
            Demo = demo,
            VcalmOpen = open,
            Trust =
            [
                .. (variable("CAIRN_TRUST") ?? "")
                    .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(Path.GetFullPath),
            ],
            MasterKeyFile = variable("CAIRN_MASTER_KEY_FILE") is { Length: > 0 } key
                ? Path.GetFullPath(key)
                : Path.Combine(data, "master.key"),
        };
    }

    private static long ReadMegabytes(Func<string, string?> variable, string name, long otherwise) =>
        variable(name) is not { Length: > 0 } text ? otherwise << 20
        : long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var megabytes)
        && megabytes is >= 1 and <= 1_000_000_000
            ? megabytes << 20
        : throw new ArgumentException($"{name} is \"{text}\"; it is a number of megabytes from 1 to 1000000000.");

    private static IReadOnlyList<IPNetwork> ReadNetworks(string value) =>
        [
            .. value
                .Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(one =>
                    IPNetwork.TryParse(one, out var network) ? network
                    : IPAddress.TryParse(one, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
                    : throw new ArgumentException(
                        $"CAIRN_PROXY holds \"{one}\"; it is a list of addresses or networks, such as 10.0.0.5, 10.1.0.0/16."
                    )
                ),
        ];

    private static string ReadOrigin(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri)
        && uri is { Scheme: "https", PathAndQuery: "/" or "", HostNameType: UriHostNameType.Dns }
            ? uri.GetLeftPart(UriPartial.Authority)
            : throw new ArgumentException(
                $"CAIRN_ORIGIN is \"{value}\"; it is an https address with a host name and without a path, such as "
                    + "https://cairn.example.org."
            );
}
