namespace Cairn.Credentials.Keys;

/// <summary>
/// A DID document or another controlled identifier document (Controlled Identifiers 1.0, section 2): who the identifier is and
/// which keys sign for it. Immutable, thread safe.
/// </summary>
public sealed class ControllerDocument
{
    readonly HashSet<string> assertion;
    readonly HashSet<string> authentication;

    internal ControllerDocument(
        string id,
        IReadOnlyList<VerificationMethod> verificationMethods,
        HashSet<string> assertion,
        HashSet<string> authentication
    )
    {
        Id = id;
        VerificationMethods = verificationMethods;
        this.assertion = assertion;
        this.authentication = authentication;
    }

    /// <summary>The identifier that the document is about.</summary>
    public string Id { get; }

    /// <summary>All keys, in the document's order, those of other purposes included.</summary>
    public IReadOnlyList<VerificationMethod> VerificationMethods { get; }

    /// <summary>The key of that absolute URL, or null.</summary>
    public VerificationMethod? Find(string id) => VerificationMethods.FirstOrDefault(method => method.Id == id);

    /// <summary>
    /// Whether the controller lets a key make assertions, that is, issue credentials (<c>assertionMethod</c>).
    /// </summary>
    public bool AuthorizesAssertion(string id) => assertion.Contains(id);

    /// <summary>
    /// Whether the controller uses a key to prove its identity, that is, to present credentials (<c>authentication</c>).
    /// </summary>
    public bool AuthorizesAuthentication(string id) => authentication.Contains(id);

    /// <summary>
    /// Reads a document. False if it is not JSON, is longer than 256 kB or deeper than 32, has no <c>id</c>, or names the same key twice.
    /// One unreadable key does not spoil the others: see <see cref="VerificationMethod.KeyProblem"/>.
    /// </summary>
    public static bool TryParse(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out ControllerDocument? document) =>
        (document = ControllerDocumentReader.Read(json)) is not null;
}
