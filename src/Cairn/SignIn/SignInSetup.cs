using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn;

/// <summary>Three ways in: an account's cookie, a child's card, a personal access token (only under <c>/api</c>, where no cookie counts).</summary>
internal static class SignInSetup
{
    public const string Scheme = "Cairn";
    public const string CardScheme = "Card";
    private const string CardCookie = "cairn-card";

    public static IServiceCollection AddCairnSignIn(this IServiceCollection services)
    {
        services.AddAuthentication(Scheme)
            .AddPolicyScheme(Scheme, null, scheme => scheme.ForwardDefaultSelector = Choose)
            .AddCookie(CardScheme, cookie =>
            {
                Harden(cookie.Cookie, CardCookie);
                cookie.ExpireTimeSpan = TimeSpan.FromHours(8);
                cookie.LoginPath = "/sign-in";
                cookie.AccessDeniedPath = "/denied";
            })
            .AddScheme<AuthenticationSchemeOptions, AccessTokenHandler>(AccessTokenHandler.Scheme, null)
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(cookie =>
            {
                Harden(cookie.Cookie, "cairn");
                cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
                cookie.SlidingExpiration = true;
                cookie.LoginPath = "/sign-in";
                cookie.AccessDeniedPath = "/denied";
                cookie.ReturnUrlParameter = "return";
            }));

        services.AddIdentityCore<Account>(identity =>
            {
                identity.User.RequireUniqueEmail = false;
                identity.Lockout.MaxFailedAccessAttempts = 8;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
                // Current advice (NIST SP 800-63B): length, no composition rules.
                identity.Password.RequiredLength = 12;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
                identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            })
            .AddEntityFrameworkStores<CairnDb>()
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddClaimsPrincipalFactory<PresenceClaims>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 210_000);
        services.AddScoped<Presences>();
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationHandler, SchoolRoleHandler>();
        return services;
    }

    private static string Choose(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/api") ? AccessTokenHandler.Scheme
        : http.Request.Cookies.ContainsKey(CardCookie) ? CardScheme
        : IdentityConstants.ApplicationScheme;

    private static void Harden(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.IsEssential = true;
    }
}
