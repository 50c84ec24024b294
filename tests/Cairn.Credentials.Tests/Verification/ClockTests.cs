using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Jose;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Status;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

/// <summary>
/// One rule over every date that is compared with the instant: a start may be five minutes ahead and no more; an end is exact. The instant
/// stands still, the date is moved.
/// </summary>
public sealed class ClockTests
{
    const string School = "did:web:north.example";
    const string Document = "https://north.example/.well-known/did.json";
    const string List = "https://north.example/status/1";

    public static TheoryData<string> Starts { get; } =
    ["created", "validFrom", "issuanceDate", "iat", "nbf", "status list", "key", "endorsement", "issuedOn"];

    public static TheoryData<string> Ends { get; } =
    ["expires of a proof", "validUntil", "expirationDate", "exp", "expires of a key", "expires of open badges 2"];

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task A_start_may_be_five_minutes_ahead(string what)
    {
        foreach (var seconds in (int[])[-3600, 0, 20, 299, 300])
            Assert.True(await BeginsAsync(what, Now.AddSeconds(seconds)) == Verdict.Pass, $"{seconds} s");
        foreach (var seconds in (int[])[301, 3600])
            Assert.True(await BeginsAsync(what, Now.AddSeconds(seconds)) != Verdict.Pass, $"{seconds} s");
    }

    // What has a last instant is valid in it, what has an end is over at it: a second later both are.
    [Theory]
    [MemberData(nameof(Ends))]
    public async Task An_end_is_exact(string what)
    {
        Assert.Equal(Verdict.Pass, await EndsAsync(what, Now.AddSeconds(1)));
        Assert.Equal(
            what is "validUntil" or "expirationDate" or "expires of open badges 2" ? Verdict.Pass : Verdict.Fail,
            await EndsAsync(what, Now)
        );
        Assert.Equal(Verdict.Fail, await EndsAsync(what, Now.AddSeconds(-1)));
        Assert.Equal(Verdict.Fail, await EndsAsync(what, Now.AddSeconds(-299)));
    }

    [Fact]
    public async Task The_ends_of_time_are_compared_too()
    {
        await FailsAsync(
            CheckNames.Validity,
            "validity.not-yet",
            Sign(With("validFrom", DateTimeOffset.MaxValue.AddSeconds(-1), validUntil: false))
        );
        Assert.Equal(
            Verdict.Pass,
            (await VerifyAsync(Sign(With("validFrom", Now, validUntil: false)), at: DateTimeOffset.MaxValue)).Verdict
        );
        Assert.Equal("validity.not-yet", (await VerifyAsync(Sign(Badge()), at: DateTimeOffset.MinValue))[CheckNames.Validity].Code);
    }

    static async Task<Verdict> BeginsAsync(string what, DateTimeOffset start) =>
        what switch
        {
            "created" => await VerdictAsync(Sign(Badge(), created: start)),
            "validFrom" => await VerdictAsync(Sign(With("validFrom", start))),
            "issuanceDate" => await VerdictAsync(Sign(OfDataModel1(start, null))),
            "iat" => await VerdictAsync(Jwt(Badge(Issuer), claims => claims["iat"] = start.ToUnixTimeSeconds(), JwtForm.VcJose)),
            "nbf" => await VerdictAsync(Jwt(Badge(Issuer), claims => claims["nbf"] = start.ToUnixTimeSeconds(), JwtForm.VcJose)),
            "status list" => await VerdictAsync(Sign(Revocable()), new() { StatusLists = [Sign(StatusList(start))] }),
            // Its own clock is the proof's: it was made at the instant.
            "key" => await VerdictAsync(
                Sign(Badge(School), method: School + "#1", created: Now),
                Published(VerificationMethod.ValidFromProperty, start)
            ),
            "endorsement" => await VerdictAsync(Sign(Endorsed(start))),
            _ => await HostedAsync("issuedOn", start),
        };

    static async Task<Verdict> EndsAsync(string what, DateTimeOffset end) =>
        what switch
        {
            "expires of a proof" => (await VerifyAsync(Proof(end))).Verdict,
            "validUntil" => await VerdictAsync(Sign(With("validUntil", end))),
            "expirationDate" => await VerdictAsync(Sign(OfDataModel1(Signed, end))),
            "exp" => await VerdictAsync(Jwt(Badge(Issuer), claims => claims["exp"] = end.ToUnixTimeSeconds(), JwtForm.VcJose)),
            "expires of a key" => await VerdictAsync(Sign(Badge(School), method: School + "#1", created: Now), Published("expires", end)),
            _ => await HostedAsync("expires", end),
        };

    static async Task<Verdict> VerdictAsync(byte[] input, VerifierOptions? options = null) => (await VerifyAsync(input, options)).Verdict;

    static string Issuer => DidJwk.Create(Key.PublicKey);

    static JsonObject With(string member, DateTimeOffset date, bool validUntil = true)
    {
        var badge = Badge();
        if (!validUntil)
            badge.Remove("validUntil");
        badge[member] = XmlDateTime.Format(date);
        return badge;
    }

    static JsonObject OfDataModel1(DateTimeOffset issued, DateTimeOffset? expires)
    {
        var badge = Badge();
        badge["@context"] = new JsonArray(
            "https://www.w3.org/2018/credentials/v1",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            "https://w3id.org/security/data-integrity/v2"
        );
        badge.Remove("validFrom");
        badge.Remove("validUntil");
        badge["issuanceDate"] = XmlDateTime.Format(issued);
        if (expires is { } end)
            badge["expirationDate"] = XmlDateTime.Format(end);
        return badge;
    }

    static byte[] Proof(DateTimeOffset expires) =>
        Cairn.Credentials.Proofs.DataIntegrity.Sign(
            Encoding.UTF8.GetBytes(Badge().ToJsonString()),
            Key,
            new(DidKey.VerificationMethod(Key.PublicKey), Signed) { Expires = expires }
        );

    static byte[] Jwt(JsonObject credential, Action<JsonObject> change, JwtForm form)
    {
        var good = JwtCredential.Sign(
            Encoding.UTF8.GetBytes(credential.ToJsonString()),
            Key,
            new() { Form = form, KeyId = DidJwk.VerificationMethod(Key.PublicKey) }
        );
        var jws = CompactJws.Parse(good)!;
        var claims = JsonNode.Parse(jws.Payload.Span)!.AsObject();
        change(claims);
        return JwtCredential.Sign(jws.Header.GetRawText(), Encoding.UTF8.GetBytes(claims.ToJsonString()), Key);
    }

    static JsonObject Revocable()
    {
        var badge = Badge();
        badge["credentialStatus"] = new StatusListEntry(List, 7).ToJson();
        return badge;
    }

    static JsonObject StatusList(DateTimeOffset from) =>
        JsonNode
            .Parse(
                $$"""
                {"@context":["https://www.w3.org/ns/credentials/v2"],"id":"{{List}}","type":["VerifiableCredential","BitstringStatusListCredential"],"issuer":"{{Did}}",
                 "validFrom":"{{XmlDateTime.Format(from)}}",
                 "credentialSubject":{"id":"{{List}}#list","type":"BitstringStatusList","statusPurpose":"revocation","encodedList":"{{new StatusList().Encode()}}"} }
                """
            )!
            .AsObject();

    static JsonObject Endorsed(DateTimeOffset from)
    {
        var badge = Badge();
        var endorsement = JsonNode
            .Parse(
                $$"""
                {"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
                 "id":"urn:uuid:018f3c7e-0000-7000-8000-000000000009","type":["VerifiableCredential","EndorsementCredential"],"name":"Well made",
                 "issuer":{"id":"{{Did}}","type":["Profile"],"name":"North School"},"validFrom":"{{XmlDateTime.Format(from)}}",
                 "credentialSubject":{"id":"{{(string)badge["id"]!}}","type":["EndorsementSubject"],"endorsementComment":"Good."} }
                """
            )!
            .AsObject();
        badge["endorsement"] = new JsonArray(JsonNode.Parse(Sign(endorsement)));
        return badge;
    }

    static VerifierOptions Published(string member, DateTimeOffset date)
    {
        JsonObject document = JsonNode
            .Parse(
                $$"""
                {"id":"{{School}}","verificationMethod":[{"id":"{{School}}#1","type":"Multikey","controller":"{{School}}","publicKeyMultibase":"{{Key.PublicKey.ToMultikey()}}",
                 "{{member}}":"{{XmlDateTime.Format(date)}}"}],"assertionMethod":["{{School}}#1"]}
                """
            )!
            .AsObject();
        return new() { Loader = new Library().With(Document, document) };
    }

    static async Task<Verdict> HostedAsync(string member, DateTimeOffset date)
    {
        const string home = "https://badges.example";
        var assertion = JsonNode
            .Parse(
                $$"""
                {"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"{{home}}/1","badge":"{{home}}/b","issuedOn":"2026-03-01T00:00:00Z",
                 "recipient":{"type":"email","hashed":false,"identity":"a@b.example"},"verification":{"type":"HostedBadge"} }
                """
            )!
            .AsObject();
        assertion[member] = XmlDateTime.Format(date);
        var badge = JsonNode.Parse(
            $$"""
            {"@context":"https://w3id.org/openbadges/v2","type":"BadgeClass","id":"{{home}}/b","name":"R","description":"R.","image":"{{home}}/1.png","criteria":{"narrative":"R."},
             "issuer":"{{home}}/i"}
            """
        )!;
        var issuer = JsonNode.Parse(
            $$"""{"@context":"https://w3id.org/openbadges/v2","type":"Issuer","id":"{{home}}/i","name":"School","url":"{{home}}"}"""
        )!;
        var loader = new Library().With(home + "/1", assertion).With(home + "/b", badge).With(home + "/i", issuer);
        return (await VerifyAsync(Encoding.UTF8.GetBytes(assertion.ToJsonString()), new() { Loader = loader })).Verdict;
    }
}
