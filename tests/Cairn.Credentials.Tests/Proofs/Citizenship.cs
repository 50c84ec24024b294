using System.Text;
using Cairn.Credentials.Contexts;

namespace Cairn.Credentials.Tests.Proofs;

/// <summary>
/// The employment vectors use a context that is not among the standards' files. This one says only what their published statements show;
/// the canonical forms prove that it is enough.
/// </summary>
static class Citizenship
{
    public static IContextSource Contexts { get; } = Create();

    static FetchedContexts Create()
    {
        string[] own =
        [
            "EmploymentAuthorizationDocumentCredential",
            "EmployablePerson",
            "EmploymentAuthorizationDocument",
            "PermanentResident",
            "PermanentResidentCard",
            "PermanentResidentCardCredential",
            "birthCountry",
            "commuterClassification",
            "employmentAuthorizationDocument",
            "lprCategory",
            "lprNumber",
            "permanentResidentCard",
        ];
        string[] schema = ["Person", "additionalName", "familyName", "gender", "givenName", "identifier"];
        StringBuilder terms = new("{\"@context\":{");
        foreach (var term in own)
            Add(term, "https://w3id.org/citizenship#");
        foreach (var term in schema)
            Add(term, "https://schema.org/");
        terms.Append(
            """
            "birthDate":{"@id":"https://schema.org/birthDate","@type":"http://www.w3.org/2001/XMLSchema#dateTime"},
            "residentSince":{"@id":"https://w3id.org/citizenship#residentSince","@type":"http://www.w3.org/2001/XMLSchema#dateTime"},
            "image":{"@id":"https://schema.org/image","@type":"@id"}}}
            """
        );
        FetchedContexts contexts = new(PinnedContexts.Instance);
        contexts.Add(ContextDocument.Parse("https://w3id.org/citizenship/v4rc1", Encoding.UTF8.GetBytes(terms.ToString())));
        return contexts;

        void Add(string term, string vocabulary) =>
            terms.Append('"').Append(term).Append("\":\"").Append(vocabulary).Append(term).Append("\",");
    }
}
