using Cairn.Demo;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Cairn.Operations;

/// <summary>What the terminal shows once Cairn serves: its address and, in the demo, who may sign in.</summary>
internal static class Greeting
{
    public static void Print(WebApplication app, CairnOptions options)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        LastAddress.Keep(options, address);
        Console.WriteLine($"Cairn is ready at {options.Origin ?? address}");
        if (options.VcalmOpen)
            Console.WriteLine($"VCALM is open to programs of this machine, without a token: {options.Origin ?? address}/vcalm");
        if (!options.Demo)
            return;

        var people = DemoContent.People();
        Console.WriteLine($"\nDemo accounts (password: {people.Password})\n");
        var width = people.People.Max(p => p.Username.Length);
        foreach (var person in people.People)
        {
            var roles = string.Join(", ", person.Posts.SelectMany(p => p.Roles).Distinct());
            Console.WriteLine($"  {person.Username.PadRight(width)}  {roles.ToLowerInvariant()}");
        }
        Console.WriteLine(
            $"\nA public portfolio: {address}/p/{people.People.First(p => p.Portfolio is not null).Portfolio}   Check a credential: "
                + $"{address}/verify\nStop with Ctrl+C."
        );
    }
}
