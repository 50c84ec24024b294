using Cairn.Credentials.Verification;
using Cairn.Portfolio;

namespace Cairn.Verifying;

internal static class VerifyingSetup
{
    /// <exception cref="ArgumentException">A list of trusted issuers cannot be read.</exception>
    public static IServiceCollection AddCairnVerifying(this IServiceCollection services, CairnOptions options)
    {
        var trust = TrustLists.Read(options.Trust);
        services.AddScoped<CredentialPictures>();
        services.AddSingleton<PlatformLoader>();
        services.AddSingleton<InstallationIssuers>();
        services.AddSingleton(provider => new Verifier(
            new VerifierOptions
            {
                Loader = provider.GetRequiredService<PlatformLoader>(),
                OwnIssuers = provider.GetRequiredService<InstallationIssuers>().FindAsync,
                Existence = provider.GetRequiredService<InstallationIssuers>().SignedAtAsync,
                Trust = trust,
            }
        ));
        return services;
    }
}
