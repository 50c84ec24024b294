namespace Cairn.Demo;

internal sealed class DemoFeature : Feature
{
    public override void Add(IServiceCollection services, CairnOptions options)
    {
        if (options.Demo)
            services.AddScoped<DemoDistrict>().AddScoped<DemoJourney>();
    }
}
