using Cairn.Foundation.Html.Forms;

namespace Cairn.SignIn;

/// <param name="Form">What was typed; never the password.</param>
/// <param name="Return">A local address to go to afterwards.</param>
public sealed record SignInModel(Form Form, string Return);
