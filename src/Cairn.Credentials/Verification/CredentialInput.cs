using Cairn.Credentials.Baking;
using Cairn.Credentials.Jose;
using Cairn.Credentials.Presentations;
using Cairn.Credentials.Verification.OpenBadges2;

namespace Cairn.Credentials.Verification;

/// <summary>The first check: any input becomes a credential's JSON or a finding.</summary>
static class CredentialInput
{
    const string Name = CheckNames.Parse;
    const string Json = "RFC 8259; VC Data Model 2.0, 6 Syntaxes";
    const string Jwt = "Open Badges 3.0, 8.2 JSON Web Token Proof Format";
    const string Envelopes = "VC Data Model 2.0, 4.13.1 Enveloped Verifiable Credentials";
    const string Bounds = "Cairn limits";
    const string Encoding = "RFC 8259, 8.1 Character Encoding";

    public static Check Read(ReadOnlyMemory<byte> input, Limits limits, out SecuredCredential? credential)
    {
        credential = null;
        if (FileKind.OfBytes(input.Span) is { } other)
            return other;
        if (Baked(input, limits, out var text) is { } finding)
            return finding;
        if (text.Span.TrimStart("\uFEFF"u8).Trim(" \t\r\n"u8).IsEmpty)
            return FileKind.Is("parse.empty");

        return CompactJws.Is(text.Span) ? ReadJwt(text, limits, out credential) : ReadJson(text, null, limits, out credential);
    }

    /// <summary>
    /// Input that is too long was not read, and input that is not JSON is no credential: neither says anything about one.
    /// </summary>
    internal static Check OfProblem(JsonProblem problem, ReadOnlySpan<byte> text, Limits limits) =>
        problem switch
        {
            JsonProblem.TooLong => FileKind.Is("parse.too-long", Megabytes(limits.Bytes)),
            JsonProblem.TooMany => FileKind.Is("parse.too-many", limits.Values.ToString("N0", CultureInfo.InvariantCulture)),
            JsonProblem.TooDeep => Check.Fail(Name, "parse.too-deep", Bounds, $"{limits.Depth}"),
            JsonProblem.DuplicateMember => Check.Fail(
                Name,
                "parse.duplicate-member",
                "RFC 8259, 4 Objects; JSON-LD 1.1, 9 JSON-LD Grammar"
            ),
            JsonProblem.NotUnicode => Check.Fail(Name, "parse.not-unicode", Encoding),
            JsonProblem.NotUtf8 when text.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] => Check.Fail(
                Name,
                "parse.not-unicode",
                Encoding
            ),
            _ => FileKind.OfText(text),
        };

    static string Megabytes(int bytes) => $"{Math.Max(1, bytes / 1024 / 1024)}";

    static Check? Baked(ReadOnlyMemory<byte> input, Limits limits, out ReadOnlyMemory<byte> json)
    {
        json = input;
        var start = input.Span.TrimStart("\uFEFF"u8).TrimStart(" \t\r\n"u8);
        if (start.IsEmpty || (start[0] != 0x89 && !SvgBaking.IsXml(input.Span)))
            return null;
        if (input.Length > limits.PictureBytes)
            return FileKind.Is("parse.too-long", Megabytes(limits.PictureBytes));
        if (!BakedImage.TryExtract(input.Span, out var credential, out var failure))
            return (start[0] == (byte)'<' ? FileKind.OfMarkup(start) : null) ?? OfPicture(failure, start[0] == 0x89 ? "PNG" : "SVG");

        json = credential;
        return null;
    }

    // A picture that is damaged or has no badge says nothing about a badge; one with two, or with something else in a badge's place, is no
    // honest badge.
    static Check OfPicture(BakingFailure failure, string format) =>
        failure.Code switch
        {
            "baking.credential.absent" => FileKind.Is("parse.file-no-badge", format),
            "baking.credential.twice" or "baking.svg.ambiguous" => Check.Fail(Name, "parse.picture-several", failure.Clause, format),
            "baking.credential.form"
            or "baking.credential.encoding"
            or "baking.credential.size"
            or "baking.png.keyword"
            or "baking.png.itxt" => Check.Fail(Name, "parse.picture", failure.Clause, format),
            "baking.svg.root" => FileKind.Is("parse.file-xml"),
            "baking.svg.dtd" => FileKind.Is("parse.file-doctype", format),
            _ => FileKind.Is("parse.file-damaged", format),
        };

    static Check ReadJwt(ReadOnlyMemory<byte> text, Limits limits, out SecuredCredential? credential)
    {
        credential = null;
        if (OfJwt(text, limits, out var jwt) is { } finding)
            return finding;
        return JwtPayload.Credential(jwt!.Payload, JwtClaims.IsVcJose(jwt.Jws.Header)) is { } json
            ? ReadJson(json, jwt, limits, out credential)
            : Check.Fail(Name, "parse.not-a-credential", Jwt);
    }

    /// <summary>The JWT that a credential or a presentation came in, unless there is something wrong with it.</summary>
    internal static Check? OfJwt(ReadOnlyMemory<byte> text, Limits limits, out JwtEnvelope? jwt)
    {
        jwt = null;
        // Base64url turns three bytes into four characters, and a header and a signature come with the credential.
        if (text.Length > limits.Bytes / 3 * 4 + 32 * 1024)
            return OfProblem(JsonProblem.TooLong, [], limits);
        if (CompactJws.Parse(text.Span) is not { } jws)
            return Check.Fail(Name, "parse.jwt-malformed", "RFC 7515, 3.1 JWS Compact Serialization Overview");
        var problem = StrictJson.TryParse(jws.Payload, limits.Bytes, limits.Depth, out var payload, limits.Values);
        if (problem != JsonProblem.None)
            return OfSigned(OfProblem(problem, jws.Payload.Span, limits));

        using (payload)
            jwt = new(jws, payload!.RootElement.Clone(), ContentDigest.Of(text));
        return null;
    }

    static Check ReadJson(ReadOnlyMemory<byte> json, JwtEnvelope? jwt, Limits limits, out SecuredCredential? credential)
    {
        credential = null;
        var problem = StrictJson.TryParse(json, limits.Bytes, limits.Depth, out var document, limits.Values);
        if (problem != JsonProblem.None)
            return OfProblem(problem, json.Span, limits);

        // A JWT in a data URL is treated as it is without the envelope.
        if (jwt is null && document!.RootElement.HasType(VerifiablePresentation.EnvelopedType))
            using (document)
                return ReadEnveloped(document.RootElement, limits, out credential);

        var shape = OfShape(document!.RootElement, jwt);
        if (shape.Outcome == Outcome.Pass)
            credential = new(document, json, jwt);
        else
            document.Dispose();
        return shape;
    }

    // Something signed as a credential that cannot be read as one is a bad credential, not something else.
    static Check OfSigned(Check problem) =>
        problem is { Outcome: Outcome.NotDeterminable, Code: not ("parse.too-long" or "parse.too-many") }
            ? Check.Fail(Name, "parse.jwt-malformed", Json)
            : problem;

    static Check ReadEnveloped(JsonElement root, Limits limits, out SecuredCredential? credential)
    {
        credential = null;
        if (
            DataModelVersion.Of(root) != DataModelVersion.V2
            || Enveloped.Read(root, VerifiablePresentation.EnvelopedType) is not { } enveloped
        )
            return Check.Fail(Name, "parse.envelope", Envelopes);

        return enveloped.IsJwt
            ? ReadJwt(enveloped.Content, limits, out credential)
            : Check.NotDeterminable(Name, "parse.unsupported", Envelopes, enveloped.MediaType);
    }

    static Check OfShape(JsonElement root, JwtEnvelope? jwt)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return jwt is null ? FileKind.Is("parse.not-an-object") : Check.Fail(Name, "parse.not-a-credential", Jwt);
        // Somebody who was shown several at once will hand in all of them.
        if (root.HasType(VerifiablePresentation.Type) || root.HasType(VerifiablePresentation.EnvelopedPresentationType))
            return Check.Fail(Name, "parse.a-presentation", "VC Data Model 2.0, 4.13 Verifiable Presentations");
        if (DataModelVersion.Of(root) != DataModelVersion.None)
            return jwt is null ? Check.Pass(Name, "parse.credential", Json) : Check.Pass(Name, "parse.jwt", Jwt);

        // Versions before 2.0 are recognised and named.
        return Assertion.IsOlder(root)
            ? Check.NotDeterminable(Name, "parse.open-badges-1", "Open Badges 1.1")
            : (jwt is null ? FileKind.OfJson(root) : null) ?? Check.Fail(Name, "parse.not-a-credential", "VC Data Model 2.0, 4.3 Contexts");
    }
}
