using System.Text;
using Cairn.Credentials.Keys;
using Cairn.Foundation.Signing;
using Cairn.Foundation.Storage;
using Cairn.Issuing;

namespace Cairn.Tests.Issuing;

public sealed class IssuerDocumentTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, 700, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("cairn-keys-").FullName;
    private readonly MasterKey _master;

    public IssuerDocumentTests() => _master = new(Path.Combine(_folder, "master.key"));

    public void Dispose()
    {
        _master.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Every_key_stands_in_it_with_its_period()
    {
        var school = new Organization(new Id<District>(Guid.CreateVersion7()), OrganizationKind.School, "North", null, Start);
        const string did = "did:web:cairn.example.org:organizations:1";
        var first = IssuerKey.Make(school, IssuerKind.Awards, KeyAlgorithm.Ed25519, 1, did, _master, Start);
        var at = Instants.WholeSecond(Start.AddDays(365));
        Assert.Null(first.Retire(Operator(school), at, Start).Refusal);
        var second = IssuerKey.Make(school, IssuerKind.Awards, KeyAlgorithm.Ed25519, 2, did, _master, at);

        Assert.True(ControllerDocument.TryParse(IssuerDocument.Write(did, [first, second]), out var document));

        Assert.Equal(did, document.Id);
        Assert.Equal([$"{did}#key-1", $"{did}#key-2"], document.VerificationMethods.Select(m => m.Id));
        Assert.All(document.VerificationMethods, m => Assert.True(document.AuthorizesAssertion(m.Id)));
        var old = document.Find($"{did}#key-1")!;
        Assert.True(old.Covers(Instants.WholeSecond(Start)));
        Assert.False(old.Covers(at));
        Assert.Equal((true, false, true), (first.Covers(Start), first.Covers(at), second.Covers(at)));
        using var key = second.Open(_master);
        Assert.Equal(key.PublicKey, document.Find($"{did}#key-2")!.PublicKey);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(200)]
    public void A_key_that_retires_now_signs_to_the_end_of_this_second(int? milliseconds)
    {
        var school = new Organization(new Id<District>(Guid.CreateVersion7()), OrganizationKind.School, "North", null, Start);
        var key = IssuerKey.Make(school, IssuerKind.Awards, KeyAlgorithm.Ed25519, 1, null, _master, Start);

        Assert.Null(key.Retire(Operator(school), milliseconds is { } later ? Start.AddMilliseconds(later) : null, Start).Refusal);

        // An award granted in this second is dated to the start of the second and remains the old key's.
        Assert.Equal(Instants.WholeSecond(Start).AddSeconds(1), key.RetiredAt);
        Assert.Equal((true, false), (key.Covers(Start), key.Covers(Start.AddSeconds(1))));
    }

    private static Actor Operator(Organization school) =>
        new(school.DistrictId, Id<Person>.New(Start), null, "Opa", true, [new HeldRole(SchoolRole.Operator, school.Id, false)]);

    [Theory]
    [InlineData(KeyAlgorithm.Ed25519)]
    [InlineData(KeyAlgorithm.P256)]
    [InlineData(KeyAlgorithm.P384)]
    public void A_key_opens_again_and_is_named_as_its_issuer(KeyAlgorithm algorithm)
    {
        const string did = "did:web:cairn.example.org:vcalm:1";
        var made = IssuerKey.Make(School("North"), IssuerKind.Programs, algorithm, 3, did, _master, Start);

        using var key = made.Open(_master);

        Assert.Equal(made.PublicKeyMultibase, key.PublicKey.ToMultikey());
        Assert.Equal($"{did}#key-3", made.MethodOf(did));
        Assert.Equal(DidKey.VerificationMethod(key.PublicKey), made.MethodOf(DidKey.Create(key.PublicKey)));
    }

    /// <summary>Keys of programs were all kept as text once, those of Ed25519 too.</summary>
    [Fact]
    public void A_key_that_was_kept_as_text_opens()
    {
        var school = School("North");
        var made = IssuerKey.Make(school, IssuerKind.Programs, KeyAlgorithm.Ed25519, 1, null, _master, Start);
        using var earlier = SigningKey.Generate(KeyAlgorithm.Ed25519, out var text);
        Set(made, nameof(IssuerKey.WrappedSecret), _master.Wrap(Encoding.ASCII.GetBytes(text), $"vcalm-key/{school.Id}"));

        using var key = made.Open(_master);

        Assert.Equal(earlier.PublicKey, key.PublicKey);
    }

    [Theory]
    [InlineData("South", false)]
    [InlineData("North", true)]
    public void Fails_when_a_secret_is_moved_to_another_organization_or_kind(string name, bool forPrograms)
    {
        var kind = forPrograms ? IssuerKind.Programs : IssuerKind.Awards;
        var north = School("North");
        var mine = IssuerKey.Make(north, IssuerKind.Awards, KeyAlgorithm.Ed25519, 1, null, _master, Start);
        var other = IssuerKey.Make(name == "North" ? north : School(name), kind, KeyAlgorithm.Ed25519, 1, null, _master, Start);

        Set(mine, nameof(IssuerKey.WrappedSecret), other.WrappedSecret);

        Assert.Throws<System.Security.Cryptography.AuthenticationTagMismatchException>(() => mine.Open(_master));
    }

    private static Organization School(string name) =>
        new(new Id<District>(Guid.CreateVersion7()), OrganizationKind.School, name, null, Start);

    private static void Set(IssuerKey key, string property, object value) => typeof(IssuerKey).GetProperty(property)!.SetValue(key, value);
}
