using Cairn.Awarding;
using Cairn.Credentials.Keys;
using Cairn.Foundation.Signing;
using Cairn.Foundation.Storage;
using Cairn.Schools;

namespace Cairn.Tests.Awarding;

public sealed class IssuerDocumentTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, 700, TimeSpan.Zero);

    [Fact]
    public void Every_key_stands_in_it_with_its_period()
    {
        using var master = MasterKey.Open(Path.Combine(Directory.CreateTempSubdirectory("cairn-keys-").FullName, "master.key"));
        var school = new Organization(new Id<District>(Guid.CreateVersion7()), OrganizationKind.School, "North", null, Start);
        const string did = "did:web:cairn.example.org:organizations:1";
        var first = IssuerKey.Make(school, 1, did, master, Start);
        first.Retire(Start.AddYears(1));
        var second = IssuerKey.Make(school, 2, did, master, Start.AddYears(1));

        Assert.True(ControllerDocument.TryParse(IssuerDocument.Write(did, [first, second]), out var document));

        Assert.Equal(did, document.Id);
        Assert.Equal([$"{did}#key-1", $"{did}#key-2"], document.VerificationMethods.Select(m => m.Id));
        Assert.All(document.VerificationMethods, m => Assert.True(document.AuthorizesAssertion(m.Id)));
        var old = document.Find($"{did}#key-1")!;
        Assert.True(old.Covers(Instants.WholeSecond(Start)));
        Assert.False(old.Covers(Start.AddYears(1)));
        using var key = second.Open(master);
        Assert.Equal(key.PublicKey, document.Find($"{did}#key-2")!.PublicKey);
    }

    [Fact]
    public void Fails_when_a_seed_is_moved_to_another_organization()
    {
        using var master = MasterKey.Open(Path.Combine(Directory.CreateTempSubdirectory("cairn-keys-").FullName, "master.key"));
        var district = new Id<District>(Guid.CreateVersion7());
        var mine = IssuerKey.Make(new Organization(district, OrganizationKind.School, "North", null, Start), 1, null, master, Start);
        var other = IssuerKey.Make(new Organization(district, OrganizationKind.School, "South", null, Start), 1, null, master, Start);

        typeof(IssuerKey).GetProperty(nameof(IssuerKey.WrappedSeed))!.SetValue(mine, other.WrappedSeed);

        Assert.Throws<System.Security.Cryptography.AuthenticationTagMismatchException>(() => mine.Open(master));
    }
}
