namespace Cairn.SignIn.Invitations;

public sealed record CodeModel(Form Form);

/// <param name="Url">Where the form goes.</param>
/// <param name="GivenName">For the greeting.</param>
/// <param name="Name">Whose way in this is.</param>
/// <param name="Places">The schools.</param>
/// <param name="Username">Of the account that gets a new password; null: there is none yet, and a name is chosen.</param>
/// <param name="SecondStep">Signing in will still ask for the app's code.</param> <param name="Present">Who is signed in on this device
/// now, if anybody.</param> <param name="MayLink">The signed-in account may be used.</param> <param name="MayHaveAccount">An adult, who may
/// have an account from another school.</param>
public sealed record JoinModel(
    string Url,
    string GivenName,
    string Name,
    string Places,
    string? Username,
    bool SecondStep,
    Form Form,
    string? Present,
    bool MayLink,
    bool MayHaveAccount
)
{
    public string SignInUrl => "/sign-in?return=" + Uri.EscapeDataString(Url);
}

/// <param name="Waits">It is valid, but a second person has not confirmed it yet.</param>
public sealed record NoInvitationModel(bool Waits);
