namespace Cairn.SignIn;

/// <param name="Form">What was typed; never the password.</param>
/// <param name="Return">A local address to go to afterwards.</param>
public sealed record SignInModel(Form Form, string Return)
{
    public string PasskeyUrl => "/sign-in/passkey?return=" + Uri.EscapeDataString(Return);
}

/// <param name="Form">Reports a wrong code; the code itself is not kept.</param>
/// <param name="Return">A local address to go to afterwards.</param>
/// <param name="OwnDevice">What was ticked beside the password.</param>
public sealed record SecondStepModel(Form Form, string Return, bool OwnDevice);
