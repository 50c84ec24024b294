namespace Cairn.Credentials.Contexts;

/// <summary>The URL of each embedded context and the table, under Contexts/Tables, that holds its terms.</summary>
internal static class PinnedTables
{
    public static readonly (string Url, string Table)[] All =
    [
        ("https://www.w3.org/2018/credentials/v1", "credentials-v1"),
        ("https://www.w3.org/ns/credentials/v2", "credentials-v2"),
        ("https://www.w3.org/ns/credentials/examples/v2", "credentials-examples-v2"),
        ("https://w3id.org/security/data-integrity/v1", "data-integrity-v1"),
        ("https://w3id.org/security/data-integrity/v2", "data-integrity-v2"),
        ("https://w3id.org/security/multikey/v1", "multikey-v1"),
        ("https://w3id.org/security/v1", "security-v1"),
        ("https://w3id.org/security/v2", "security-v2"),
        ("https://w3id.org/security/suites/ed25519-2018/v1", "ed25519-2018-v1"),
        ("https://w3id.org/security/suites/ed25519-2020/v1", "ed25519-2020-v1"),
        ("https://w3id.org/security/suites/jws-2020/v1", "jws-2020-v1"),
        ("https://www.w3.org/ns/did/v1", "did-v1"),
        ("https://w3id.org/vc/status-list/2021/v1", "status-list-2021-v1"),
        ("https://www.w3.org/ns/credentials/status/v1", "bitstring-status-list-v1"),
        ("https://w3id.org/openbadges/v2", "open-badges-2.0"),
        ("https://purl.imsglobal.org/spec/ob/v3p0/context.json", "open-badges-3.0"),
        ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json", "open-badges-3.0.1"),
        ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json", "open-badges-3.0.2"),
        ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", "open-badges-3.0.3"),
        ("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json", "open-badges-3.0-extensions"),
        ("https://purl.imsglobal.org/spec/clr/v2p0/context.json", "clr-2.0"),
        ("https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json", "clr-2.0.1"),
        ("https://openbadgespec.org/extensions/applyLinkExtension/context.json", "open-badges-2-apply-link"),
        ("https://w3id.org/openbadges/extensions/exampleExtension/context.json", "open-badges-2-example-extension"),
    ];
}
