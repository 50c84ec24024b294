using Cairn.Credentials.Achievements;

namespace Cairn.Credentials.Verification;

/// <summary>
/// The person a verifier is dealing with (Open Badges 3.0, 9.3 Verify the Recipient Using an Identifier): an address, a name or a number
/// known from elsewhere, never from the credential.
/// </summary>
/// <param name="Identifier">The identifier in the clear, such as an e-mail address, or a DID.</param>
/// <param name="Type">One of <see cref="IdentifierTypes"/>; null: compared with <c>credentialSubject.id</c> and with identifiers of every
/// type.</param>
public sealed record KnownRecipient(string Identifier, string? Type = null);
