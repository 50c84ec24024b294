namespace Cairn.Credentials.Proofs;

/// <summary>
/// The text of a proof, written once and used twice: as options to sign and, with its value, in the signed document.
/// </summary>
static class ProofText
{
    /// <summary>The proof without its value.</summary>
    /// <param name="options">What it says.</param>
    /// <param name="cryptosuite">The suite's name.</param>
    /// <param name="context">The document's context, which proofs of the JCS suites repeat.</param>
    public static byte[] Of(ProofOptions options, string cryptosuite, JsonElement? context = null)
    {
        StringBuilder text = new("{\"type\":\"" + Cryptosuite.ProofType + "\"");
        Add("id", options.Id is { } id ? Quoted(id) : null);
        Add("cryptosuite", Quoted(cryptosuite));
        Add("created", Quoted(XmlDateTime.Format(options.Created)));
        Add("expires", options.Expires is { } expires ? Quoted(XmlDateTime.Format(expires)) : null);
        Add("verificationMethod", Quoted(options.VerificationMethod));
        Add("proofPurpose", Quoted(options.Purpose));
        Add("domain", OneOrMany(options.Domain));
        Add("challenge", options.Challenge is { } challenge ? Quoted(challenge) : null);
        Add("previousProof", OneOrMany(options.PreviousProof));
        Add("@context", context?.GetRawText());
        return Encoding.UTF8.GetBytes(text.Append('}').ToString());

        void Add(string name, string? value)
        {
            if (value is not null)
                text.Append(",\"").Append(name).Append("\":").Append(value);
        }
    }

    static string? OneOrMany(IReadOnlyList<string> texts) =>
        texts switch
        {
            [] => null,
            [var only] => Quoted(only),
            _ => $"[{string.Join(',', texts.Select(Quoted))}]",
        };

    static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
