namespace Cairn.SignIn.Guessing;

/// <summary>The single "not now": the same words and status at every door and for everybody, with the seconds left.</summary>
internal static class Waiting
{
    public const string Code = "sign-in.wait";

    /// <summary>True: nothing may be checked. The form and the answer then say how long.</summary>
    public static bool MustWait(this HttpContext http, Try made, Form form, string field = "")
    {
        if (http.MustWait(made) is not { } refusal)
            return false;
        form.Errors.Add(field, refusal.Code, [.. refusal.Args]);
        return true;
    }

    /// <summary>Null: go on.</summary>
    public static Refusal? MustWait(this HttpContext http, Try made)
    {
        if (made.Wait is null)
            return null;
        http.Response.Headers.RetryAfter = made.WaitSeconds.ToString(CultureInfo.InvariantCulture);
        return Refusal.TooSoon(Code, made.WaitSeconds);
    }
}
