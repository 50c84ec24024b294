using Cairn.SignIn.Accounts;
using Cairn.SignIn.Guessing;
using Cairn.SignIn.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn;

/// <summary>
/// Three ways in: an account's cookie, a child's card, a personal access token (only under <c>/api</c> and <c>/vcalm</c>, where no cookie
/// counts).
/// </summary>
internal static class SignInSetup
{
    public const string Scheme = "Cairn";
    public const string CardScheme = "Card";
    private const string CardCookie = "cairn-card";

    public static IServiceCollection AddCairnSignIn(this IServiceCollection services, CairnOptions options)
    {
        services
            .AddAuthentication(Scheme)
            .AddPolicyScheme(Scheme, null, scheme => scheme.ForwardDefaultSelector = Choose)
            .AddCookie(CardScheme, cookie => Lead(cookie, CardCookie))
            .AddScheme<AuthenticationSchemeOptions, AccessTokenHandler>(AccessTokenHandler.Scheme, null)
            .AddIdentityCookies(cookies =>
            {
                cookies.ApplicationCookie!.Configure(cookie => Lead(cookie, "cairn"));
                cookies.TwoFactorUserIdCookie!.Configure(cookie => Harden(cookie.Cookie, "cairn-step"));
                cookies.TwoFactorRememberMeCookie!.Configure(cookie => Harden(cookie.Cookie, "cairn-remembered"));
                cookies.ExternalCookie!.Configure(cookie => Harden(cookie.Cookie, "cairn-external"));
            });

        services
            .AddIdentityCore<Account>(identity =>
            {
                identity.User.RequireUniqueEmail = false;
                // Anybody who knows a name could keep its owner out, so nobody is locked out. Guesses slows guessing down instead.
                identity.Lockout.AllowedForNewUsers = false;
                identity.Lockout.MaxFailedAccessAttempts = int.MaxValue;
                // Current advice (NIST SP 800-63B): length, no composition rules.
                identity.Password.RequiredLength = 12;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
            })
            .AddUserStore<AccountStore>()
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddTokenProvider<AuthenticatorCodes>(TokenOptions.DefaultAuthenticatorProvider)
            .AddClaimsPrincipalFactory<PresenceClaims>()
            .AddPasswordValidator<PasswordRules>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 210_000);
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // A passkey replaces password and second step together: it must be found without a name and ask for finger, face or PIN.
            passkeys.ResidentKeyRequirement = "required";
            passkeys.UserVerificationRequirement = "required";
            if (options.Origin is { } origin)
                passkeys.ServerDomain = new Uri(origin).Host;
        });
        if (options.Origin is not null)
        {
            services.ConfigureAll<CookieAuthenticationOptions>(cookie => cookie.Cookie.SecurePolicy = CookieSecurePolicy.Always);
            services.Configure<AntiforgeryOptions>(form => form.Cookie.SecurePolicy = CookieSecurePolicy.Always);
        }
        services.AddSingleton(new RateLimits());
        services.AddRateLimiter(RateLimits.Configure);
        services.AddScoped<Presences>();
        services.AddScoped<Guesses>();
        services.AddScoped<SignInTrail>();
        services.AddScoped<OwnAccount>();
        services.AddSingleton<SessionCookies>();
        services.AddScoped<Proving>();
        services.AddScoped<AccessEnding>();
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationHandler, SchoolRoleHandler>();
        return services;
    }

    private static string Choose(HttpContext http) =>
        ForPrograms.Is(http.Request) ? AccessTokenHandler.Scheme
        : http.Request.Cookies.ContainsKey(CardCookie) ? CardScheme
        : IdentityConstants.ApplicationScheme;

    private static void Lead(CookieAuthenticationOptions cookie, string name)
    {
        Harden(cookie.Cookie, name);
        cookie.LoginPath = "/sign-in";
        cookie.AccessDeniedPath = "/denied";
        cookie.ReturnUrlParameter = "return";
        cookie.EventsType = typeof(SessionCookies);
        cookie.ExpireTimeSpan = SignInSession.OnOwnDevice; // no cookie outlives its session, which has its own end
        cookie.SlidingExpiration = false;
    }

    private static void Harden(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.IsEssential = true;
    }
}
