using Cairn.Credentials.Verification;

namespace Cairn.Verifying;

internal sealed class VerifyingFeature : Feature
{
    /// <exception cref="ArgumentException">A list of trusted issuers cannot be read.</exception>
    public override void Add(IServiceCollection services, CairnOptions options)
    {
        var trust = TrustLists.Read(options.Trust);
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
    }

    public override void Map(IEndpointRouteBuilder routes) => routes.MapVerifying();
}
