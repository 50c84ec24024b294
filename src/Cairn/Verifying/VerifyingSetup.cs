using Cairn.Credentials.Verification;
using Cairn.Portfolio;

namespace Cairn.Verifying;

internal static class VerifyingSetup
{
    public static IServiceCollection AddCairnVerifying(this IServiceCollection services)
    {
        services.AddScoped<CredentialPictures>();
        services.AddSingleton<PlatformLoader>();
        services.AddSingleton(provider => new Verifier(new VerifierOptions { Loader = provider.GetRequiredService<PlatformLoader>() }));
        return services;
    }
}
