namespace Cairn.Demo;

/// <summary>What every step of the demo needs.</summary>
internal static class DemoSteps
{
    public static async Task<Actor> DemoActorAsync(this CairnDb db, string username, DateTimeOffset now, CancellationToken stop)
    {
        var id = await db.People.Where(p => p.Username == username).Select(p => p.Id).SingleAsync(stop);
        return (await db.ActorAsync(id, now, stop))!;
    }

    public static T Must<T>(Outcome<T> result) =>
        result.Succeeds(out var value, out var refusal)
            ? value
            : throw new InvalidOperationException($"The demo was refused: {refusal.Code} {refusal.Field}");
}
